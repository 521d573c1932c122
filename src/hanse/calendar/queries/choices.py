"""What the forms of the desk offer: areas, programmes, organisations, activities, networks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.db.models import Model, QuerySet

from hanse.calendar.models import Activity, Area, Programme, Year
from hanse.members.models import Organisation, RegionalNetwork
from hanse.ui.folding import fold
from hanse.ui.languages import wording

MOST_OFFERED = 1000  # a list for the browser to complete from; whoever is not on it can be typed all the same


class NotFound(Exception):
    """No row goes by that name; `near` holds names that are close."""

    def __init__(self, near: tuple[str, ...]) -> None:
        self.near = near
        super().__init__(near)


@dataclass(frozen=True, slots=True)
class Offered:
    """The choices of one year, worded in the reader's language."""

    year: int
    zone: str
    areas: tuple[tuple[str, str], ...]
    programmes: tuple[tuple[str, str], ...]
    networks: tuple[tuple[str, str], ...]
    organisations: tuple[tuple[str, str], ...]
    activities: tuple[tuple[str, str], ...]


def offered(year: Year, *, areas: Collection[str]) -> Offered:
    """Read all choices, in five queries: of areas and programmes only those that the writer keeps, by `areas`."""
    kept = Area.objects.filter(year=year, key__in=areas)
    programmes = Programme.objects.filter(area__in=kept).select_related("area").order_by("area__position", "position")
    organisations = Organisation.objects.order_by("sorted_name").only("slug", "name", "translations")[:MOST_OFFERED]
    activities = Activity.objects.filter(year=year).order_by("title").only("slug", "title", "translations")
    return Offered(
        year=year.number,
        zone=year.zone,
        areas=tuple((area.key, wording(area, "name")) for area in kept),
        programmes=tuple((p.slug, f"{wording(p.area, 'name')}: {wording(p, 'name')}") for p in programmes),
        networks=tuple((n.code, wording(n, "name")) for n in RegionalNetwork.objects.all()),
        organisations=tuple((o.slug, o.name) for o in organisations),
        activities=tuple((a.slug, a.title) for a in activities[:MOST_OFFERED]),
    )


def find_organisation(words: str) -> str:
    """The slug of the organisation that goes by these words; raises `NotFound`."""
    return _find(Organisation.objects.all(), words, "name")


def find_activity(words: str, year: int) -> str:
    """The slug of the activity that goes by these words; raises `NotFound`."""
    return _find(Activity.objects.filter(year__number=year), words, "title")


def organisation_names(slugs: list[str]) -> Mapping[str, str]:
    """Names of organisations, by slug."""
    return dict(Organisation.objects.filter(slug__in=slugs).values_list("slug", "name"))


def _find(rows: QuerySet[Any, Any], words: str, name: str) -> str:
    """By address, by name whatever its accents and capitals, or by the one name that contains the words."""
    exact = rows.filter(slug=words).values_list("slug", flat=True).first()
    if exact:
        return str(exact)
    folded = fold(words)
    near = list(rows.filter(folded_names__begins=words).only("slug", name, "translations")[:50])
    same = [row for row in near if folded in {fold(called) for called in _names(row, name)}]
    found = same or near
    if len(found) == 1:
        return str(found[0].slug)
    if found:
        raise NotFound(tuple(getattr(row, name) for row in found[:5]))
    names = list(rows.values_list(name, flat=True)[:MOST_OFFERED])
    raise NotFound(tuple(get_close_matches(words, names, n=3, cutoff=0.6)))


def _names(row: Model, name: str) -> list[str]:
    translations: dict[str, dict[str, str]] = getattr(row, "translations", {}) or {}
    return [getattr(row, name), *(texts[name] for texts in translations.values() if texts.get(name))]
