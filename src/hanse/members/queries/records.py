"""Organisations and regional networks as the API tells of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from hanse.members.models import Organisation, RegionalNetwork
from hanse.members.queries.directory import OrganisationFilter
from hanse.members.queries.today import Told, told_on
from hanse.members.queries.told import summaries_of
from hanse.ui.languages import wording


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """An organisation's place in a network, told from the other side."""

    key: str
    name: str
    role: str
    since: str


@dataclass(frozen=True, slots=True)
class OrganisationRecord:
    """A city, company or institution."""

    slug: str
    name: str
    native_name: str
    kind: str
    standing: str
    category: str
    city: str
    country: str
    region: str
    latitude: float | None
    longitude: float | None
    population: int | None
    website: str
    wikidata: str
    summary: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NetworkRecord:
    """A regional network."""

    code: str
    name: str
    short_name: str
    relation: str
    launched: int | None
    summary: str
    countries: tuple[str, ...]
    members: int


def organisation_records(
    chosen: OrganisationFilter, *, on: date, limit: int, offset: int, language: str
) -> tuple[int, list[OrganisationRecord]]:
    """How many there are on a day, and one page of them, by name."""
    found = chosen.apply(Organisation.objects.all(), on).order_by("sorted_name", "id")
    found = found.defer("evidence", "source", "folded")
    rows = list(found[offset : offset + limit])
    told = told_on(rows, on)
    return found.count(), [_organisation(one, told[one.pk], language) for one in rows]


def organisation_record(
    slug: str, language: str, on: date
) -> tuple[OrganisationRecord, tuple[PlaceRecord, ...], dict[str, str]] | None:
    """One organisation with its places in networks, and what is told of it in every language."""
    found = Organisation.objects.filter(slug=slug).prefetch_related("places__network").first()
    if found is None:
        return None
    places = tuple(
        PlaceRecord(place.network.code, wording(place.network, "name", language), place.role, place.since)
        for place in found.places.all()
    )
    return _organisation(found, told_on([found], on)[found.pk], language), places, summaries_of(found)


def network_records(language: str) -> list[NetworkRecord]:
    """All regional networks, in their order."""
    counted = RegionalNetwork.objects.annotate(members=Count("places__organisation", distinct=True))
    return [_network(network, network.members, language) for network in counted.order_by("position", "id")]


def network_record(code: str, language: str) -> tuple[NetworkRecord, tuple[PlaceRecord, ...]] | None:
    """One regional network with its members."""
    found = RegionalNetwork.objects.filter(code=code).first()
    if found is None:
        return None
    places = tuple(
        PlaceRecord(place.organisation.slug, wording(place.organisation, "name", language), place.role, place.since)
        for place in found.places.select_related("organisation").order_by("organisation__sorted_name", "id")
    )
    return _network(found, len({place.key for place in places}), language), places


def _organisation(one: Organisation, told: Told, language: str) -> OrganisationRecord:
    return OrganisationRecord(
        slug=one.slug,
        name=wording(one, "name", language),
        native_name=one.native_name,
        kind=one.kind,
        standing=told.standing,
        category=told.category,
        city=wording(one, "city", language),
        country=one.country,
        region=one.region,
        latitude=one.latitude,
        longitude=one.longitude,
        population=one.population,
        website=one.website,
        wikidata=one.wikidata,
        summary=wording(one, "summary", language),
        aliases=tuple(one.aliases),
    )


def _network(one: RegionalNetwork, members: int, language: str) -> NetworkRecord:
    return NetworkRecord(
        code=one.code,
        name=wording(one, "name", language),
        short_name=wording(one, "short_name", language),
        relation=one.relation,
        launched=one.launched,
        summary=wording(one, "summary", language),
        countries=tuple(one.countries),
        members=members,
    )


def organisation_slugs() -> list[str]:
    """The addresses of all organisations, oldest key first."""
    return list(Organisation.objects.order_by("pk").values_list("slug", flat=True))
