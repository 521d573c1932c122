"""Reading organisations and regional networks."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import Http404
from django.utils.translation import gettext
from ninja import Query, Router, Schema
from pydantic import Field

from hanse.members.choices import Category, Kind, Place, Region, Relation, Standing
from hanse.members.geography import country_name
from hanse.members.queries.directory import OrganisationFilter
from hanse.members.queries.networks import network_names
from hanse.members.queries.records import (
    NetworkRecord,
    OrganisationRecord,
    network_record,
    network_records,
    organisation_record,
    organisation_records,
)
from hanse.ui.api import COUNTRIES, Call, LanguageQuery, Paged, PageQuery, call, filters_of, one_of, page_of, reading
from hanse.ui.requests import Request

router = Router(tags=["Members"])


class OrganisationQuery(PageQuery):
    """The same filters as the directory."""

    kind: list[str] = Field([], json_schema_extra=one_of(Kind.values), description="What it is.")
    standing: list[str] = Field(
        [], json_schema_extra=one_of(Standing.values), description="Member, partner or neither."
    )
    region: list[str] = Field([], json_schema_extra=one_of(Region.values), description="Part of the world.")
    country: list[str] = Field([], json_schema_extra=COUNTRIES, description="ISO 3166-1 alpha-2, such as KR.")
    network: list[str] = Field([], description="Regional network, by its code.")
    q: str = Field("", max_length=100, description="Words that must all occur; accents and capitals do not matter.")


class OrganisationOut(Schema):
    """A city, company or institution."""

    slug: str
    url: str
    name: str
    native_name: str
    kind: Kind
    standing: Standing
    category: str = Field(json_schema_extra={"enum": ["", *Category.values]})
    city: str
    country: str
    country_name: str
    region: str
    latitude: float | None
    longitude: float | None
    population: int | None
    website: str
    wikidata: str
    summary: str
    aliases: list[str]


class OrganisationList(Paged):
    """A page of organisations, by name."""

    items: list[OrganisationOut]


class NetworkPlaceOut(Schema):
    """A place in a regional network: the network seen from the organisation, or the organisation from the network."""

    key: str
    url: str
    name: str
    role: Place
    since: str


class OrganisationDetail(OrganisationOut):
    """An organisation with its places in regional networks, and all that is told of it."""

    networks: list[NetworkPlaceOut]
    summaries: dict[str, str] = Field(
        description="The summary in every language in which it was written, by BCP 47 code, such as ar."
    )


class NetworkOut(Schema):
    """A network of cities in one part of the world."""

    code: str
    url: str
    name: str
    short_name: str
    relation: Relation
    launched: int | None
    summary: str
    countries: list[str]
    members: int = Field(description="How many organisations have a place in it.")


class NetworkDetail(NetworkOut):
    """A regional network with its members."""

    places: list[NetworkPlaceOut]


@reading(router, "/organisations", OrganisationList, summary="The directory")
def organisations(request: Request, asked: Query[OrganisationQuery]) -> Any:
    """By name."""
    context = call(request)
    chosen = OrganisationFilter.read(filters_of(request), tuple(network_names()) if asked.network else ())
    on, language = context.now.date(), context.language
    count, rows = organisation_records(chosen, on=on, limit=asked.limit, offset=asked.offset, language=language)
    return page_of(request, asked, count, [_organisation(row, context) for row in rows], context.addresses)


@reading(router, "/organisations/{slug:slug}", OrganisationDetail, summary="One organisation")
def one_organisation(request: Request, slug: str, asked: Query[LanguageQuery]) -> Any:
    """With its places in regional networks, and its summary in every language."""
    context = call(request)
    found = organisation_record(slug, context.language, context.now.date())
    if found is None:
        raise Http404(gettext("There is no organisation “%(slug)s” here.") % {"slug": slug})
    organisation, places, summaries = found
    page = context.addresses.page
    networks = [{**asdict(place), "url": page("regions:network", place.key)} for place in places]
    return {**_organisation(organisation, context), "networks": networks, "summaries": summaries}


@reading(router, "/networks", list[NetworkOut], summary="The regional networks")
def networks(request: Request, asked: Query[LanguageQuery]) -> Any:
    """In the network's own order."""
    context = call(request)
    return [_network(network, context) for network in network_records(context.language)]


@reading(router, "/networks/{slug:code}", NetworkDetail, summary="One regional network")
def one_network(request: Request, code: str, asked: Query[LanguageQuery]) -> Any:
    """With its members, by name."""
    context = call(request)
    found = network_record(code, context.language)
    if found is None:
        raise Http404(gettext("There is no regional network “%(code)s” here.") % {"code": code})
    network, places = found
    page = context.addresses.page
    members = [{**asdict(place), "url": page("year:organisation", place.key)} for place in places]
    return {**_network(network, context), "places": members}


def _organisation(one: OrganisationRecord, context: Call) -> dict[str, Any]:
    country = country_name(one.country, context.language) if one.country else ""
    return {**asdict(one), "url": context.addresses.page("year:organisation", one.slug), "country_name": country}


def _network(one: NetworkRecord, context: Call) -> dict[str, Any]:
    return {**asdict(one), "url": context.addresses.page("regions:network", one.code)}
