"""Reading years, areas and activities. Whatever is an idea or under embargo is not there, whoever asks."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext
from ninja import Query, Router

from hanse.calendar.api.schemas import (
    ActivityDetail,
    ActivityList,
    ActivityPageQuery,
    AreaOut,
    YearOut,
)
from hanse.calendar.feeds.facts import Announcement, Parent
from hanse.calendar.filters import ActivityFilter
from hanse.calendar.queries.records import (
    ActivityRecord,
    AreaRecord,
    YearRecord,
    activity_page,
    activity_record,
    area_records,
    year_records,
)
from hanse.calendar.queries.visible import visible_activities
from hanse.engines.when import Precision
from hanse.engines.when import format as written
from hanse.members.geography import country_name
from hanse.members.queries.networks import network_names
from hanse.ui.api import Call, LanguageQuery, call, filters_of, page_of, reading
from hanse.ui.requests import Request

router = Router(tags=["Calendar"])


@reading(router, "/years", list[YearOut], summary="All years")
def years(request: Request, asked: Query[LanguageQuery]) -> Any:
    """The newest first."""
    context = call(request)
    return [_year(year, context) for year in year_records(context.language)]


@reading(router, "/years/{int:number}", YearOut, summary="One year")
def one_year(request: Request, number: int, asked: Query[LanguageQuery]) -> Any:
    """What the year says of itself."""
    context = call(request)
    return _year(_the_year(number, context), context)


@reading(router, "/years/{int:number}/areas", list[AreaOut], summary="The areas of a year")
def areas(request: Request, number: int, asked: Query[LanguageQuery]) -> Any:
    """In the network's own order, with their programmes."""
    context = call(request)
    _the_year(number, context)
    return [_area(area, context) for area in area_records(number, context.language)]


@reading(router, "/years/{int:number}/activities", ActivityList, summary="The activities of a year")
def activities_of_year(request: Request, number: int, asked: Query[ActivityPageQuery]) -> Any:
    """By date; those without a date come last."""
    context = call(request)
    _the_year(number, context)
    visible = visible_activities(now=context.now, secretariat=False).filter(year__number=number)
    return _activities(request, asked, visible, context)


@reading(router, "/activities", ActivityList, summary="The activities of all years")
def activities(request: Request, asked: Query[ActivityPageQuery]) -> Any:
    """By date; those without a date come last."""
    context = call(request)
    return _activities(request, asked, visible_activities(now=context.now, secretariat=False), context)


@reading(router, "/activities/{slug:slug}", ActivityDetail, summary="One activity")
def one_activity(request: Request, slug: str, asked: Query[LanguageQuery]) -> Any:
    """With agenda, links, documents and parts."""
    context = call(request)
    found = activity_record(slug, now=context.now, language=context.language)
    if found is None:
        raise Http404(gettext("There is no activity “%(slug)s” here.") % {"slug": slug})
    return _detail(found, context)


def _activities(request: Request, asked: ActivityPageQuery, visible: QuerySet[Any], context: Call) -> Any:
    chosen = ActivityFilter.read(filters_of(request), tuple(network_names()) if asked.region else ())
    count, rows = activity_page(
        chosen.apply(visible), limit=asked.limit, offset=asked.offset, now=context.now, language=context.language
    )
    return page_of(request, asked, count, [_activity(row, context) for row in rows], context.addresses)


def _the_year(number: int, context: Call) -> YearRecord:
    for year in year_records(context.language):
        if year.number == number:
            return year
    raise Http404(gettext("There is no year %(year)s here.") % {"year": number})


def _year(year: YearRecord, context: Call) -> dict[str, Any]:
    to = context.addresses.to
    return {
        **asdict(year),
        "url": to("calendar:year", year.number),
        "calendar": to("calendar:ics", year.number),
        "feed": to("calendar:atom", year.number),
    }


def _area(area: AreaRecord, context: Call) -> dict[str, Any]:
    to = context.addresses.to
    programmes = [
        {**asdict(programme), "url": to("calendar:programme", area.year, programme.slug)}
        for programme in area.programmes
    ]
    return {**asdict(area), "url": to("calendar:area", area.year, area.key), "programmes": programmes}


def _named(key: str, name: str, url: str) -> dict[str, str]:
    return {"key": key, "name": name, "url": url}


def _activity(item: Announcement, context: Call) -> dict[str, Any]:
    addresses = context.addresses
    page, to = addresses.page, addresses.to
    has_date = item.when.precision is not Precision.UNKNOWN
    programme = None
    if item.programme_slug:
        address = to("calendar:programme", item.year, item.programme_slug)
        programme = _named(item.programme_slug, item.programme, address)
    return {
        "uid": item.uid,
        "slug": item.slug,
        "url": page("calendar:activity", item.slug),
        "year": item.year,
        "title": item.title,
        "summary": item.summary,
        "when": _when(item, context.language),
        "status": item.status,
        "mode": item.mode,
        "place": _place(item, context.language),
        "audience": item.audience,
        "audience_note": item.audience_note,
        "area": _named(item.area_key, item.area, to("calendar:area", item.year, item.area_key)),
        "programme": programme,
        "networks": [_named(n.code, n.name, page("regions:network", n.code)) for n in item.networks],
        "organisations": [
            {**_named(body.slug, body.name, page("year:organisation", body.slug)), "part": body.part}
            for body in item.bodies
        ],
        "parent": _part(item.parent, context) if item.parent else None,
        "created_at": item.created_at,
        "modified_at": item.modified_at,
        "sequence": item.sequence,
        "calendar": page("calendar:activity-ics", item.slug) if has_date else None,
    }


def _part(other: Parent, context: Call) -> dict[str, str]:
    return _named(other.slug, other.title, context.addresses.page("calendar:activity", other.slug))


def _when(item: Announcement, language: str) -> dict[str, Any]:
    when = item.when
    return {
        "text": when.text,
        "words": written(when, language, style="long"),
        "edtf": when.edtf,
        "lower": when.lower,
        "upper": when.upper,
        "first_on": when.first_on,
        "last_on": when.last_on,
        "precision": when.precision,
        "zone": when.zone,
    }


def _place(item: Announcement, language: str) -> dict[str, Any]:
    return {
        "venue": item.venue,
        "hall": item.hall,
        "city": item.city,
        "country": item.country,
        "country_name": country_name(item.country, language) if item.country else "",
        "region": item.region,
        "zone": item.zone,
        "latitude": item.latitude,
        "longitude": item.longitude,
    }


def _detail(found: ActivityRecord, context: Call) -> dict[str, Any]:
    action = {"label": found.action_label, "url": found.action_url} if found.action_url else None
    return {
        **_activity(found.announcement, context),
        "aliases": found.aliases,
        "description": found.description,
        "action": action,
        "contacts": [asdict(desk) for desk in found.desks],
        "links": [asdict(link) for link in found.links],
        "documents": [asdict(document) for document in found.documents],
        "agenda": [asdict(line) for line in found.agenda],
        "children": [_part(child, context) for child in found.children],
    }
