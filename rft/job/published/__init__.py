"""The settings of jobs as AWS publishes them, and their renewal: ``python -m rft.job.published``."""
