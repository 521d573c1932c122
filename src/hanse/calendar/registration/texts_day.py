"""Dates and hours of the day, beside the words that all of registration shares."""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_date, format_skeleton

from hanse.calendar.models import Activity
from hanse.calendar.registration.words import language_now
from hanse.engines.when import format as written
from hanse.engines.when import zone_of


def full_date(activity: Activity) -> str:
    """The date of an activity with its weekdays."""
    return written(activity.when, language_now(), style="full")


def day_words(on: date) -> str:
    """A day as the language writes it in full."""
    language = language_now()
    return str(format_date(on, "long", locale="en_GB" if language == "en" else language))


def hour(instant: datetime, zone: str, *, now: datetime) -> str:
    """An hour of the place, as 09:04; with its day where that is not today."""
    there, language = instant.astimezone(zone_of(zone)), language_now()
    words = there.strftime("%H:%M")
    if there.date() == now.astimezone(zone_of(zone)).date():
        return words
    day = format_skeleton("MMMd", there, locale="en_GB" if language == "en" else language)
    return f"{day}, {words}"


def stamp(instant: datetime, zone: str) -> str:
    """A day and an hour of the place for tables, which sort it."""
    return instant.astimezone(zone_of(zone)).strftime("%Y-%m-%d %H:%M")


def place_zone(activity: Activity) -> str:
    """The clock of the place where an activity is."""
    return activity.place_zone
