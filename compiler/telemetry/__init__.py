"""Custom metrics, saved queries and a page of the docs, all made from the registry of metrics and log fields."""
