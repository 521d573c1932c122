"""Reads of the calendar: each page's query returns a dataclass with everything the page needs."""
