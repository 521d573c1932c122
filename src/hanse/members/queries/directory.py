"""The directory of organisations: filters, pages, and dots on the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import QueryDict

from hanse.members.choices import Kind, Region, Standing
from hanse.members.geography import country_name, is_country
from hanse.members.models import NetworkPlace, Organisation, RegionalNetwork
from hanse.ui.filters import BadFilter, is_added, no_country, words_of
from hanse.ui.folding import fold
from hanse.ui.paging import page_of

ON_A_PAGE = 60
MOST_DOTS = 200


@dataclass(frozen=True, slots=True)
class OrganisationFilter:
    """Any of the values within one filter, all of the filters together."""

    kind: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    network: tuple[str, ...] = ()
    q: str = ""

    @classmethod
    def read(cls, query: QueryDict, networks: tuple[str, ...]) -> OrganisationFilter:
        """Read an address; raise `BadFilter` for what nobody offered."""
        known = {f.name for f in fields(cls)}
        for name in query:
            if name not in known and name not in ("page", "lang", "next") and not is_added(name):
                raise BadFilter(name, "", sorted(known))
        values = {name: tuple(dict.fromkeys(v for v in query.getlist(name) if v))[:20] for name in known - {"q"}}
        vocabularies = {"kind": Kind.values, "standing": Standing.values, "region": Region.values, "network": networks}
        for name, offered in vocabularies.items():
            for value in values[name]:
                if value not in offered:
                    raise BadFilter(name, value[:60], offered)
        for code in values["country"]:
            if not is_country(code.upper()):
                raise no_country(code)
        return cls(q=words_of(query.get("q", "")), **{**values, "country": tuple(c.upper() for c in values["country"])})

    def apply(self, organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
        """Narrow down a queryset without doubling rows."""
        for name in ("kind", "standing", "region", "country"):
            if chosen := getattr(self, name):
                organisations = organisations.filter(**{f"{name}__in": chosen})
        if self.network:
            placed = NetworkPlace.objects.filter(network__code__in=self.network)
            organisations = organisations.filter(pk__in=placed.values("organisation_id"))
        if self.q:
            organisations = organisations.filter(folded__begins=self.q)
        return organisations

    @property
    def count(self) -> int:
        """How many values are asked for in all."""
        return sum(len(getattr(self, f.name)) for f in fields(self) if f.name != "q") + bool(self.q)

    @property
    def query_string(self) -> str:
        """The same filters as an address."""
        pairs = [(f.name, v) for f in fields(self) if f.name != "q" for v in getattr(self, f.name)]
        return urlencode([*pairs, *([("q", self.q)] if self.q else [])])


@dataclass(frozen=True, slots=True)
class Dot:
    """One mark on the map: a place, or several that are too near each other to be told apart."""

    latitude: float
    longitude: float
    count: int
    name: str
    slug: str
    country: str


@dataclass(frozen=True, slots=True)
class DirectoryPage:
    """A page of the directory with its map."""

    page: Page[Any]
    total: int
    dots: tuple[Dot, ...]
    placed: int


def directory_page(chosen: OrganisationFilter, number: str) -> DirectoryPage:
    """Organisations by name, sixty to a page."""
    found = chosen.apply(Organisation.objects.all())
    page = page_of(found.defer("evidence", "source", "summary", "folded"), ON_A_PAGE, number)
    dots, placed = dots_of(found)
    return DirectoryPage(page, page.paginator.count, dots, placed)


def countries_on_record(language: str) -> list[tuple[str, str]]:
    """Countries that some organisation of the directory is in, by name."""
    codes = Organisation.objects.exclude(country="").order_by().values_list("country", flat=True).distinct()
    named = ((code, country_name(code, language)) for code in codes)
    return sorted(named, key=lambda pair: (fold(pair[1]), pair[0]))


def dots_of(found: QuerySet[Organisation]) -> tuple[tuple[Dot, ...], int]:
    """Dots for the map, on a grid coarse enough that there are at most `MOST_DOTS`; and how many have a place."""
    rows: list[tuple[Any, ...]] = list(
        found.filter(latitude__isnull=False)
        .order_by("id")
        .values_list("latitude", "longitude", "name", "slug", "country")
    )
    for cell in (0.0, 2.0, 4.0, 8.0, 16.0):
        keys: list[Any] = [(r[0], r[1]) if not cell else (round(r[0] / cell), round(r[1] / cell)) for r in rows]
        counts = Counter(keys)
        if len(counts) <= MOST_DOTS:
            break
    first: dict[Any, tuple[Any, ...]] = {}
    for key, row in zip(keys if rows else [], rows, strict=True):
        first.setdefault(key, row)
    return tuple(Dot(row[0], row[1], counts[key], row[2], row[3], row[4]) for key, row in first.items()), len(rows)


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """A regional network with its places and the dots of its members."""

    network: RegionalNetwork
    places: tuple[NetworkPlace, ...]
    partners: tuple[Organisation, ...]
    dots: tuple[Dot, ...]


def network_page(code: str) -> NetworkPage | None:
    """One regional network; `None` where there is none."""
    network = RegionalNetwork.objects.prefetch_related("partners").filter(code=code).first()
    if network is None:
        return None
    places = tuple(network.places.select_related("organisation").order_by("organisation__name")[:300])
    dots, _ = dots_of(Organisation.objects.filter(places__network=network).distinct())
    return NetworkPage(network, places, tuple(network.partners.all()), dots)


def organisation(slug: str) -> Organisation | None:
    """One organisation with its places and people."""
    found = Organisation.objects.filter(slug=slug).prefetch_related("places__network", "people")
    return found.first()


def in_region(region: str, limit: int = 300) -> tuple[int, list[Organisation]]:
    """How many organisations a region has, and the first of them by name."""
    found = Organisation.objects.filter(region=region)
    return found.count(), list(found[:limit])


def unknown_slugs(slugs: Iterable[str]) -> list[str]:
    """Which of these addresses no organisation has; asks the database only where there is something to ask."""
    asked = tuple(slugs)
    if not asked:
        return []
    known = set(Organisation.objects.filter(slug__in=asked).values_list("slug", flat=True))
    return [slug for slug in asked if slug not in known]
