"""`rft compare`: two experiments, or one at two git revisions, on the same samples.

name@revision -> folder -> `rft score --json` there -> two lists of results -> shifts and rank flips
"""
