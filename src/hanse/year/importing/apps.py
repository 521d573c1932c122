"""The room `importing` as Django knows it."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Registers the room under its own name."""

    name = "hanse.year.importing"
    label = "importing"
