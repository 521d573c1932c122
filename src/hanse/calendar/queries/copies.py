"""What copies of activities would be called, and when they would take place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from hanse.calendar.choices import YEARS_BETWEEN, Rule, Status
from hanse.calendar.drafts import move_years
from hanse.calendar.models import Activity, Duty, Occasion, Year
from hanse.engines.when import format, shift
from hanse.ui.languages import wording

_NUMBER = re.compile(r"-\d{1,3}$")


@dataclass(frozen=True, slots=True)
class Planned:
    """A copy before it is made: of what, and its date beside the old one, weekdays included.

    `there` is a copy that was made before, `is_picked` whether another one would be made. `rests` says why an edition
    that does not fall due every year is not picked: how often it does, and which dates are agreed.
    """

    slug: str
    title: str
    area: str
    old: str
    new: str
    there: Activity | None
    is_picked: bool
    rests: str = ""


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

    Without `picked`, all are but those that have a copy there already, or that do not fall due in that year.
    """
    found = list(Activity.objects.filter(slug__in=slugs, year=year, area__key__in=areas).select_related("area", "year"))
    there = copies_there(found, into)
    rests = _resting(found, into, language)
    return [
        Planned(
            activity.slug,
            wording(activity, "title"),
            activity.area.key,
            format(activity.when, language, style="full"),
            format(shift(activity.when, into - year.number), language, style="full"),
            there.get(activity.slug),
            activity.slug not in {*there, *rests} if picked is None else activity.slug in picked,
            rests.get(activity.slug, ""),
        )
        for activity in found
    ]


def _resting(sources: Iterable[Activity], into: int, language: str) -> dict[str, str]:
    """What falls due every second or third year, and not in that one: by its rule, and by the dates that are agreed.

    What is a part of such an activity rests with it only if somebody says so: it may take place by itself.
    """
    rests = {}
    by_pk = {activity.pk: activity for activity in sources}
    duties = Duty.objects.filter(activity__in=by_pk).exclude(rule=Rule.ANNUAL).prefetch_related("occasions")
    for duty in duties:
        source = by_pk[duty.activity_id or 0]
        if into == source.year.number:
            continue
        ahead = [one for one in duty.occasions.all() if _year_of(one) > source.year.number]
        if any(_year_of(one) == into for one in ahead) or _is_due(duty.rule, into - source.year.number, ahead):
            continue
        words = str(Rule(duty.rule).label)
        if ahead:
            agreed = ", ".join(format(one.when, language, style="long") for one in ahead)
            words = gettext("%(rule)s; agreed: %(dates)s") % {"rule": words, "dates": agreed}
        rests[source.slug] = words
    return rests


def _is_due(rule: str, years: int, ahead: Sequence[Occasion]) -> bool:
    """Whether so many years later is its turn, where nothing else is agreed."""
    return not ahead and years % YEARS_BETWEEN[Rule(rule)] == 0


def _year_of(occasion: Occasion) -> int:
    moment = occasion.when.first_on or occasion.when.last_on
    return moment.year if moment else 0


def copies_there(sources: Iterable[Activity], into: int) -> dict[str, Activity]:
    """Which activities have a copy in a year, by the names that a copy is given: its address, or its title.

    Whoever renamed both has made another activity of it.
    """
    there = list(Activity.objects.filter(year__number=into).only("slug", "title"))
    by_title = {one.title: one for one in there}
    by_address = {_NUMBER.sub("", one.slug): one for one in there} | {one.slug: one for one in there}
    found = {}
    for source in sources:
        years = into - source.year.number
        slug, title = move_years(source.slug, years), move_years(source.title, years)
        match = by_address.get(slug) or by_title.get(title)
        if not years:  # within a year it keeps its title, and its address gets a number
            match = next(
                (
                    one
                    for one in there
                    if one.pk != source.pk and one.title == title and _NUMBER.sub("", one.slug) == slug
                ),
                None,
            )
        if match is not None and match.pk != source.pk:
            found[source.slug] = match
    return found
