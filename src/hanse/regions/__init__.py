"""The regional networks."""
