"""`rft list`: the experiments, their forks, and their deployments."""
