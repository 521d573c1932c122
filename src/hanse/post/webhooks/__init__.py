"""Telling other programs that something changed: signed calls, repeated until they are answered."""
