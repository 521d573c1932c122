"""Forms of registration: they clean, and never save."""
