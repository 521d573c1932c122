"""Lines of the directory as tags."""
