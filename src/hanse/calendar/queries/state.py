"""How a year stands, area by area: what is confirmed, what is late, what comes next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from hanse.calendar.choices import Status
from hanse.calendar.models import Activity, Area, Year
from hanse.calendar.queries.entries import Entry, entry
from hanse.ui.languages import wording

SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class AreaState:
    """An area with its numbers. `late` counts what is over and not marked as held, begins soon and is not confirmed, or
    has lost its date; `next` is what comes next."""

    key: str
    name: str
    total: int
    confirmed: int
    tentative: int
    held: int
    cancelled: int
    over: int
    unconfirmed: int
    undated: int
    next: Entry | None

    @property
    def late(self) -> int:
        """How many need somebody."""
        return self.over + self.unconfirmed + self.undated


def state_of_areas(year: Year, *, areas: Collection[str] | None, now: datetime, language: str) -> tuple[AreaState, ...]:
    """All areas of a year, or some, in two queries."""
    today = now.astimezone(ZoneInfo(year.zone)).date()
    open_ones = Q(activities__status__in=[Status.TENTATIVE, Status.CONFIRMED])
    dated = ~Q(activities__when_precision="all-year")
    counted = Area.objects.filter(year=year).annotate(
        total=Count("activities", filter=~Q(activities__status=Status.IDEA)),
        confirmed=Count("activities", filter=Q(activities__status=Status.CONFIRMED)),
        tentative=Count("activities", filter=Q(activities__status=Status.TENTATIVE)),
        held=Count("activities", filter=Q(activities__status=Status.HELD)),
        cancelled=Count("activities", filter=Q(activities__status=Status.CANCELLED)),
        over=Count("activities", filter=open_ones & dated & Q(activities__last_on__lt=today)),
        unconfirmed=Count(
            "activities",
            filter=Q(activities__status=Status.TENTATIVE, activities__first_on__range=(today, today + SOON)),
        ),
        undated=Count("activities", filter=Q(activities__status=Status.POSTPONED)),
    )
    if areas is not None:
        counted = counted.filter(key__in=areas)
    coming = Activity.objects.filter(year=year, first_on__gte=today).exclude(
        status__in=[Status.CANCELLED, Status.IDEA, Status.HELD]
    )
    first: dict[int, Activity] = {}
    for activity in coming.select_related("area", "year").order_by("first_on", "id")[:500]:
        first.setdefault(activity.area_id, activity)
    return tuple(
        AreaState(
            key=area.key,
            name=wording(area, "name"),
            total=area.total,
            confirmed=area.confirmed,
            tentative=area.tentative,
            held=area.held,
            cancelled=area.cancelled,
            over=area.over,
            unconfirmed=area.unconfirmed,
            undated=area.undated,
            next=entry(first[area.pk], language=language, today=today) if area.pk in first else None,
        )
        for area in counted
    )
