"""Tags of registration."""
