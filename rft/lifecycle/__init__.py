"""The deployed stacks of an experiment: their place, their callers, and their removal."""
