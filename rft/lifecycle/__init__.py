"""The deployed stacks of an experiment: where they are, who calls them, and their removal."""
