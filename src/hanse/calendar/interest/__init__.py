"""Expressions of interest, which are no registrations."""
