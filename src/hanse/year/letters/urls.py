"""Addresses of the post. Its views know no other room; what they need of all rooms is handed to them here."""

from typing import Any

from django.urls import path

from hanse.post.views import choices
from hanse.year.letters import KINDS

_ALL: dict[str, Any] = {"kinds": KINDS}

app_name = "letters"
urlpatterns = [
    path("choices/", choices.choices, _ALL, name="choices"),
    path("choices/<str:token>/", choices.choices_by_link, _ALL, name="choices-by-link"),
    path("stop/<str:token>/", choices.stop, _ALL, name="stop"),
]
