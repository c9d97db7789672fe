"""`rft calibrate`: whether a judge agrees with people well enough to be trained on.

labels -> answers of each judge, also asked again, in another order and with filler -> figures -> verdict
"""
