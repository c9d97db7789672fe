"""Over which wire the judge is asked."""
