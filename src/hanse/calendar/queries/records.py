"""One activity, or one year, with all that the public may know, for the API."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from hanse.calendar.feeds.facts import Announcement, Desk, Parent
from hanse.calendar.models import Activity, Area, Document, Link, Programme, Session, Speaker, Year
from hanse.calendar.queries.feeds import announcements, in_order
from hanse.calendar.queries.visible import visible_activities
from hanse.ui.languages import wording


@dataclass(frozen=True, slots=True)
class Pointer:
    """A link or a document somewhere else."""

    title: str
    url: str
    language: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks in a session, in their office."""

    name: str
    office: str
    organisation: str


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A session."""

    key: str
    title: str
    summary: str
    kind: str
    starts_at: datetime
    ends_at: datetime | None
    speakers: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class ActivityRecord:
    """An activity with its agenda and papers."""

    announcement: Announcement
    aliases: tuple[str, ...]
    description: str
    action_label: str
    action_url: str
    desks: tuple[Desk, ...]
    links: tuple[Pointer, ...]
    documents: tuple[Pointer, ...]
    agenda: tuple[AgendaLine, ...]
    children: tuple[Parent, ...]


@dataclass(frozen=True, slots=True)
class ProgrammeRecord:
    """A programme of an area."""

    slug: str
    name: str
    summary: str


@dataclass(frozen=True, slots=True)
class AreaRecord:
    """An area with its programmes."""

    year: int
    key: str
    name: str
    summary: str
    programmes: tuple[ProgrammeRecord, ...]


@dataclass(frozen=True, slots=True)
class YearRecord:
    """A year."""

    number: int
    edition: int
    theme: str
    lead: str
    network: str
    website: str
    zone: str


def year_records(language: str) -> list[YearRecord]:
    """All years, the newest first."""
    return [
        YearRecord(
            number=year.number,
            edition=year.edition,
            theme=wording(year, "theme", language),
            lead=wording(year, "lead", language),
            network=str(year.network.get("name") or ""),
            website=str(year.network.get("website") or ""),
            zone=year.zone,
        )
        for year in Year.objects.all()
    ]


def area_records(number: int, language: str) -> list[AreaRecord]:
    """A year's areas in their order, with their programmes."""
    areas = Area.objects.filter(year__number=number).order_by("position").prefetch_related("programmes")
    return [
        AreaRecord(
            year=number,
            key=area.key,
            name=wording(area, "name", language),
            summary=wording(area, "summary", language),
            programmes=tuple(_programme(programme, language) for programme in area.programmes.all()),
        )
        for area in areas
    ]


def activity_page(
    activities: QuerySet[Activity], *, limit: int, offset: int, now: datetime, language: str
) -> tuple[int, list[Announcement]]:
    """How many there are, and one page of them, in an order that stays the same from page to page."""
    rows = announcements(in_order(activities)[offset : offset + limit], now=now, language=language)
    return activities.count(), rows


def activity_record(slug: str, *, now: datetime, language: str) -> ActivityRecord | None:
    """One activity; `None` where there is none that the public may know of."""
    visible = visible_activities(now=now, secretariat=False)
    found = announcements(visible.filter(slug=slug), now=now, language=language)
    if not found:
        return None
    activity = visible.prefetch_related("links", "documents", "sessions__speakers__organisation").get(slug=slug)
    children = in_order(visible.filter(parent=activity))
    return ActivityRecord(
        announcement=found[0],
        aliases=tuple(activity.aliases),
        description=wording(activity, "description", language),
        action_label=wording(activity, "action_label", language),
        action_url=activity.action_url,
        desks=found[0].desks,
        links=tuple(_link(link, language) for link in activity.links.all()),
        documents=tuple(_document(document, language) for document in activity.documents.all()),
        agenda=tuple(_line(session, language) for session in activity.sessions.all()),
        children=tuple(Parent(str(c.uid), c.slug, wording(c, "title", language)) for c in children),
    )


def _programme(programme: Programme, language: str) -> ProgrammeRecord:
    name, summary = (wording(programme, field, language) for field in ("name", "summary"))
    return ProgrammeRecord(programme.slug, name, summary)


def _link(link: Link, language: str) -> Pointer:
    return Pointer(wording(link, "label", language), link.url, "")


def _document(document: Document, language: str) -> Pointer:
    return Pointer(wording(document, "title", language), document.url, document.language)


def _line(session: Session, language: str) -> AgendaLine:
    return AgendaLine(
        key=session.key,
        title=wording(session, "title", language),
        summary=wording(session, "summary", language),
        kind=session.kind,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        speakers=tuple(_voice(speaker, language) for speaker in session.speakers.all()),
    )


def _voice(speaker: Speaker, language: str) -> Voice:
    organisation = wording(speaker.organisation, "name", language) if speaker.organisation else ""
    return Voice(speaker.name, speaker.office, organisation)
