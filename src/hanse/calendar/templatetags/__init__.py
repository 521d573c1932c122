"""Lines of the calendar as tags."""
