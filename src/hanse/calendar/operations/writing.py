"""An activity and all that hangs on it, from plain values into rows: the one way in, for files and for forms."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hanse.calendar.choices import PART_COLUMNS
from hanse.calendar.clocks import clock_of
from hanse.calendar.drafts import PLAIN
from hanse.calendar.loading.wanted import read_when
from hanse.calendar.models import (
    Activity,
    Area,
    Contact,
    Document,
    Involvement,
    Link,
    Programme,
    Session,
    Speaker,
    StatusChange,
    Year,
)
from hanse.calendar.operations.dates import set_when
from hanse.engines.when import zone_of
from hanse.members.geography import region_of
from hanse.members.operations import network_ids, organisation_ids, untranslated

Payload = Mapping[str, Any]
BATCH = 500
# A calendar that has the old time, place or state of an activity must be told (RFC 5545, 3.8.7.4).
SIGNIFICANT = frozenset({"when", "zone", "status", "venue", "hall", "city", "country", "mode", "title"})
_SIMPLE = {"contacts": Contact, "links": Link, "documents": Document, "statuses": StatusChange}
GROUPS = (*_SIMPLE, "sessions", "speakers")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where activities of a year stand: its number, its zone, the keys of its areas and programmes."""

    year: int
    zone: str
    areas: Mapping[str, int]
    programmes: Mapping[str, int]

    @classmethod
    def of(cls, year: Year) -> Shelf:
        """Read the keys of a year, in two queries."""
        areas = dict(Area.objects.filter(year=year).values_list("key", "pk"))
        programmes = dict(Programme.objects.filter(area__year=year).values_list("slug", "pk"))
        return cls(year.number, year.zone, areas, programmes)


def fill(activity: Activity, payload: Payload, shelf: Shelf) -> Activity:
    """Put the values of a row of activities.csv on an activity; raises `NotADate`. Nothing is saved."""
    activity.area_id = shelf.areas[payload["area"]]
    activity.programme_id = shelf.programmes.get(payload["programme"])
    for name in PLAIN:
        setattr(activity, name, payload[name])
    if payload["uid"]:
        activity.uid = payload["uid"]
    activity.region = region_of(payload["country"])
    activity.aliases = [a for a in payload["aliases"].split(";") if a]
    activity.latitude = float(payload["latitude"]) if payload["latitude"] else None
    activity.longitude = float(payload["longitude"]) if payload["longitude"] else None
    activity.length_days = int(payload["length_days"]) if payload["length_days"] else None
    activity.overview = int(payload["overview"]) if payload["overview"] else None
    activity.embargo_until = datetime.fromisoformat(payload["embargo_until"]) if payload["embargo_until"] else None
    activity.translations = untranslated(payload)
    clock = clock_of(payload, year=shelf.year, network=shelf.zone)
    set_when(activity, read_when(payload["when"], shelf.year, clock.zone))
    return activity


def link(touched: Mapping[str, Payload]) -> None:
    """Parents, organisations and networks of activities by their slugs, once all of them are there."""
    if not touched:
        return
    wanted = {*touched, *(payload["parent"] for payload in touched.values() if payload["parent"])}
    ids = dict(Activity.objects.filter(slug__in=wanted).values_list("slug", "pk"))
    mine = [ids[slug] for slug in touched]
    children = list(Activity.objects.filter(pk__in=mine).only("pk", "slug", "parent_id"))
    moved = [child for child in children if child.parent_id != ids.get(touched[child.slug]["parent"])]
    for child in moved:
        child.parent_id = ids.get(touched[child.slug]["parent"])
    Activity.objects.bulk_update(moved, ["parent"], batch_size=BATCH)
    _link_organisations(touched, ids, mine)
    _link_networks(touched, ids, mine)


def _link_organisations(touched: Mapping[str, Payload], ids: Mapping[str, int], mine: list[int]) -> None:
    organisations = organisation_ids()
    Involvement.objects.filter(activity_id__in=mine).delete()
    # Two names may be one organisation by now, since one was merged into the other: it has its part once.
    places: dict[tuple[int, int, str], int] = {}
    for slug, payload in touched.items():
        for part, column in PART_COLUMNS.items():
            for position, name in enumerate(filter(None, payload[column].split(";"))):
                places.setdefault((ids[slug], organisations[name], part), position)
    rows = [
        Involvement(activity_id=activity, organisation_id=organisation, part=part, position=position)
        for (activity, organisation, part), position in places.items()
    ]
    Involvement.objects.bulk_create(rows, batch_size=BATCH)


def _link_networks(touched: Mapping[str, Payload], ids: Mapping[str, int], mine: list[int]) -> None:
    networks = network_ids()
    through = Activity.networks.through
    through.objects.filter(activity_id__in=mine).delete()
    through.objects.bulk_create(
        [
            through(activity_id=ids[slug], regionalnetwork_id=networks[code])
            for slug, payload in touched.items()
            for code in filter(None, payload["networks"].split(";"))
        ],
        batch_size=BATCH,
    )


def replace_groups(groups: Mapping[str, Mapping[str, Payload]], activities: Mapping[str, Activity]) -> None:
    """Replace the rows that hang on activities: `groups` maps a group to slugs, these to `{"rows": […]}`.

    Hours of an agenda are on the clock of its activity's place, so its date has to be written before.
    """
    for group, model in _SIMPLE.items():
        payloads = groups.get(group, {})
        model.objects.filter(activity__slug__in=payloads).delete()  # type: ignore[attr-defined]  # each has one
        rows = _rows(payloads, activities)
        made = [model(activity=a, position=n, **row_columns(row)) for a, n, row in rows]
        model.objects.bulk_create(made, batch_size=BATCH)  # type: ignore[attr-defined]  # see above
    sessions, speakers = groups.get("sessions", {}), groups.get("speakers", {})
    # Speakers hang on sessions, which are made anew: those that nobody changed are written again.
    speakers = {**_speakers_of(sessions.keys() - speakers.keys(), sessions), **speakers}
    _replace_sessions(sessions, activities)
    _replace_speakers(speakers)


def row_columns(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as the columns of its table; texts such as `label@ko` stand together under `translations`."""
    plain = {name: value for name, value in row.items() if "@" not in name}
    return {**plain, "translations": untranslated(row)} if len(plain) < len(row) else plain


def _rows(
    payloads: Mapping[str, Payload], activities: Mapping[str, Activity]
) -> Iterable[tuple[Activity, int, dict[str, Any]]]:
    return ((activities[slug], n, row) for slug, p in payloads.items() for n, row in enumerate(p["rows"]))


def _replace_sessions(sessions: Mapping[str, Payload], activities: Mapping[str, Activity]) -> None:
    Session.objects.filter(activity__slug__in=sessions).delete()
    for slug, payload in sessions.items():
        clock = zone_of(activities[slug].place_zone)
        texts: dict[str, dict[str, str]] = {}
        for label, text in payload.items():
            key, dot, name = label.partition(".")
            if dot:
                texts.setdefault(key, {})[name] = text
        for row in payload["rows"]:
            values = {name: row[name] for name in ("key", "title", "summary", "kind")}
            starts = datetime.fromisoformat(row["starts"]).replace(tzinfo=clock)
            ends = datetime.fromisoformat(row["ends"]).replace(tzinfo=clock) if row["ends"] else None
            translations = untranslated(texts.get(row["key"], {}))
            Session.objects.create(
                activity=activities[slug], starts_at=starts, ends_at=ends, translations=translations, **values
            )


def _speakers_of(slugs: Collection[str], sessions: Mapping[str, Payload]) -> dict[str, Payload]:
    found: dict[str, Payload] = {}
    kept = Speaker.objects.filter(session__activity__slug__in=slugs).order_by("id") if slugs else Speaker.objects.none()
    names = ("session__activity__slug", "session__key", "name", "office", "organisation__slug")
    for slug, key, name, office, organisation in kept.values_list(*names):
        if key in {row["key"] for row in sessions[slug]["rows"]}:
            row = {"session": key, "name": name, "office": office, "organisation": organisation or ""}
            found.setdefault(slug, {"rows": []})["rows"].append(row)
    return found


def _replace_speakers(speakers: Mapping[str, Payload]) -> None:
    organisations = organisation_ids() if speakers else {}
    for slug, payload in speakers.items():
        keys = {session.key: session for session in Session.objects.filter(activity__slug=slug)}
        Speaker.objects.filter(session__activity__slug=slug).delete()
        for position, row in enumerate(payload["rows"]):
            session, organisation = keys[row["session"]], organisations.get(row["organisation"])
            Speaker.objects.create(
                session=session, name=row["name"], office=row["office"], organisation_id=organisation, position=position
            )
