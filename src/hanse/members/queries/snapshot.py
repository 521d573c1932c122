"""All organisations, office holders and regional networks as plain values, as the files hold them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from hanse.members.columns import PLAIN
from hanse.members.models import NetworkPlace, Organisation, Person, RegionalNetwork

Key = tuple[str, str]
Payload = dict[str, Any]
_NUMBERS = ("latitude", "longitude", "population", "evidence_year", "geonames")


def organisation_payloads() -> Iterator[tuple[Key, Payload]]:
    """Everything this room keeps, by kind and key."""
    # Doubles stay in the files, pointing to what they were merged into: a load must not bring them back to life.
    for organisation in Organisation.everything.select_related("merged_into").order_by("id").iterator():
        payload = {
            **{name: getattr(organisation, name) for name in PLAIN},
            **{name: _text(getattr(organisation, name)) for name in _NUMBERS},
            "aliases": ";".join(organisation.aliases),
            "languages": ";".join(organisation.languages),
            "merged_into": organisation.merged_into.slug if organisation.merged_into else "",
            **_translated(organisation.translations),
        }
        yield ("organisation", organisation.slug), payload
    for person in Person.objects.select_related("organisation").order_by("id"):
        payload = {
            "slug": person.slug,
            "name": person.name,
            "office": person.office,
            "organisation": person.organisation.slug if person.organisation else "",
            "summary": person.summary,
            "source": person.source,
        }
        yield ("person", person.slug), {**payload, **_translated(person.translations)}
    yield from _networks()


def _networks() -> Iterator[tuple[Key, Payload]]:
    for network in RegionalNetwork.objects.prefetch_related("partners").order_by("position", "id"):
        payload = {
            "code": network.code,
            "name": network.name,
            "short_name": network.short_name,
            "relation": network.relation,
            "launched": _text(network.launched),
            "summary": network.summary,
            "countries": ";".join(network.countries),
            "partners": ";".join(partner.slug for partner in network.partners.all()),
            "source": network.source,
            **_translated(network.translations),
        }
        yield ("network", network.code), payload
    places: dict[str, list[Payload]] = defaultdict(list)
    for place in NetworkPlace.objects.select_related("network", "organisation").order_by("id"):
        row = {
            "organisation": place.organisation.slug,
            "role": place.role,
            "since": place.since,
            "source": place.source,
            "starts_on": _text(place.starts_on),
            "ends_on": _text(place.ends_on),
        }
        places[place.network.code].append(row)
    for code, rows in places.items():
        yield ("places", code), {"rows": rows}


def _translated(translations: dict[str, dict[str, str]]) -> Payload:
    return {f"{name}@{locale}": text for locale, texts in translations.items() for name, text in texts.items()}


def _text(value: Any) -> str:
    return "" if value is None else str(value)
