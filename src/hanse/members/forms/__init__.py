"""Forms of the members."""
