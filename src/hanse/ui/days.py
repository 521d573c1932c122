"""Days as a reader of a language writes them: 16 May 2023, 2023년 5월 16일. The order is the language's, too."""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_date
from django.utils.translation import get_language

_SHORT, _MONTH = {"ko": "MMM d일"}, {"ko": "y년 MMMM"}


def day_words(on: date, language: str = "") -> str:
    """A whole day, in the reader's language if no other is asked for."""
    locale = _locale(language)
    return str(format_date(on, "long" if locale == "ko" else "medium", locale=locale))


def instant_words(at: datetime) -> str:
    """A day with its minute, on the clock that the instant has."""
    between = " " if _locale("") == "ko" else ", "
    return f"{day_words(at)}{between}{at:%H:%M}"


def short_day_words(on: date) -> str:
    """A day of a year that the reader knows."""
    locale = _locale("")
    return str(format_date(on, _SHORT.get(locale, "d MMM"), locale=locale))


def month_words(on: date) -> str:
    """The month of a day, with its year."""
    locale = _locale("")
    return str(format_date(on, _MONTH.get(locale, "MMMM y"), locale=locale))


def _locale(language: str) -> str:
    code = (language or get_language() or "en").split("-")[0]
    return "en_GB" if code == "en" else code
