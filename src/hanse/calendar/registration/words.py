"""Instants and dates as registration says them, in a language and on a clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from babel.dates import format_datetime
from django.utils.translation import get_language, gettext

from hanse.calendar.models import Activity
from hanse.calendar.queries.entries import where as where_words
from hanse.engines.when import format as written
from hanse.engines.when import zone_of
from hanse.ui.languages import wording
from hanse.ui.places import zone_city

HALF_A_DAY = timedelta(hours=12)


def language_now() -> str:
    """The language of whoever reads, without its country."""
    return (get_language() or "en").split("-")[0]


def moment(instant: datetime, zone: str, language: str | None = None) -> str:
    """An instant on the clock of a place, which is named: "Tuesday 23 May 2023, 18:00 (Seoul)"."""
    language = language or language_now()
    pattern = "EEEE d MMMM y, HH:mm" if language == "en" else "y년 M월 d일 EEEE HH:mm"
    words = format_datetime(
        instant.astimezone(zone_of(zone)), pattern, locale="en_GB" if language == "en" else language
    )
    return gettext("%(moment)s (%(place)s)") % {"moment": words, "place": place_of(zone)}


def moment_for(instant: datetime, zone: str, place: str) -> str:
    """An instant on its reader's clock, and beside it on that of the activity's place where that shows another hour.

    `zone` is the reader's, or empty where it is not known: then the place's stands alone.
    """
    said, there = moment(instant, zone or place), instant.astimezone(zone_of(place))
    here = instant.astimezone(zone_of(zone or place))
    if here.utcoffset() == there.utcoffset():
        return said
    hour = gettext("%(moment)s (%(place)s)") % {"moment": f"{there:%H:%M}", "place": place_of(place)}
    return f"{said} · {hour if here.date() == there.date() else moment(instant, place)}"


def place_of(zone: str) -> str:
    """The city in a zone's name, as people say it."""
    return zone_city(zone)


def when_words(activity: Activity, language: str | None = None) -> str:
    """The date of an activity in full."""
    return written(activity.when, language or language_now(), style="long")


def where_of(activity: Activity, language: str | None = None) -> str:
    """Its place in a few words; the hall and the venue where they are known."""
    language = language or language_now()
    rooms = [wording(activity, name, language) for name in ("hall", "venue")]
    parts = [*rooms, where_words(activity, language)]
    return ", ".join(part for part in parts if part)


def starts_at(activity: Activity) -> datetime | None:
    """When an activity begins, where its day is fixed; a month that nobody has narrowed begins nothing."""
    return activity.when_lower if activity.when.is_exact and activity.when_precision != "all-year" else None


def ends_at(activity: Activity) -> datetime | None:
    """The first instant at which an activity is certainly over; nothing where that is not known."""
    if activity.when.has_time and not activity.when.end_known:
        # The hour is known for the start alone; nobody sits longer than this.
        return None if activity.when_lower is None else activity.when_lower + HALF_A_DAY
    return activity.when_upper
