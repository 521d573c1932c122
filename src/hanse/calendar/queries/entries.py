"""An activity as a line of a list or a mark in the picture: everything a page shows of it, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext, pgettext

from hanse.calendar.choices import Audience, Mode, Status
from hanse.calendar.clocks import shows_its_place
from hanse.calendar.models import Activity
from hanse.engines.when import Precision, When, format, gmt, zone_of
from hanse.members.geography import country_name
from hanse.ui.languages import wording

FIELDS = (
    "slug",
    "title",
    "label",
    "summary",
    "status",
    "mode",
    "city",
    "country",
    "audience",
    "audience_note",
    "translations",
    "length_days",
    "action_label",
    "action_url",
    "when_text",
    "when_edtf",
    "when_lower",
    "when_upper",
    "when_precision",
    "when_zone",
    "first_on",
    "last_on",
    "embargo_until",
    "area__key",
    "year__number",
    "year__network",
    "zone",
)
# By the day at the place, since that is what a list shows, and then by the instant.
BY_DAY = (
    Coalesce("first_on", "last_on").asc(nulls_last=True),
    F("when_lower").asc(nulls_first=True),
    F("when_upper").asc(nulls_last=True),
    F("id").asc(),
)
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
Day = date  # a field of the same name stands in the way below
VAGUE = frozenset(
    {Precision.MONTH, Precision.MONTHS, Precision.QUARTER, Precision.PART, Precision.WEEK, Precision.YEAR}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One activity in one language, as of one day."""

    slug: str
    url: str
    area: str
    title: str
    label: str
    summary: str
    when: When
    date: str
    date_note: str
    where: str
    who: str
    status: str
    first_on: Day | None
    last_on: Day | None
    is_past: bool
    length_days: int | None
    is_embargoed: bool
    action_label: str = ""
    action_url: str = ""

    @property
    def is_all_year(self) -> bool:
        """Whether it has no dates because it is always open."""
        return self.when.precision is Precision.ALL_YEAR

    @property
    def is_vague(self) -> bool:
        """Whether its bounds are the edges of what is not known."""
        return self.when.precision in VAGUE

    @property
    def month(self) -> int:
        """The month it stands under, 0 for all year and 13 for a date to be confirmed."""
        if self.is_all_year:
            return 0
        day = self.first_on or self.last_on
        return day.month if day else 13


def entries(activities: QuerySet[Activity], *, language: str, today: date) -> list[Entry]:
    """Read a queryset in one query and word every row, by their days."""
    rows = activities.select_related("area", "year").only(*FIELDS)
    return sorted((entry(row, language=language, today=today) for row in rows), key=_by_day)


def _by_day(one: Entry) -> tuple[date, datetime, datetime]:
    """What `BY_DAY` asks of the database, for what is read already."""
    return (one.first_on or one.last_on or date.max, one.when.lower or _FIRST, one.when.upper or _LAST)


def entry(activity: Activity, *, language: str, today: date) -> Entry:
    """Word one activity."""
    when = activity.when
    last = activity.last_on
    is_past = activity.status == Status.HELD or (last is not None and last < today)
    # Nobody is sent where nothing can be done any more.
    acts = bool(activity.action_url) and not is_past and activity.status not in (Status.CANCELLED, Status.POSTPONED)
    return Entry(
        slug=activity.slug,
        url=reverse("calendar:activity", args=[activity.slug]),
        area=activity.area.key,
        title=wording(activity, "title"),
        label=wording(activity, "label") or wording(activity, "title"),
        summary=wording(activity, "summary"),
        when=when,
        date=format(days_of(when), language, year=activity.year.number),
        date_note=date_note(activity.status, when) or hour_at(activity),
        where=where(activity, language),
        who=wording(activity, "audience_note") or str(Audience(activity.audience).label),
        status=activity.status,
        first_on=activity.first_on,
        last_on=last,
        is_past=is_past,
        length_days=activity.length_days,
        is_embargoed=activity.embargo_until is not None,
        action_label=wording(activity, "action_label") if acts else "",
        action_url=activity.action_url if acts else "",
    )


def days_of(when: When) -> When:
    """The day of an hour: lists have no room for hours and zones, which stand beside."""
    if not when.has_time or when.lower is None or when.upper is None:
        return when
    zone = zone_of(when.zone)
    days = dict.fromkeys(moment.astimezone(zone).date().isoformat() for moment in (when.lower, when.upper))
    precision = Precision.DAY if len(days) == 1 else Precision.DAYS
    return replace(when, edtf="/".join(days), precision=precision)


def hour_at(activity: Activity) -> str:
    """The hour at which something begins, on the clock of its place; with its offset where the date has another clock."""
    when, year = activity.when, activity.year
    if not when.has_time or when.lower is None:
        return ""
    hour = f"{when.lower.astimezone(zone_of(when.zone)):%H:%M}"
    is_here = shows_its_place(activity.place, when, when.zone, year=year.number, network=year.zone)
    return hour if is_here else f"{hour} ({gmt(when.zone, when.lower)})"


def date_note(status: str, when: When) -> str:
    """What to say beside a date: that it is off, or not sure, or not known to the day."""
    if status == Status.CANCELLED:
        return gettext("cancelled")
    if status == Status.POSTPONED:
        return gettext("postponed")
    if status == Status.IDEA:
        return gettext("idea")
    if status == Status.TENTATIVE:
        return gettext("tentative")
    if when.precision in VAGUE and when.precision is not Precision.WEEK:
        return gettext("day not fixed")
    return ""


def where(activity: Activity, language: str) -> str:
    """City and country, or online, or both, in a few words."""
    place = wording(activity, "city")
    if activity.country and place and activity.country != "KR":
        place = pgettext("city, country", "%(city)s, %(country)s") % {
            "city": place,
            "country": country_name(activity.country, language),
        }
    if activity.mode == Mode.ONLINE:
        return str(Mode.ONLINE.label)
    if activity.mode == Mode.HYBRID:
        return gettext("%(place)s and online") % {"place": place} if place else str(Mode.HYBRID.label)
    return place or (str(Mode(activity.mode).label) if activity.mode else "")


def by_month(found: Iterable[Entry]) -> dict[int, list[Entry]]:
    """Entries under their months, in order; 0 is all year and 13 a date to be confirmed, both at the end."""
    months: dict[int, list[Entry]] = {}
    for one in found:
        months.setdefault(one.month, []).append(one)
    return {m: months[m] for m in sorted(months, key=lambda m: (m in (0, 13), m))}
