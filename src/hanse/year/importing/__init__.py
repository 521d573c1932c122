"""Import wizards: organisations, people and registrations from a table."""
