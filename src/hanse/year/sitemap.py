"""The sitemap (sitemaps.org 0.9): every page that everybody may read, for search engines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from hanse.calendar.queries.pages import activities_with_pages, years_with_pages
from hanse.members.choices import Region
from hanse.members.queries.networks import network_names
from hanse.members.queries.records import organisation_slugs
from hanse.ui.addresses import Addresses
from hanse.ui.requests import Request
from hanse.ui.sharing import shared, without_body

MOST = 50_000  # addresses in one file, by the standard
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PLAIN = ("year:home", "members:directory", "regions:index", "year:about", "year:contact")


@dataclass(frozen=True, slots=True)
class Place:
    """A page, and when it last changed where that is known."""

    address: str
    changed_at: datetime | None = None


def places(addresses: Addresses, *, now: datetime) -> Iterator[Place]:
    """All pages, in an order that does not change when one is added."""
    for name in _PLAIN:
        yield Place(addresses.to(name))
    for year in years_with_pages(now=now):
        for name in ("calendar:year", "calendar:list"):
            yield Place(addresses.to(name, year.number), year.changed_at)
        for month in range(1, 13):
            yield Place(addresses.to("calendar:month", year.number, month), year.changed_at)
        for area in year.areas:
            yield Place(addresses.to("calendar:area", year.number, area), year.changed_at)
        for programme in year.programmes:
            yield Place(addresses.to("calendar:programme", year.number, programme), year.changed_at)
    for code in (*network_names(), *Region.values):
        yield Place(addresses.page("regions:network", code))
    for slug, changed_at in activities_with_pages(now=now):
        yield Place(addresses.page("calendar:activity", slug), changed_at)
    for slug in organisation_slugs():
        yield Place(addresses.page("year:organisation", slug))


def written(found: Sequence[Place]) -> bytes:
    """One file of addresses."""
    return _document("urlset", "url", found)


def index_of(found: Sequence[Place], addresses: Addresses, *, most: int) -> bytes:
    """The list of files, for more addresses than one may hold."""
    count = -(-len(found) // most)
    return _document(
        "sitemapindex", "sitemap", [Place(addresses.to("year:sitemap-part", number)) for number in range(1, count + 1)]
    )


@require_safe
def sitemap(request: Request) -> HttpResponse:
    """All addresses, or the list of the files that hold them."""
    addresses, found = _found(request)
    body = written(found) if len(found) <= MOST else index_of(found, addresses, most=MOST)
    return _answer(request, body)


@require_safe
def part(request: Request, number: int) -> HttpResponse:
    """One file of many, counted from 1."""
    _, found = _found(request)
    chosen = found[(number - 1) * MOST : number * MOST] if number else []
    if not chosen:
        raise Http404(gettext("The sitemap has no part %(number)s.") % {"number": number})
    return _answer(request, written(chosen))


def _found(request: Request) -> tuple[Addresses, list[Place]]:
    addresses = Addresses(settings.BASE_URL)
    return addresses, list(places(addresses, now=request.reader.now))


def _answer(request: Request, body: bytes) -> HttpResponse:
    response = HttpResponse(body, content_type="application/xml; charset=utf-8")
    response.headers["Cache-Control"] = "public, no-cache"
    return without_body(request, shared(response))


def _document(root: str, each: str, found: Sequence[Place]) -> bytes:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<{root} xmlns="{_SPACE}">']
    for place in found:
        changed = f"<lastmod>{_instant(place.changed_at)}</lastmod>" if place.changed_at else ""
        lines.append(f"<{each}><loc>{escape(place.address)}</loc>{changed}</{each}>")
    return "\n".join([*lines, f"</{root}>", ""]).encode()


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


sitemap_patterns = [
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", part, name="sitemap-part"),
]
