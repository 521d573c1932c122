"""The house's components, layout and texts."""

from django.apps import AppConfig

from hanse.ui import checks as checks


class UiConfig(AppConfig):
    """Templates, tags and CSS; no models."""

    name = "hanse.ui"
    label = "ui"
