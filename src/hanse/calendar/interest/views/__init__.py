"""Pages of expressions of interest."""
