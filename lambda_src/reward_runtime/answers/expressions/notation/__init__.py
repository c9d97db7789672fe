"""Text of an answer -> tokens -> trees of expressions, units, names and words."""
