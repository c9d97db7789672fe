"""Kinds of answer: how one is parsed, when two are equal, and the scorers that belong to each."""
