"""Which wording of a text to show: the reader's language where somebody wrote it, else the source."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language


def wording(thing: Any, field: str, language: str | None = None) -> str:
    """The text of `thing.field` in the reader's language.

    `thing.translations` maps a language to a mapping of fields to texts, as `{"ko": {"title": "…"}}`.
    """
    code = (language or get_language() or "en").split("-")[0]
    translated = (thing.translations or {}).get(code, {}).get(field)
    return str(translated or getattr(thing, field) or "")


def text_of(values: Mapping[str, Any], name: str, language: str | None = None) -> str:
    """A text of a map that has its translations beside it, as `{"service": "…", "service@ko": "…"}`."""
    code = (language or get_language() or "en").split("-")[0]
    return str(values.get(f"{name}@{code}") or values.get(name) or "")


def named(name: str, translations: dict[str, dict[str, str]] | None, language: str) -> str:
    """A name in a language, from the columns of a row that was not made into a thing."""
    return str((translations or {}).get(language, {}).get("name") or name)
