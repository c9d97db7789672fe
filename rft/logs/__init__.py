"""`rft logs`: an experiment's logs, from files, the local target or AWS."""
