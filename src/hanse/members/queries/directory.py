"""The directory of organisations: filters, pages, and dots on the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import QueryDict

from hanse.members.choices import Kind, Region, Standing
from hanse.members.geography import country_name, is_country
from hanse.members.models import NetworkPlace, Organisation, RegionalNetwork
from hanse.members.queries.networks import places_on
from hanse.members.queries.today import Told, stand_as, told_on
from hanse.ui.filters import BadFilter, check_names, no_country, words_of
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
        check_names(query, sorted(known), passing=("page", "lang", "next"))
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

    def apply(self, organisations: QuerySet[Organisation], on: date) -> QuerySet[Organisation]:
        """Narrow down a queryset without doubling rows; members and networks as of a day."""
        for name in ("kind", "region", "country"):
            if chosen := getattr(self, name):
                organisations = organisations.filter(**{f"{name}__in": chosen})
        if self.standing:
            organisations = organisations.filter(stand_as(self.standing, on))
        if self.network:
            placed = places_on(on).filter(network__code__in=self.network)
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
    standings: dict[int, Told]


def directory_page(chosen: OrganisationFilter, number: str, *, on: date) -> DirectoryPage:
    """Organisations by name, sixty to a page, as they stand on a day."""
    found = chosen.apply(Organisation.objects.all(), on)
    page = page_of(found.defer("evidence", "source", "summary", "folded"), ON_A_PAGE, number)
    dots, placed = dots_of(found)
    standings = told_on(page.object_list, on)
    return DirectoryPage(page, page.paginator.count, dots, placed, standings)


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
    former: tuple[NetworkPlace, ...]
    partners: tuple[Organisation, ...]
    dots: tuple[Dot, ...]


def network_page(code: str, *, on: date) -> NetworkPage | None:
    """One regional network as of a day; `None` where there is none."""
    network = RegionalNetwork.objects.prefetch_related("partners").filter(code=code).first()
    if network is None:
        return None
    rows = network.places.select_related("organisation").order_by("organisation__sorted_name")
    present = places_on(on).filter(network=network)
    places = tuple(present.select_related("organisation").order_by("organisation__sorted_name")[:300])
    former = tuple(rows.filter(ends_on__lt=on)[:300])
    dots, _ = dots_of(Organisation.objects.filter(places__in=present).distinct())
    return NetworkPage(network, places, former, tuple(network.partners.all()), dots)


def organisation(slug: str) -> Organisation | None:
    """One organisation with its places and people."""
    found = Organisation.objects.filter(slug=slug).prefetch_related("people")
    return found.first()


@dataclass(frozen=True, slots=True)
class InRegion:
    """Organisations of a part of the world: the first of them by name, how many there are, and how many are members."""

    organisations: tuple[Organisation, ...]
    total: int
    members: int


def in_region(region: str, on: date, limit: int = 300) -> InRegion:
    """Everything that the directory has in a part of the world, and how many of it are members on a day."""
    found = Organisation.objects.filter(region=region)
    members = found.filter(stand_as([Standing.MEMBER], on)).count()
    return InRegion(tuple(found[:limit]), found.count(), members)


def unknown_slugs(slugs: Iterable[str]) -> list[str]:
    """Which of these addresses no organisation has; asks the database only where there is something to ask."""
    asked = tuple(slugs)
    if not asked:
        return []
    known = set(Organisation.objects.filter(slug__in=asked).values_list("slug", flat=True))
    return [slug for slug in asked if slug not in known]
