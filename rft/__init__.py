"""The command line `rft`: deploy a reward, call it by its ARN, read its logs, remove old revisions."""
