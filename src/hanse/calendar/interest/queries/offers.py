"""What somebody can be interested in: a year's areas with their programmes, and one activity they came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from hanse.calendar.models import Area, Programme, Year
from hanse.calendar.queries.visible import visible_activities
from hanse.ui.folding import fold
from hanse.ui.languages import wording


@dataclass(frozen=True, slots=True)
class OfferedArea:
    """An area and what it offers: address and name of each programme."""

    key: str
    name: str
    programmes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Offers:
    """All of a year, in the reader's language. `names` maps every folded name to a kind and an address."""

    areas: tuple[OfferedArea, ...]
    names: dict[str, tuple[str, str]]
    languages: tuple[str, ...]

    def find(self, wanted: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Areas, programmes, activities and what is none of them, by name or address."""
        found: dict[str, list[str]] = {"area": [], "programme": [], "activity": [], "": []}
        for words in wanted:
            kind, address = self.names.get(fold(words), ("", words))
            found[kind].append(address)
        return tuple(found["area"]), tuple(found["programme"]), tuple(found["activity"]), tuple(found[""])


def offers_of(year: Year, *, now: datetime) -> Offers:
    """Read them, in three queries."""
    areas = list(Area.objects.filter(year=year))
    programmes = list(Programme.objects.filter(area__year=year))
    activities = visible_activities(now=now, secretariat=False).filter(year=year).only("slug", "title", "translations")
    names: dict[str, tuple[str, str]] = {}
    for kind, things, field, address in (
        ("activity", activities, "title", "slug"),
        ("programme", programmes, "name", "slug"),
        ("area", areas, "name", "key"),
    ):
        for thing in things:
            called = (getattr(thing, field), wording(thing, field), getattr(thing, address))
            names |= {fold(name): (kind, getattr(thing, address)) for name in called}
    offered = tuple(
        OfferedArea(
            area.key,
            wording(area, "name"),
            tuple((p.slug, wording(p, "name")) for p in programmes if p.area_id == area.pk),
        )
        for area in areas
    )
    return Offers(offered, names, tuple(code for code, _ in settings.LANGUAGES))


def activity_named(year: Year, slug: str, *, now: datetime) -> tuple[str, str] | None:
    """Address and title of a public activity of the year, where there is one."""
    found = visible_activities(now=now, secretariat=False).filter(year=year, slug=slug).first() if slug else None
    return (found.slug, wording(found, "title")) if found else None
