"""The three ways of an evaluation with the same reward."""
