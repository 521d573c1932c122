"""schema.org's Event as JSON-LD, for search engines."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from hanse.calendar.choices import Mode, Status
from hanse.calendar.feeds.facts import Announcement, Body
from hanse.calendar.feeds.words import Words, words_in
from hanse.engines.when import Precision, When, zone_of
from hanse.ui.addresses import Addresses

_STATUS: dict[str, str] = {
    Status.POSTPONED: "https://schema.org/EventPostponed",
    Status.CANCELLED: "https://schema.org/EventCancelled",
}
_SCHEDULED = "https://schema.org/EventScheduled"
_MODE: dict[str, str] = {
    Mode.IN_PERSON: "https://schema.org/OfflineEventAttendanceMode",
    Mode.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    Mode.HYBRID: "https://schema.org/MixedEventAttendanceMode",
}
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def event(item: Announcement, *, addresses: Addresses, language: str) -> dict[str, Any]:
    """An activity as schema.org says it. Online it leads to the page; the link to join is for the registered."""
    page = addresses.page("calendar:activity", item.slug)
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": page,
        "url": page,
        "identifier": f"urn:uuid:{item.uid}",
        "name": item.title,
        "description": item.summary,
        **dates(item.when),
        "eventStatus": _STATUS.get(item.status, _SCHEDULED),
        "eventAttendanceMode": _MODE.get(item.mode),
        "location": _locations(item, page, words_in(language)),
        "organizer": [_organisation(body, addresses) for body in item.organisers],
        "contributor": [_organisation(body, addresses) for body in item.partners],
        "attendee": [_organisation(body, addresses) for body in item.participants],
        "audience": {
            "@type": "Audience",
            "audienceType": item.audience_note or words_in(language).audiences[item.audience],
        },
        "inLanguage": language,
    }
    if item.parent is not None:
        whole = addresses.page("calendar:activity", item.parent.slug)
        found["superEvent"] = {"@type": "Event", "@id": whole, "url": whole, "name": item.parent.title}
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def dates(when: When) -> dict[str, str]:
    """`startDate` and `endDate` no more exact than what is known, as ISO 8601 allows: a year, a month, a day, an hour.

    Parts of a month and weeks have no ISO form that others read: their month stands for them.
    """
    if when.has_time and when.lower is not None:
        zone = zone_of(when.zone)
        found = {"startDate": when.lower.astimezone(zone).isoformat()}
        if when.end_known and when.upper is not None:
            found["endDate"] = when.upper.astimezone(zone).isoformat()
        return found
    if when.precision in (Precision.UNKNOWN, Precision.YEAR):
        return {"startDate": when.edtf[:4]}
    first, last = when.first_on, when.last_on
    exact = when.is_exact or when.precision is Precision.ALL_YEAR
    found = {"startDate": _stamp(first, exact)} if first else {}
    if last and _stamp(last, exact) != found.get("startDate"):
        found["endDate"] = _stamp(last, exact)
    return found


def _stamp(day: date, exact: bool) -> str:
    return day.isoformat() if exact else f"{day:%Y-%m}"


def _locations(item: Announcement, page: str, words: Words) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if item.mode != Mode.ONLINE and (item.city or item.venue or item.country):
        address = {"@type": "PostalAddress", "addressLocality": item.city, "addressCountry": item.country}
        place: dict[str, Any] = {
            "@type": "Place",
            "name": ", ".join(part for part in (item.hall, item.venue) if part) or words.place(item),
            "address": {name: value for name, value in address.items() if value},
        }
        if item.latitude is not None and item.longitude is not None:
            place["geo"] = {"@type": "GeoCoordinates", "latitude": item.latitude, "longitude": item.longitude}
        found.append(place)
    if item.mode in (Mode.ONLINE, Mode.HYBRID):
        found.append({"@type": "VirtualLocation", "url": page})
    return found


def _organisation(body: Body, addresses: Addresses) -> dict[str, str]:
    return {"@type": "Organization", "name": body.name, "url": addresses.page("year:organisation", body.slug)}


def as_data_block(data: dict[str, Any]) -> SafeString:
    """JSON that can stand inside `<script type="application/ld+json">`: nothing in it can end the element.

    The strict policy for scripts leaves data blocks alone: HTML (4.12.1) runs CSP's check only when a script's type
    is one that browsers run.
    """
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(written)  # every character that HTML could read is escaped above
