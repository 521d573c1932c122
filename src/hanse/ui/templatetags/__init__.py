"""The components as tags."""
