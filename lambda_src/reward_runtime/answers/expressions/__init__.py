"""Mathematical expressions, compared symbolically."""
