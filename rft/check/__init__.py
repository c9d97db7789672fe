"""`rft check`: asks a deployed reward for everything that a job would meet."""
