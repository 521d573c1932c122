"""Hanse runs the year of an international city network."""

__version__ = "0.1.0"
