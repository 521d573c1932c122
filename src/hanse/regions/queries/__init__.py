"""Reads of the regional networks."""
