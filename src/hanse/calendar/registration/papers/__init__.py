"""Files that people hand in: what they are, and what is not taken."""
