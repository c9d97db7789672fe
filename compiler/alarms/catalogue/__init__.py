"""The catalogue: one entry for each metric alarm, with its words, its metrics and its threshold."""
