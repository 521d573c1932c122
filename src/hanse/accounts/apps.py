"""The room `accounts` as Django knows it."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class RoomConfig(AppConfig):
    """Registers the room under its own name, and listens to what allauth tells."""

    name = "hanse.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Models are there by now, so what needs them can be imported by its name."""
        import_string("hanse.accounts.listening.listen")()
