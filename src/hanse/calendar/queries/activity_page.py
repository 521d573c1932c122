"""One activity with everything its page shows, in the reader's words and on the reader's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanse.calendar.choices import MAY_START, Audience, Mode, Part, Status
from hanse.calendar.clocks import shows_its_place
from hanse.calendar.models import Activity
from hanse.calendar.queries.agenda import Day, agenda_days
from hanse.calendar.queries.entries import Entry, entries, entry, hour_at, where
from hanse.calendar.queries.lists import activity_with_everything
from hanse.calendar.queries.recurrences import Recurrence, recurrences
from hanse.calendar.queries.telling import is_same, length_words, past_words, relation_words, says_more
from hanse.calendar.queries.visible import visible_activities
from hanse.engines.when import When, format, gmt, zone_of
from hanse.members.models import Organisation
from hanse.ui.languages import wording
from hanse.ui.places import zone_city

# One moment in many places: the committee's cities of the record, from east to west.
ELSEWHERE = (
    (_("Wellington"), "Pacific/Auckland"), (_("Seoul"), "Asia/Seoul"), (_("Manila"), "Asia/Manila"), (_("Dhulikhel"), "Asia/Kathmandu"),
    (_("Abu Dhabi"), "Asia/Dubai"), (_("Kampala"), "Africa/Kampala"), (_("Barcelona"), "Europe/Madrid"),
    (_("São Paulo"), "America/Sao_Paulo"), (_("Mexico City"), "America/Mexico_City"),
)  # fmt: skip
MOST_CHILDREN = 60
OPEN = frozenset({Status.TENTATIVE, Status.CONFIRMED})
OFF = frozenset({Status.CANCELLED, Status.POSTPONED})


@dataclass(frozen=True, slots=True)
class Clock:
    """An hour in one place; `day` is filled where the date differs from the place of the activity."""

    place: str
    hour: str
    day: str
    fraction: float
    is_reader: bool


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """Everything the page shows; `readers` and `venues` are empty without an hour."""

    activity: Activity
    entry: Entry
    when: When
    today: date
    long_date: str
    leaf: tuple[str, str, str]
    where: str
    how: str
    who: str
    readers: str
    venues: str
    readers_place: str
    venues_place: str
    elsewhere: tuple[Clock, ...]
    parts: tuple[tuple[str, tuple[Organisation, ...]], ...]
    children: tuple[Entry, ...]
    parent: Entry | None
    recurrences: tuple[Recurrence, ...]
    status: str
    past: str
    length: str
    relation: str
    date_note: str
    audience_note: str
    programme: str
    link_for_registered: bool
    shows_history: bool
    steps: tuple[tuple[str, str], ...]
    agenda: tuple[Day, ...]

    @property
    def is_off(self) -> bool:
        """Whether the date on the page is one that nobody keeps any more."""
        return self.activity.status in OFF

    @property
    def invites(self) -> bool:
        """Whether somebody can still be interested: what is postponed is to come, whatever its last date was."""
        return self.activity.status == Status.POSTPONED or not (self.entry.is_past or self.is_off)


def activity_page(slug: str, *, now: datetime, zone: str, secretariat: bool, language: str) -> ActivityPage | None:
    """Read an activity; `None` where there is none that this reader may know of. `zone` is the reader's or empty."""
    activity = activity_with_everything(slug, now=now, secretariat=secretariat)
    return compose(activity, now=now, zone=zone, secretariat=secretariat, language=language) if activity else None


def compose(activity: Activity, *, now: datetime, zone: str, secretariat: bool, language: str) -> ActivityPage:
    """Word a loaded activity."""
    today = now.astimezone(ZoneInfo(activity.year.zone)).date()
    when = activity.when
    visible = visible_activities(now=now, secretariat=secretariat)
    children = (
        entries(visible.filter(parent_id=activity.pk)[:MOST_CHILDREN], language=language, today=today)
        if activity.pk
        else []
    )
    parent = None
    if activity.parent and visible.filter(pk=activity.parent.pk).exists():
        activity.parent.year = activity.year
        parent = entry(activity.parent, language=language, today=today)
    venue_zone = activity.place_zone
    one = entry(activity, language=language, today=today)
    return ActivityPage(
        activity=activity,
        entry=one,
        when=when,
        today=today,
        long_date=format(when, language, style="long"),
        leaf=_leaf(when, language, today),
        where=_where(activity, language),
        how=str(Mode(activity.mode).label) if activity.mode else "",
        who=str(Audience(activity.audience).label),
        readers=_hour(when, zone, language) if zone else "",
        venues=_hour(when, venue_zone, language),
        readers_place=zone_city(zone),
        venues_place=_venues_place(activity, language),
        elsewhere=clocks_elsewhere(when, venue_zone, zone, language),
        parts=_parts(activity),
        children=tuple(children),
        parent=parent,
        recurrences=recurrences(activity, now=now, language=language),
        status=str(Status(activity.status).label),
        past="" if activity.status in OFF else past_words(activity.last_on, today, language),
        length=length_words(activity.length_days) if activity.length_days else "",
        relation=relation_words(activity, activity.parent) if parent and activity.parent else "",
        date_note="" if when.has_time and one.date_note == hour_at(activity) else one.date_note,
        audience_note=_audience_note(activity),
        programme=_programme(activity, one.title),
        link_for_registered=bool(activity.join_link) and not one.is_past and activity.status in OPEN,
        shows_history=secretariat,
        agenda=agenda_days(activity, zone=zone, language=language) if activity.pk else (),
        steps=next_steps(activity.status, has_begun=has_begun(activity, today)) if secretariat else (),
    )


def has_begun(activity: Activity, today: date) -> bool:
    """Whether its first day has come; what has no day may have taken place at any time."""
    return activity.first_on is None or activity.first_on <= today


def next_steps(status: str, *, has_begun: bool) -> tuple[tuple[str, str], ...]:
    """What can be done with an activity in a state: the verb of the step and its words.

    Nothing is marked as held before it has begun.
    """
    words = {
        "publish": gettext("Publish as tentative"),
        "confirm": gettext("Confirm"),
        "hold": gettext("Mark as held"),
        "postpone": gettext("Postpone"),
        "cancel": gettext("Cancel the activity"),
        "reopen": gettext("Reopen"),
    }
    return tuple(
        (verb, label) for verb, label in words.items() if status in MAY_START[verb] and (has_begun or verb != "hold")
    )


def _leaf(when: When, language: str, today: date) -> tuple[str, str, str]:
    """Large numeral, weekday, month and year of the calendar leaf; only the month where the day is not known.

    A span stands under its first day until it has begun, and then under its last one, which is what is left to meet.
    """
    first, last = when.first_on, when.last_on
    if first is None or when.precision in ("all-year", "year"):
        return ("", "", "")
    if not when.is_exact:
        return ("", "", format_skeleton("yMMMM", first, locale=language))
    is_running = last is not None and first < last and first <= today <= last
    shown = last if is_running and last is not None else first
    weekday = format_date(shown, "EEEE", locale=language)
    if is_running:
        weekday = gettext("until %(weekday)s") % {"weekday": weekday}
    elif last != first:
        weekday = gettext("from %(weekday)s") % {"weekday": weekday}
    return (str(shown.day), weekday, format_skeleton("yMMMM", shown, locale=language))


def _where(activity: Activity, language: str) -> str:
    """City and country; nothing where only the way to come is known, which stands beside."""
    words = where(activity, language)
    return words if activity.hall or activity.venue or words != activity.get_mode_display() else ""


def _venues_place(activity: Activity, language: str) -> str:
    """Whose hour it is that stands beside a date: the city's, where its clocks show it, or that of its zone."""
    city, zone = wording(activity, "city"), activity.place_zone
    year = activity.year
    if city and shows_its_place(activity.place, activity.when, zone, year=year.number, network=year.zone):
        return city
    return zone_city(zone, language) if "/" in zone else gmt(zone, activity.when_lower or activity.created_at)


def _audience_note(activity: Activity) -> str:
    """Who exactly may come, where that says more than the kind of audience does."""
    note = wording(activity, "audience_note")
    return note if says_more(note, str(Audience(activity.audience).label)) else ""


def _programme(activity: Activity, title: str) -> str:
    """The programme's name, unless the area or the title says the same right beside it."""
    name = wording(activity.programme, "name") if activity.programme else ""
    return "" if is_same(name, wording(activity.area, "name")) or is_same(name, title) else name


def _hour(when: When, zone: str, language: str) -> str:
    if not when.has_time or when.lower is None:
        return ""
    return format_time(when.lower.astimezone(zone_of(zone)), "HH:mm", locale=language)


def clocks_elsewhere(when: When, venue_zone: str, reader_zone: str, language: str) -> tuple[Clock, ...]:
    """The moment at which something begins, on the clocks of the world; none for a date without an hour."""
    if not when.has_time or when.lower is None:
        return ()
    there = when.lower.astimezone(zone_of(venue_zone)).date()
    places: list[tuple[Any, str]] = list(ELSEWHERE)
    if reader_zone and reader_zone not in [zone for _, zone in places]:
        places.append((zone_city(reader_zone), reader_zone))
    clocks = []
    for place, zone in places:
        local = when.lower.astimezone(zone_of(zone))
        day = (
            format_date(local.date(), "d MMM" if language != "ko" else "MMM d일", locale=language)
            if local.date() != there
            else ""
        )
        fraction = (local.hour + local.minute / 60) / 24
        clocks.append((local.utcoffset(), Clock(str(place), f"{local:%H:%M}", day, fraction, zone == reader_zone)))
    clocks.sort(key=lambda pair: pair[0] or timedelta(0), reverse=True)
    return tuple(clock for _, clock in clocks)


def _parts(activity: Activity) -> tuple[tuple[str, tuple[Organisation, ...]], ...]:
    if not activity.pk:
        return ()
    found = []
    for part in Part:
        organisations = tuple(i.organisation for i in activity.involvements.all() if i.part == part)
        if organisations:
            found.append((str(part.label), organisations))
    return tuple(found)
