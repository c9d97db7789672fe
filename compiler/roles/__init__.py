"""Roles of the jobs that call an experiment's function: the model of their files."""
