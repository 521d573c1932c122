"""Writes of expressions of interest."""
