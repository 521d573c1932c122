"""Pages of the regional networks."""
