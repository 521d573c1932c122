"""Reads of the post."""
