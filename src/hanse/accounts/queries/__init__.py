"""Reading of the accounts."""
