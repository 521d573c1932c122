"""Writes of joining: what the members' room does, and the letter that tells of it, in one transaction."""
