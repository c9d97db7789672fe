"""`rft prune`: finds the stacks of old revisions and removes them."""
