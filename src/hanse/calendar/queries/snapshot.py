"""A whole year as plain values, in the form in which the files hold it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from hanse.calendar.choices import PART_COLUMNS, Part
from hanse.calendar.drafts import PLAIN
from hanse.calendar.loading.wanted import Known
from hanse.calendar.models import (
    Activity,
    Area,
    Contact,
    Disagreement,
    Document,
    Duty,
    Involvement,
    Link,
    LoadedRow,
    Occasion,
    Programme,
    Session,
    Speaker,
    StatusChange,
    Year,
)
from hanse.engines.when import zone_of
from hanse.members.queries.snapshot import organisation_payloads

Key = tuple[str, str]
Payload = dict[str, Any]
_NUMBERS = ("latitude", "longitude", "length_days", "overview")


def snapshot(number: int) -> dict[Key, Payload]:
    """Everything that is kept of a year, by kind and key; the year's own texts as values, the rest as text."""
    year = Year.objects.filter(number=number).first()
    found: dict[Key, Payload] = {}
    if year is None:
        found.update(organisation_payloads())
        return found
    found.update(_year(year))
    found.update(organisation_payloads())
    found.update(activity_payloads({"year": year}))
    found.update(group_payloads({"activity__year": year}))
    found.update(_duties(year))
    return found


def loaded(number: int) -> dict[Key, Payload]:
    """What the files said at the last load, in the files' order."""
    rows = LoadedRow.objects.filter(year__number=number).order_by("position", "id")
    return {(row.file, row.key): row.payload for row in rows}


def known_activities() -> Known:
    """Addresses and UUIDs of the activities of all years."""
    found = list(Activity.objects.values_list("slug", "year__number", "uid"))
    return Known({slug: year for slug, year, _ in found}, {str(uid): slug for slug, _, uid in found})


def translated(translations: dict[str, dict[str, str]]) -> Payload:
    """Translations as fields of their own: `title@ko`."""
    return {f"{name}@{locale}": text for locale, texts in translations.items() for name, text in texts.items()}


def plain(value: Any) -> str:
    """A value as the files write it."""
    return "" if value is None else str(value)


def _year(year: Year) -> Iterator[tuple[Key, Payload]]:
    payload = {
        "edition": year.edition,
        "published_on": plain(year.published_on),
        "theme": year.theme,
        "lead": year.lead,
        "network": year.network,
        "secretariat": year.secretariat,
    }
    yield ("year", str(year.number)), {**payload, **translated(year.translations)}
    for area in Area.objects.filter(year=year):
        payload = {"name": area.name, "summary": area.summary, "position": area.position}
        yield ("area", area.key), {**payload, **translated(area.translations)}
    for programme in Programme.objects.filter(area__year=year).select_related("area"):
        payload = {
            "area": programme.area.key,
            "name": programme.name,
            "summary": programme.summary,
            "position": programme.position,
        }
        yield ("programme", programme.slug), {**payload, **translated(programme.translations)}


def activity_payloads(chosen: Mapping[str, Any]) -> Iterator[tuple[Key, Payload]]:
    """Activities as rows of activities.csv; `chosen` is a filter of activities, such as `{"year": year}`."""
    parts: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    theirs = {f"activity__{name}": value for name, value in chosen.items()}
    involved = Involvement.objects.filter(**theirs).order_by("position", "id")
    for activity_id, part, slug in involved.values_list("activity_id", "part", "organisation__slug"):
        parts[activity_id][PART_COLUMNS[Part(part)]].append(slug)
    networks: dict[int, list[str]] = defaultdict(list)
    through = Activity.networks.through.objects.filter(**theirs).order_by("regionalnetwork__position", "id")
    for activity_id, code in through.values_list("activity_id", "regionalnetwork__code"):
        networks[activity_id].append(code)
    related = ("area", "programme", "parent")
    for activity in Activity.objects.filter(**chosen).select_related(*related).order_by("id"):
        payload = {
            "slug": activity.slug,
            "uid": str(activity.uid),
            "aliases": ";".join(activity.aliases),
            "area": activity.area.key,
            "programme": activity.programme.slug if activity.programme else "",
            "when": activity.when_text,
            "parent": activity.parent.slug if activity.parent else "",
            "networks": ";".join(networks[activity.pk]),
            "embargo_until": activity.embargo_until.isoformat() if activity.embargo_until else "",
            **{name: getattr(activity, name) for name in PLAIN},
            **{name: plain(getattr(activity, name)) for name in _NUMBERS},
            **{name: ";".join(parts[activity.pk][name]) for name in PART_COLUMNS.values()},
            **translated(activity.translations),
        }
        yield ("activity", activity.slug), payload


def group_payloads(ours: Mapping[str, Any]) -> dict[Key, Payload]:
    """Rows that hang on activities, in the order in which they were written; `ours` filters the rows."""
    groups: dict[Key, list[Payload]] = defaultdict(list)
    for contact in Contact.objects.filter(**ours).select_related("activity").order_by("id"):
        row = {"label": contact.label, "email": contact.email, "phone": contact.phone, "url": contact.url}
        groups["contacts", contact.activity.slug].append({**row, **translated(contact.translations)})
    for link in Link.objects.filter(**ours).select_related("activity").order_by("id"):
        row = {"label": link.label, "url": link.url, **translated(link.translations)}
        groups["links", link.activity.slug].append(row)
    for document in Document.objects.filter(**ours).select_related("activity").order_by("id"):
        row = {"title": document.title, "url": document.url, "language": document.language}
        groups["documents", document.activity.slug].append({**row, **translated(document.translations)})
    for step in StatusChange.objects.filter(**ours).select_related("activity").order_by("id"):
        groups["statuses", step.activity.slug].append({"status": step.status, "on": str(step.on), "note": step.note})
    theirs = {f"session__{name}": value for name, value in ours.items()}
    speakers = Speaker.objects.filter(**theirs).select_related("session__activity", "organisation")
    for speaker in speakers.order_by("id"):
        organisation = speaker.organisation.slug if speaker.organisation else ""
        row = {
            "session": speaker.session.key,
            "name": speaker.name,
            "office": speaker.office,
            "organisation": organisation,
        }
        groups["speakers", speaker.session.activity.slug].append(row)
    found: dict[Key, Payload] = {key: {"rows": rows} for key, rows in groups.items()}
    for session in Session.objects.filter(**ours).select_related("activity").order_by("id"):
        agenda = found.setdefault(("sessions", session.activity.slug), {"rows": []})
        agenda["rows"].append(_session(session))
        texts = translated(session.translations)
        agenda.update({f"{session.key}.{name}": text for name, text in texts.items()})
    return found


def _session(session: Session) -> Payload:
    zone = zone_of(session.activity.place_zone)
    starts = session.starts_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    ends = session.ends_at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if session.ends_at else ""
    return {
        "key": session.key,
        "starts": starts,
        "ends": ends,
        "title": session.title,
        "summary": session.summary,
        "kind": session.kind,
    }


def _duties(year: Year) -> Iterator[tuple[Key, Payload]]:
    for duty in Duty.objects.select_related("activity").order_by("id"):
        payload = {
            "slug": duty.slug,
            "name": duty.name,
            "rule": duty.rule,
            "body": duty.body,
            "activity": duty.activity.slug if duty.activity else "",
            "summary": duty.summary,
            "source": duty.source,
        }
        yield ("duty", duty.slug), {**payload, **translated(duty.translations)}
    groups: dict[str, list[Payload]] = defaultdict(list)
    for occasion in Occasion.objects.select_related("duty").order_by("id"):
        row = {
            "edition": occasion.edition,
            "when": occasion.when_text,
            "city": occasion.city,
            "country": occasion.country,
            "mode": occasion.mode,
            "theme": occasion.theme,
            "note": occasion.note,
            "source": occasion.source,
        }
        groups[occasion.duty.slug].append({**row, **translated(occasion.translations)})
    for slug, rows in groups.items():
        yield ("occasions", slug), {"rows": rows}
    for item in Disagreement.objects.filter(year=year).select_related("activity").order_by("id"):
        payload = {
            "number": str(item.number),
            "activity": item.activity.slug if item.activity else "",
            "statement": item.statement,
            "other": item.other,
            "source": item.source,
        }
        yield ("disagreement", str(item.number)), payload
