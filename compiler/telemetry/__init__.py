"""What is derived from the registry of metrics and log fields."""
