"""What a job needs around it: places in S3, a role, a way to the function, and money."""
