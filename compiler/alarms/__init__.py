"""The alarms of one experiment as values: what they watch, when they go off, what a person then does."""
