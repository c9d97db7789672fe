"""What AWS publishes of the settings of jobs, and its renewal: ``python -m rft.job.published``."""
