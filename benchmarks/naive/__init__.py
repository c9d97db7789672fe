"""The plain handler that the kit is measured against."""
