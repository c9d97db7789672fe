"""The operator's command line: deploy a reward, call it by its ARN, read its logs, prune old revisions."""
