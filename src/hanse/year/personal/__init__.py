"""Personal data across the rooms: one's own copy, erasure, and how long what stays."""
