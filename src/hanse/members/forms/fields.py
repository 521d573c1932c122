"""Fields that several forms share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from hanse.members.geography import country_codes, country_name
from hanse.members.queries.offered import Ambiguous, find_organisation

NO_DAY = _("Write the day as 2023-02-21.")


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, with the browser's own calendar."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": NO_DAY},
    )


def text(label: Any, *, longest: int, required: bool = False, rows: int = 4, help_text: Any = "") -> forms.CharField:
    """Several lines."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=longest, required=required, widget=area, help_text=help_text)


def web_address(label: Any, *, help_text: Any = "") -> forms.URLField:
    """An address on the web, never a script."""
    return forms.URLField(label=label, required=False, max_length=500, assume_scheme="https", help_text=help_text)


def other_languages() -> list[tuple[str, str]]:
    """The languages of the site beside English, in their own words."""
    return [(code, str(get_language_info(code)["name_local"])) for code, _name in settings.LANGUAGES if code != "en"]


def countries() -> list[tuple[str, str]]:
    """All countries by their names in the reader's language."""
    reader = get_language() or "en"
    return sorted(((code, country_name(code, reader)) for code in country_codes()), key=lambda pair: pair[1])


def plain(value: str) -> str:
    """Text with line ends of one kind."""
    return value.replace("\r\n", "\n").replace("\r", "\n").strip()


class OrganisationField(forms.CharField):
    """An organisation by its address or its exact name, offered by a list that the browser shows while one types."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 300)
        kwargs.setdefault("widget", forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        words = str(super().clean(value)).strip()
        if not words:
            return None
        try:
            found = find_organisation(words)
        except Ambiguous:
            says = _("Several organisations are called “%(words)s”. Write the last part of the address of its page.")
            raise forms.ValidationError(says, params={"words": words[:60]}) from None
        if found is None:
            says = _("Nothing in the directory is called “%(words)s”. Choose one of those offered.")
            raise forms.ValidationError(says, params={"words": words[:60]})
        return found
