"""A deployed function as a source of scores, for every verb that scores: few samples, after a question, as a job calls.

rows -> events of a batch each -> ``Function`` (sent again as a job does) -> a reward or a failure for each row
"""
