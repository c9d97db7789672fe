"""What can be worked out before anything is deployed: payload, time, concurrency and quota, each with its figures.

Experiment and account -> findings. A finding warns; one that no run could escape is an error.
"""
