"""`rft list`: the experiments, their forks, and what of them is deployed."""
