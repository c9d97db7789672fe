"""How often, how fast and until when the judge is asked."""
