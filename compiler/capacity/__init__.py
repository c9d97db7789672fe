"""Calculates before deployment whether payload, time, concurrency and quota suffice for the training job.

Experiment and account -> findings. A finding is a warning, or an error if no run can succeed.
"""
