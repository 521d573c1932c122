"""The room `audit` as Django knows it."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Registers the room under its own name."""

    name = "hanse.audit"
    label = "audit"
