"""Plain handlers that the kit is measured against."""
