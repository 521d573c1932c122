"""Activities, their dates, and everything that is read of the year."""
