"""What copies of activities would be called, and when they would take place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from hanse.calendar.choices import Status
from hanse.calendar.drafts import move_years
from hanse.calendar.models import Activity, Year
from hanse.engines.when import format, shift
from hanse.ui.languages import wording


@dataclass(frozen=True, slots=True)
class Planned:
    """A copy before it is made: of what, and its date beside the old one, weekdays included.

    `there` is a copy that was made before, `is_picked` whether another one would be made.
    """

    slug: str
    title: str
    area: str
    old: str
    new: str
    there: Activity | None
    is_picked: bool


def pickable(year: Year, *, areas: Collection[str]) -> list[str]:
    """What a whole year's copy consists of: everything in these areas that was not cancelled."""
    found = Activity.objects.filter(year=year, area__key__in=areas).exclude(status=Status.CANCELLED)
    return list(found.order_by("when_lower", "id").values_list("slug", flat=True))


def copies_of(
    slugs: Sequence[str],
    *,
    year: Year,
    areas: Collection[str],
    into: int,
    language: str,
    picked: Collection[str] | None = None,
) -> list[Planned]:
    """The copies of those activities of a year that belong to these areas, in the order of the year.

    Without `picked`, all are but those that have a copy there already.
    """
    found = list(Activity.objects.filter(slug__in=slugs, year=year, area__key__in=areas).select_related("area", "year"))
    there = copies_there(found, into)
    return [
        Planned(
            activity.slug,
            wording(activity, "title"),
            activity.area.key,
            format(activity.when, language, style="full"),
            format(shift(activity.when, into - year.number), language, style="full"),
            there.get(activity.slug),
            activity.slug not in there if picked is None else activity.slug in picked,
        )
        for activity in found
    ]


def copies_there(sources: Iterable[Activity], into: int) -> dict[str, Activity]:
    """Which activities have a copy in a year, by the names that a copy is given: its address, or its title.

    Whoever renamed both has made another activity of it.
    """
    there = list(Activity.objects.filter(year__number=into).only("slug", "title"))
    by_title = {one.title: one for one in there}
    by_address = {re.sub(r"-\d{1,3}$", "", one.slug): one for one in there} | {one.slug: one for one in there}
    found = {}
    for source in sources:
        years = into - source.year.number
        if years:
            slug, title = move_years(source.slug, years), move_years(source.title, years)
            match = by_address.get(slug) or by_title.get(title)
            if match is not None and match.pk != source.pk:
                found[source.slug] = match
    return found
