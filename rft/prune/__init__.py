"""`rft prune`: finds the old revisions of an experiment and removes them."""
