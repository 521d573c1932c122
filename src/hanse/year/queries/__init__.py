"""Reads that cross several rooms."""
