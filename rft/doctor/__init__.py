"""`rft doctor`: checks this machine, the experiments and the account. Each module checks one thing."""
