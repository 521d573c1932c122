"""Dates, hours and places of an activity, in a language and on the clock of the place."""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_date, format_datetime
from django.utils.translation import get_language

from hanse.calendar.models import Activity
from hanse.calendar.queries.entries import where as city_words
from hanse.engines.when import format as written
from hanse.engines.when import zone_of
from hanse.ui.languages import wording


def language_now() -> str:
    """The language of whoever reads, without its country."""
    return (get_language() or "en").split("-")[0]


def when_words(activity: Activity) -> str:
    """The date of an activity with its weekday."""
    return written(activity.when, language_now(), style="full")


def where_words(activity: Activity) -> str:
    """Its hall, venue and city, each once."""
    parts = (wording(activity, "hall"), wording(activity, "venue"), city_words(activity, language_now()))
    return ", ".join(dict.fromkeys(part for part in parts if part))


def day_words(on: date) -> str:
    """A day as the language writes it in full."""
    language = language_now()
    return str(format_date(on, "long", locale="en_GB" if language == "en" else language))


def clock(instant: datetime, zone: str) -> str:
    """An hour of the place, as 09:04."""
    return instant.astimezone(zone_of(zone)).strftime("%H:%M")


def moment(instant: datetime, zone: str) -> str:
    """A day and an hour of the place, in words."""
    language = language_now()
    pattern = "EEEE d MMMM y, HH:mm" if language == "en" else "y년 M월 d일 EEEE HH:mm" if language == "ko" else "long"
    there = instant.astimezone(zone_of(zone))
    return str(format_datetime(there, pattern, locale="en_GB" if language == "en" else language))


def stamp(instant: datetime, zone: str) -> str:
    """The same for tables, which sort it."""
    return instant.astimezone(zone_of(zone)).strftime("%Y-%m-%d %H:%M")


def place_zone(activity: Activity) -> str:
    """The clock of the place where an activity is."""
    return activity.zone or activity.when_zone or activity.year.zone


def place_name(zone: str) -> str:
    """The city in a zone's name, as people say it."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")
