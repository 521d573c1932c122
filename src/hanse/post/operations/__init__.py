"""Writes of the post."""
