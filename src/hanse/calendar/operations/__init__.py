"""Writes of the calendar, each named by what people do."""
