"""Values of expressions, and whether two expressions are the same function."""
