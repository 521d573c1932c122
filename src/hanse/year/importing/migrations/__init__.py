"""Migrations of the room `importing`."""
