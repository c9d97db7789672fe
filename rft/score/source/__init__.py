"""The samples to score: read lazily from a file of rows, or from the reward's own data."""
