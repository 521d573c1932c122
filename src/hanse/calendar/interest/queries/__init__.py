"""Reads of expressions of interest."""
