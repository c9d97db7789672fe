"""Scorers: one file a kind. Each returns 0..1, good when high, for one sample and one answer."""
