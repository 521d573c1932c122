"""A year from files and back: read, check everything, compare with what is kept, then write once."""
