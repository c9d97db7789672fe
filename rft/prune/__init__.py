"""`rft prune`: old revisions and their removal."""
