"""Organisations, office holders, regional networks."""
