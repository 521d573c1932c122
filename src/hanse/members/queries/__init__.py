"""Reads of organisations, office holders and regional networks."""
