"""Everything that the brochure of a year says, in a dozen queries, and by what it knows that nothing has changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import blake2b

from django.db.models import QuerySet

from hanse.calendar.models import Activity, Area, Duty, Occasion, Year
from hanse.calendar.queries.entries import BY_DAY
from hanse.calendar.queries.revisions import changes, fingerprint
from hanse.calendar.queries.visible import visible_activities

MOST = 250  # activities told in full; the rest of a very full year is in the live calendar
# What only the secretariat or the registered may read is not even fetched.
_UNREAD = ("join_link", "note", "source", "aliases", "folded", "folded_names")


@dataclass(frozen=True, slots=True)
class Gathered:
    """A year as everybody may know it: nothing under embargo, no ideas, whoever asks.

    `changed_at` is the newest change that readers can see. `duties` are the recurring ones by their activity.
    """

    year: Year
    areas: tuple[Area, ...]
    activities: tuple[Activity, ...]
    duties: dict[int, list[Duty]]
    total: int
    changed_at: datetime

    def parent_of(self, activity: Activity) -> Activity | None:
        """The whole of which it is a part, where both may be known of."""
        return next((one for one in self.activities if one.pk == activity.parent_id), None)


def public_activities(year: Year, *, now: datetime) -> QuerySet[Activity]:
    """What the brochure is about; the same for every reader."""
    return visible_activities(now=now, secretariat=False).filter(year=year)


def gather(year: Year, *, now: datetime) -> Gathered:
    """Read a year with all that hangs on its activities."""
    public = public_activities(year, now=now)
    found = (
        public.select_related("area", "programme", "year")
        .defer(*_UNREAD)
        .order_by(*BY_DAY)
        .prefetch_related("involvements__organisation", "networks", "contacts", "links", "documents")
    )
    activities = tuple(found[:MOST])
    total = len(activities) if len(activities) < MOST else public.count()
    return Gathered(
        year=year,
        areas=tuple(Area.objects.filter(year=year)),
        activities=activities,
        duties=_duties(one.pk for one in activities),
        total=total,
        changed_at=_changed_at(year, changes(public).changed_at, now),
    )


def state_of(year: Year, *, now: datetime, language: str) -> str:
    """What moves with anything that the brochure says: the feeds' state, and the rows that only the brochure tells."""
    told = [
        fingerprint(public_activities(year, now=now), now=now, language=language),
        list(Year.objects.filter(pk=year.pk).values_list()),
        list(Area.objects.filter(year=year).values_list()),
        list(Duty.objects.filter(activity__year=year).order_by("pk").values_list()),
        list(Occasion.objects.filter(duty__activity__year=year).order_by("pk").values_list()),
    ]
    return blake2b(repr(told).encode(), digest_size=12).hexdigest()


def touched_at(year: Year, *, now: datetime) -> datetime:
    """No earlier than any change at all, for `Last-Modified`."""
    return changes(public_activities(year, now=now)).touched_at or datetime(year.number, 1, 1, tzinfo=UTC)


def _duties(activities: Iterable[int]) -> dict[int, list[Duty]]:
    found: dict[int, list[Duty]] = {}
    for duty in Duty.objects.filter(activity__in=list(activities)).prefetch_related("occasions"):
        found.setdefault(duty.activity_id or 0, []).append(duty)
    return found


def _changed_at(year: Year, newest: datetime | None, now: datetime) -> datetime:
    """The newest change, not before the edition's day, and not after a day that the site pretends to be in."""
    published = year.published_on or date(year.number, 1, 1)
    edition = datetime.combine(published, time(0), UTC)
    return max(edition, min(newest, now)) if newest is not None else edition
