"""Pages of the members."""
