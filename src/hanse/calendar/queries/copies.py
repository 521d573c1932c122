"""What copies of activities would be called, and when they would take place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from hanse.calendar.choices import Status
from hanse.calendar.models import Activity, Year
from hanse.engines.when import format, shift
from hanse.ui.languages import wording


@dataclass(frozen=True, slots=True)
class Planned:
    """A copy before it is made: of what, and its date beside the old one, weekdays included."""

    slug: str
    title: str
    area: str
    old: str
    new: str


def pickable(year: Year, *, areas: Collection[str]) -> list[str]:
    """What a whole year's copy consists of: everything in these areas that was not cancelled."""
    found = Activity.objects.filter(year=year, area__key__in=areas).exclude(status=Status.CANCELLED)
    return list(found.order_by("when_lower", "id").values_list("slug", flat=True))


def copies_of(slugs: Sequence[str], *, areas: Collection[str], into: int, language: str) -> list[Planned]:
    """The copies of those activities that belong to these areas, in the order of the year."""
    found = Activity.objects.filter(slug__in=slugs, area__key__in=areas).select_related("area", "year")
    return [
        Planned(
            activity.slug,
            wording(activity, "title"),
            activity.area.key,
            format(activity.when, language, style="full"),
            format(shift(activity.when, into - activity.year.number), language, style="full"),
        )
        for activity in found
    ]
