"""Writing organisations, office holders and regional networks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

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
        kept = list(Organisation.objects.filter(slug__in=change))
        for organisation in kept:
            _organisation(organisation, change[organisation.slug])
        fold_rows(kept)
        names = [f.name for f in Organisation._meta.concrete_fields if not f.primary_key]
        Organisation.objects.bulk_update(kept, names, batch_size=BATCH)


def _organisation(organisation: Organisation, payload: Payload) -> Organisation:
    for name in (
        "slug",
        "name",
        "native_name",
        "kind",
        "standing",
        "category",
        "city",
        "country",
        "website",
        "wikidata",
        "summary",
        "evidence",
        "source",
    ):
        setattr(organisation, name, payload[name])
    organisation.region = region_of(payload["country"])
    organisation.latitude = float(payload["latitude"]) if payload["latitude"] else None
    organisation.longitude = float(payload["longitude"]) if payload["longitude"] else None
    organisation.population = int(payload["population"]) if payload["population"] else None
    organisation.evidence_year = int(payload["evidence_year"]) if payload["evidence_year"] else None
    organisation.aliases = [a for a in payload["aliases"].split(";") if a]
    organisation.translations = untranslated(payload)
    return organisation


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
    NetworkPlace.objects.bulk_create(
        [
            NetworkPlace(
                network_id=networks[code],
                organisation_id=ids[row["organisation"]],
                role=row["role"],
                since=row["since"],
                source=row["source"],
            )
            for code, rows in places.items()
            for row in rows
        ],
        batch_size=BATCH,
    )


def organisation_ids() -> dict[str, int]:
    """All organisations' keys by address."""
    return dict(Organisation.objects.values_list("slug", "pk"))


def network_ids() -> dict[str, int]:
    """All regional networks' keys by code."""
    return dict(RegionalNetwork.objects.values_list("code", "pk"))
