"""A deployed function as a source of scores, for every verb that scores: with a limit of samples, after a question, in
a job's form of calls.

rows -> events of a batch each -> ``Function`` (sent again as a job does) -> a reward or a failure for each row
"""
