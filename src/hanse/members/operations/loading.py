"""Writing organisations, office holders and regional networks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from hanse.members.columns import PLAIN
from hanse.members.geography import region_of
from hanse.members.models import NetworkPlace, Organisation, Person, RegionalNetwork
from hanse.ui.folding import fold_rows

Payload = Mapping[str, Any]
BATCH = 500


def untranslated(payload: Payload) -> dict[str, dict[str, str]]:
    """The fields `title@ko` of a payload as `{"ko": {"title": …}}`."""
    found: dict[str, dict[str, str]] = {}
    for label, text in payload.items():
        name, at, locale = label.partition("@")
        if at and text:
            found.setdefault(locale, {})[name] = text
    return found


@transaction.atomic
def write_organisations(*, create: Mapping[str, Payload], change: Mapping[str, Payload]) -> None:
    """Write organisations as the files hold them; the callers record who did it and why."""
    Organisation.objects.bulk_create([_organisation(Organisation(), p) for p in create.values()], batch_size=BATCH)
    if change:
        kept = list(Organisation.everything.select_for_update().filter(slug__in=change))
        for organisation in kept:
            _organisation(organisation, change[organisation.slug])
            organisation.revision += 1
        fold_rows(kept)
        names = [f.name for f in Organisation._meta.concrete_fields if not f.primary_key]
        Organisation.everything.bulk_update(kept, names, batch_size=BATCH)
    _point({**create, **change})


def _organisation(organisation: Organisation, payload: Payload) -> Organisation:
    for name in PLAIN:
        setattr(organisation, name, payload[name])
    organisation.region = region_of(payload["country"])
    organisation.latitude = float(payload["latitude"]) if payload["latitude"] else None
    organisation.longitude = float(payload["longitude"]) if payload["longitude"] else None
    for name in ("population", "evidence_year", "geonames"):
        setattr(organisation, name, int(payload[name]) if payload[name] else None)
    for name in ("aliases", "languages"):
        setattr(organisation, name, [value for value in payload[name].split(";") if value])
    organisation.translations = untranslated(payload)
    return organisation


def _point(payloads: Mapping[str, Payload]) -> None:
    """Let doubles point to the organisations that they were merged into, once all of them are there."""
    targets = {slug: payload["merged_into"] for slug, payload in payloads.items() if payload["merged_into"]}
    if targets:
        ids = dict(Organisation.everything.filter(slug__in=targets.values()).values_list("slug", "pk"))
        for slug, target in targets.items():
            Organisation.everything.filter(slug=slug).update(merged_into=ids[target])
    freed = [slug for slug, payload in payloads.items() if not payload["merged_into"]]
    Organisation.everything.filter(slug__in=freed, merged_into__isnull=False).update(merged_into=None)


@transaction.atomic
def write_people(*, people: Mapping[str, Payload]) -> None:
    """Create or change office holders."""
    ids = organisation_ids()
    for slug, payload in people.items():
        values = {
            "name": payload["name"],
            "office": payload["office"],
            "organisation_id": ids.get(payload["organisation"]),
            "summary": payload["summary"],
            "source": payload["source"],
            "translations": untranslated(payload),
        }
        Person.objects.update_or_create(slug=slug, defaults=values)


@transaction.atomic
def write_networks(*, networks: Mapping[str, Payload]) -> None:
    """Create or change regional networks and their partners."""
    ids = organisation_ids()
    after = RegionalNetwork.objects.count()
    for place, (code, payload) in enumerate(networks.items()):
        values = {
            **{name: payload[name] for name in ("name", "short_name", "relation", "summary", "source")},
            "launched": int(payload["launched"]) if payload["launched"] else None,
            "countries": [c for c in payload["countries"].split(";") if c],
            "translations": untranslated(payload),
        }
        network, _ = RegionalNetwork.objects.update_or_create(
            code=code, defaults=values, create_defaults={**values, "position": after + place}
        )
        network.partners.set([ids[slug] for slug in payload["partners"].split(";") if slug])


@transaction.atomic
def write_places(*, places: Mapping[str, list[dict[str, str]]]) -> None:
    """Replace all places in the given networks."""
    ids = organisation_ids()
    networks = dict(RegionalNetwork.objects.filter(code__in=places).values_list("code", "pk"))
    NetworkPlace.objects.filter(network__code__in=places).delete()
    # Two names may be one organisation by now, since one was merged into the other: it has an open place once.
    rows: dict[tuple[Any, ...], NetworkPlace] = {}
    for code, listed in places.items():
        for row in listed:
            place = _place(networks[code], ids[row["organisation"]], row)
            rows.setdefault((place.network_id, place.organisation_id, place.role, place.ends_on), place)
    NetworkPlace.objects.bulk_create(list(rows.values()), batch_size=BATCH)


def _place(network: int, organisation: int, row: Mapping[str, str]) -> NetworkPlace:
    return NetworkPlace(
        network_id=network,
        organisation_id=organisation,
        role=row["role"],
        since=row["since"],
        starts_on=date.fromisoformat(row["starts_on"]) if row["starts_on"] else None,
        ends_on=date.fromisoformat(row["ends_on"]) if row["ends_on"] else None,
        source=row["source"],
    )


def organisation_ids() -> dict[str, int]:
    """All organisations' keys by address; the address of a double leads to the one that it was merged into."""
    rows = Organisation.everything.values_list("slug", "pk", "merged_into_id")
    return {slug: merged or key for slug, key, merged in rows}


def network_ids() -> dict[str, int]:
    """All regional networks' keys by code."""
    return dict(RegionalNetwork.objects.values_list("code", "pk"))
