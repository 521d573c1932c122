"""The secretariat's desk of a year: what waits for somebody, and everything there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Page
from django.db.models import Count, QuerySet

from hanse.audit.queries import Record, latest
from hanse.calendar.choices import Status
from hanse.calendar.filters import ActivityFilter
from hanse.calendar.models import Activity, Disagreement, Year
from hanse.calendar.queries.entries import BY_DAY, Entry, entries, entry
from hanse.calendar.queries.lists import UNDATED_LAST
from hanse.ui.paging import page_of

ON_A_PAGE = 50
MOST_WAITING = 12
SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Activities that wait for the same act: `kind` names it, `total` counts those that are not shown, too."""

    kind: str
    total: int
    shown: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class DeskPage:
    """What waits, all activities page by page, what sources disagree about, and the latest acts."""

    year: Year
    today: date
    counts: tuple[tuple[str, str, int], ...]
    present_states: tuple[tuple[str, str, int], ...]
    waiting: tuple[Waiting, ...]
    page: Page[Any]
    listed: tuple[Entry, ...]
    disagreements: tuple[Disagreement, ...]
    acts: tuple[Record, ...]


def desk_page(year: Year, chosen: ActivityFilter, *, number: str, now: datetime, language: str) -> DeskPage:
    """The desk as of a moment."""
    today = now.astimezone(ZoneInfo(year.zone)).date()
    all_of_it = Activity.objects.filter(year=year)
    counted = dict(all_of_it.order_by().values_list("status").annotate(Count("pk")))
    found = chosen.apply(all_of_it).select_related("area", "year")
    page = page_of(found.order_by(UNDATED_LAST, *BY_DAY), ON_A_PAGE, number)
    return DeskPage(
        year=year,
        today=today,
        counts=tuple((s.value, str(s.label), counted.get(s.value, 0)) for s in Status),
        present_states=tuple((s.value, str(s.label), counted[s.value]) for s in Status if counted.get(s.value)),
        waiting=tuple(w for w in _waiting(all_of_it, today, now, language) if w.total),
        page=page,
        listed=tuple(entry(a, language=language, today=today) for a in page.object_list),
        disagreements=tuple(Disagreement.objects.filter(year=year).select_related("activity")),
        acts=tuple(latest(["activity", "year"], 12)),
    )


def chosen_entries(slugs: Sequence[str], *, language: str, today: date) -> list[Entry]:
    """The picked activities, in the order of the year."""
    return entries(Activity.objects.filter(slug__in=slugs), language=language, today=today)


def _waiting(all_of_it: QuerySet[Activity], today: date, now: datetime, language: str) -> list[Waiting]:
    open_ones = all_of_it.filter(status__in=[Status.TENTATIVE, Status.CONFIRMED]).exclude(when_precision="all-year")
    kinds = {
        "hold": open_ones.filter(last_on__lt=today),
        "confirm": all_of_it.filter(status=Status.TENTATIVE, first_on__range=(today, today + SOON)),
        "date": all_of_it.filter(status=Status.POSTPONED),
        "embargo": all_of_it.filter(embargo_until__gt=now),
        "idea": all_of_it.filter(status=Status.IDEA),
    }
    return [
        Waiting(kind, rows.count(), tuple(entries(rows[:MOST_WAITING], language=language, today=today)))
        for kind, rows in kinds.items()
    ]
