"""The needs of a job: places in S3, a role, a way to the function, and money."""
