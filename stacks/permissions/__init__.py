"""Permissions only ever narrow: a stack that allows more than its committed baseline is refused until that is renewed.

synthesised stack -> its permissions -> the CDK command line's own comparison with the baseline -> widened or not

``python -m stacks.permissions`` compares (``make permissions``), with ``--accept`` it renews (``make
permissions-accept``): the one way to let a permission in, and a change that a reviewer sees.
"""
