"""Which pages the calendar has for everybody, and when each last changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Max
from django.db.models.functions import Coalesce, Greatest

from hanse.calendar.models import Area, Programme, Year
from hanse.calendar.queries.visible import visible_activities


@dataclass(frozen=True, slots=True)
class YearPages:
    """A year with the keys of its areas and programmes. `changed_at` is the newest change of its activities."""

    number: int
    areas: tuple[str, ...]
    programmes: tuple[str, ...]
    changed_at: datetime | None


def years_with_pages(*, now: datetime) -> list[YearPages]:
    """All years, the newest first."""
    areas = list(Area.objects.order_by("position").values_list("year_id", "key"))
    programmes = list(Programme.objects.order_by("area__position", "position").values_list("area__year_id", "slug"))
    seen = visible_activities(now=now, secretariat=False).order_by()
    changed = dict(seen.values("year_id").annotate(at=Max(_news_at())).values_list("year_id", "at"))
    return [
        YearPages(
            number=number,
            areas=tuple(area for year, area in areas if year == pk),
            programmes=tuple(programme for year, programme in programmes if year == pk),
            changed_at=changed.get(pk),
        )
        for pk, number in Year.objects.values_list("pk", "number")
    ]


def activities_with_pages(*, now: datetime) -> list[tuple[str, datetime]]:
    """Slug and last change of every activity that the public may know of, oldest key first."""
    seen = visible_activities(now=now, secretariat=False).annotate(news_at=_news_at())
    return list(seen.order_by("pk").values_list("slug", "news_at"))


def _news_at() -> Greatest:
    """The last real change, or the end of the embargo where that came later."""
    return Greatest(F("modified_at"), Coalesce(F("embargo_until"), F("modified_at")))
