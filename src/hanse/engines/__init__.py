"""The mathematics; no Django."""
