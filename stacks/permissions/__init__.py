"""Refuses a stack that allows more than its committed baseline, until the baseline is renewed on purpose.

synthesised stack -> its permissions -> the CDK command line compares them with the baseline -> wider or not

``python -m stacks.permissions`` compares (``make permissions``). With ``--accept`` it renews the baselines (``make
permissions-accept``). No permission gets in another way, and a reviewer sees the change.
"""
