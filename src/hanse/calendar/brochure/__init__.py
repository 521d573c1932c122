"""The brochure: what a year says, put into words for the typesetter."""
