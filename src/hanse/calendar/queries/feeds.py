"""What feeds and the API say of activities: everything that a list of any length needs in five queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, Greatest

from hanse.calendar.feeds.facts import Announcement, Body, Desk, NetworkName, Parent, YearFacts
from hanse.calendar.models import Activity, Area, Contact, Involvement, Programme
from hanse.calendar.queries.visible import visible_activities
from hanse.calendar.queries.years import year
from hanse.engines.when import Precision, restore
from hanse.members.models import RegionalNetwork
from hanse.ui.languages import wording

# Would cover the whole year in a calendar program: only for those who ask for it.
WHOLE_YEAR = (Precision.ALL_YEAR, Precision.YEAR)
FEW = 500
_COLUMNS = (
    "id", "uid", "slug", "year__number", "title", "summary", "translations",
    "when_text", "when_edtf", "when_lower", "when_upper", "when_precision", "when_zone", "zone", "length_days",
    "status", "mode", "venue", "hall", "city", "country", "region", "latitude", "longitude",
    "audience", "audience_note", "area_id", "programme_id", "parent_id",
    "embargo_until", "created_at", "modified_at", "sequence",
)  # fmt: skip


class _Named(NamedTuple):
    """A name and the key under which addresses know it."""

    key: str
    name: str


class _Around(NamedTuple):
    """What other rows say of the activities of one list."""

    areas: dict[int, _Named]
    programmes: dict[int, _Named]
    networks: dict[int, list[NetworkName]]
    bodies: dict[int, list[Body]]
    desks: dict[int, list[Desk]]
    parents: dict[int, Parent]


def dated(activities: QuerySet[Activity], *, all_year: bool) -> QuerySet[Activity]:
    """Those that a calendar program can place; what runs all year only on request."""
    left_out = [Precision.UNKNOWN, *([] if all_year else WHOLE_YEAR)]
    return activities.exclude(when_precision__in=left_out)


def in_order(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """By date, in one order on every database."""
    return activities.order_by(F("when_lower").asc(nulls_last=True), F("when_upper").asc(nulls_last=True), "id")


def newest_first(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """The latest news first: a real change, or the end of an embargo where that came later."""
    news_at = Greatest(F("modified_at"), Coalesce(F("embargo_until"), F("modified_at")))
    return activities.order_by(news_at.desc(), "-id")


def announcements(activities: QuerySet[Activity], *, now: datetime, language: str) -> list[Announcement]:
    """Everything that may be said of these activities, in the order of the queryset.

    Reads columns instead of models: 5,000 models with all their fields would take four times as long.
    """
    rows = list(activities.values_list(*_COLUMNS, named=True))
    around = _around(activities, rows, now=now, language=language)
    return [_announcement(row, row.year__number, around, language) for row in rows]


def announcement_of(activity: Activity, *, parent_is_public: bool, language: str) -> Announcement:
    """The same of one activity that a page has loaded with everything around it, without a query."""
    area, programme, parent = activity.area, activity.programme, activity.parent
    around = _Around(
        areas={area.pk: _Named(area.key, wording(area, "name", language))},
        programmes={programme.pk: _Named(programme.slug, wording(programme, "name", language))} if programme else {},
        networks={activity.pk: [NetworkName(n.code, wording(n, "name", language)) for n in activity.networks.all()]},
        bodies={activity.pk: [_body(involvement, language) for involvement in activity.involvements.all()]},
        desks={activity.pk: [_desk(contact, language) for contact in activity.contacts.all()]},
        parents={parent.pk: _parent(parent, language)} if parent is not None and parent_is_public else {},
    )
    return _announcement(activity, activity.year.number, around, language)


def _around(activities: QuerySet[Activity], rows: Sequence[Any], *, now: datetime, language: str) -> _Around:
    # Few rows by their keys, which also serves a slice; many rows by asking again, which no limit on parameters stops.
    these: Any = [row.id for row in rows] if len(rows) <= FEW else activities.order_by().values("pk")
    return _Around(
        areas=_areas({row.area_id for row in rows}, language),
        programmes=_programmes({row.programme_id for row in rows} - {None}, language),
        networks=_networks(these, language),
        bodies=_bodies(these, language),
        desks=_desks(these, language),
        parents=_parents({row.parent_id for row in rows} - {None}, now=now, language=language),
    )


def _announcement(row: Any, year: int, around: _Around, language: str) -> Announcement:
    area = around.areas[row.area_id]
    programme = around.programmes.get(row.programme_id, _Named("", ""))
    when = restore(
        text=row.when_text,
        edtf=row.when_edtf,
        lower=row.when_lower,
        upper=row.when_upper,
        precision=row.when_precision,
        zone=row.when_zone,
    )
    return Announcement(
        uid=str(row.uid),
        slug=row.slug,
        year=year,
        title=wording(row, "title", language),
        summary=wording(row, "summary", language),
        when=when,
        zone=row.zone or row.when_zone,
        length_days=row.length_days,
        status=row.status,
        mode=row.mode,
        venue=wording(row, "venue", language),
        hall=wording(row, "hall", language),
        city=wording(row, "city", language),
        country=row.country,
        region=row.region,
        latitude=row.latitude,
        longitude=row.longitude,
        audience=row.audience,
        audience_note=wording(row, "audience_note", language),
        area_key=area.key,
        area=area.name,
        programme_slug=programme.key,
        programme=programme.name,
        networks=tuple(around.networks.get(row.id, ())),
        bodies=tuple(around.bodies.get(row.id, ())),
        desks=tuple(around.desks.get(row.id, ())),
        parent=around.parents.get(row.parent_id),
        created_at=row.created_at,
        modified_at=row.modified_at,
        published_at=max(row.created_at, row.embargo_until or row.created_at),
        sequence=row.sequence,
    )


def _areas(ids: Iterable[int], language: str) -> dict[int, _Named]:
    return {area.pk: _Named(area.key, wording(area, "name", language)) for area in Area.objects.filter(pk__in=ids)}


def _programmes(ids: Iterable[int], language: str) -> dict[int, _Named]:
    found = Programme.objects.filter(pk__in=ids)
    return {programme.pk: _Named(programme.slug, wording(programme, "name", language)) for programme in found}


def _networks(these: Any, language: str) -> dict[int, list[NetworkName]]:
    names = {
        network.pk: NetworkName(network.code, wording(network, "name", language))
        for network in RegionalNetwork.objects.filter(activities__in=these).distinct()
    }
    found: dict[int, list[NetworkName]] = defaultdict(list)
    if names:
        pairs = Activity.networks.through.objects.filter(activity__in=these).order_by("regionalnetwork__position", "id")
        for activity, network in pairs.values_list("activity_id", "regionalnetwork_id"):
            found[activity].append(names[network])
    return found


def _bodies(these: Any, language: str) -> dict[int, list[Body]]:
    found: dict[int, list[Body]] = defaultdict(list)
    involved = Involvement.objects.filter(activity__in=these).order_by("position", "id")
    columns = ("activity_id", "part", "organisation__slug", "organisation__name", "organisation__translations")
    for activity, part, slug, name, translations in involved.values_list(*columns):
        found[activity].append(Body(slug, (translations or {}).get(language, {}).get("name") or name, part))
    return found


def _desks(these: Any, language: str) -> dict[int, list[Desk]]:
    found: dict[int, list[Desk]] = defaultdict(list)
    columns = ("activity_id", "label", "email", "phone", "url", "translations")
    contacts = Contact.objects.filter(activity__in=these).order_by("position", "id")
    for row in contacts.values_list(*columns, named=True):
        found[row.activity_id].append(_desk(row, language))
    return found


def _desk(row: Any, language: str) -> Desk:
    return Desk(wording(row, "label", language), row.email, row.phone, row.url)


def _parents(ids: Iterable[int], *, now: datetime, language: str) -> dict[int, Parent]:
    # Through the same door: a part must not give away a whole that is still under embargo.
    found = visible_activities(now=now, secretariat=False).filter(pk__in=ids)
    rows = found.values_list("id", "uid", "slug", "title", "translations", named=True)
    return {row.id: _parent(row, language) for row in rows}


def _parent(row: Any, language: str) -> Parent:
    return Parent(str(row.uid), row.slug, wording(row, "title", language))


def _body(involvement: Involvement, language: str) -> Body:
    organisation = involvement.organisation
    return Body(organisation.slug, wording(organisation, "name", language), involvement.part)


def year_facts(number: int, language: str) -> YearFacts:
    """What a year says of itself; raises `NoSuchYear`."""
    found = year(number)
    areas = Area.objects.filter(year=found)
    network = found.network
    return YearFacts(
        number=number,
        theme=wording(found, "theme", language),
        network=str(network.get("name") or ""),
        short_name=str(network.get("short_name") or network.get("name") or ""),
        website=str(network.get("website") or ""),
        zone=found.zone,
        areas={area.key: wording(area, "name", language) for area in areas},
    )
