"""What a feed may say of an activity and of the calendar it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hanse.calendar.choices import Part
from hanse.engines.when import When


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation, by name and address, in its part."""

    slug: str
    name: str
    part: str


@dataclass(frozen=True, slots=True)
class NetworkName:
    """A regional network."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Whom to ask."""

    label: str
    email: str
    phone: str
    url: str


@dataclass(frozen=True, slots=True)
class Parent:
    """The activity of which another is a part; only where the public may know of both."""

    uid: str
    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Announcement:
    """All that the public may know of an activity, in one language. It has no link to join and no notes."""

    uid: str
    slug: str
    year: int
    title: str
    summary: str
    when: When
    zone: str
    length_days: int | None
    status: str
    mode: str
    venue: str
    hall: str
    city: str
    country: str
    region: str
    latitude: float | None
    longitude: float | None
    audience: str
    audience_note: str
    area_key: str
    area: str
    programme_slug: str
    programme: str
    networks: tuple[NetworkName, ...]
    bodies: tuple[Body, ...]
    desks: tuple[Desk, ...]
    parent: Parent | None
    created_at: datetime
    modified_at: datetime
    published_at: datetime
    sequence: int

    @property
    def organisers(self) -> tuple[Body, ...]:
        """Who organises it, first organisers before co-organisers."""
        return tuple(b for part in (Part.ORGANISER, Part.CO_ORGANISER) for b in self.bodies if b.part == part)

    @property
    def partners(self) -> tuple[Body, ...]:
        """Who supports it."""
        return tuple(b for b in self.bodies if b.part == Part.PARTNER)

    @property
    def participants(self) -> tuple[Body, ...]:
        """Which organisations come to it, as far as the record names them."""
        return tuple(b for b in self.bodies if b.part == Part.PARTICIPANT)

    @property
    def news_at(self) -> datetime:
        """When readers could first see its present state: its last real change, or the end of its embargo."""
        return max(self.modified_at, self.published_at)


@dataclass(frozen=True, slots=True)
class YearFacts:
    """What a year says of itself; `areas` maps keys to names."""

    number: int
    theme: str
    network: str
    short_name: str
    website: str
    zone: str
    areas: dict[str, str]


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed says of itself. `identity` lasts even when the site moves to another host."""

    identity: str
    title: str
    subtitle: str
    author: str
    zone: str
    page: str
    source: str
    colour: str
    language: str
    year: int
    changed_at: datetime | None
