"""Scorers: one file a kind. Each answers 0..1, good when high, for one sample and one answer."""
