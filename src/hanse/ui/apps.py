"""The house's components, layout and texts."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, tags and CSS; no models."""

    name = "hanse.ui"
    label = "ui"
