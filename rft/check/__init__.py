"""`rft check`: calls a deployed reward as a job would, and reports every problem."""
