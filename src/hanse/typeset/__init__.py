"""PDF from data; no Django."""
