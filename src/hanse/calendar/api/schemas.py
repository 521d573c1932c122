"""What the API says of years, areas and activities."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from hanse.calendar.choices import AreaKey, Audience, Mode, Part, SessionKind, Status
from hanse.engines.when import Precision
from hanse.members.choices import Region
from hanse.ui.api import COUNTRIES, LanguageQuery, Paged, PageQuery, one_of


class ActivityQuery(LanguageQuery):
    """The same filters as the pages: any of the values of one, all of the filters together."""

    area: list[str] = Field([], json_schema_extra=one_of(AreaKey.values), description="Area.")
    programme: list[str] = Field([], description="Programme, by its address.")
    audience: list[str] = Field([], json_schema_extra=one_of(Audience.values), description="Who may come.")
    mode: list[str] = Field([], json_schema_extra=one_of(Mode.values), description="In person, online or both.")
    status: list[str] = Field(
        [], json_schema_extra=one_of([s for s in Status.values if s != Status.IDEA]), description="How certain."
    )
    region: list[str] = Field([], description=f"Regional network by its code, or one of {', '.join(Region.values)}.")
    country: list[str] = Field([], json_schema_extra=COUNTRIES, description="ISO 3166-1 alpha-2, such as KR.")
    organiser: list[str] = Field([], description="Who organises, by the address of the organisation.")
    q: str = Field("", max_length=100, description="Words that must all occur; accents and capitals do not matter.")


class ActivityPageQuery(ActivityQuery, PageQuery):
    """Filters and the part of the list."""


class YearOut(Schema):
    """A year of the network."""

    number: int
    url: str
    edition: int
    theme: str
    lead: str
    network: str
    website: str
    zone: str = Field(description="The network's own IANA time zone.")
    calendar: str = Field(description="iCalendar.")
    feed: str = Field(description="Atom.")


class ProgrammeOut(Schema):
    """A standing offer within an area."""

    slug: str
    url: str
    name: str
    summary: str


class AreaOut(Schema):
    """A chapter of a year."""

    year: int
    key: str
    url: str
    name: str
    summary: str
    programmes: list[ProgrammeOut]


class WhenOut(Schema):
    """A date as people know it."""

    text: str = Field(description="As it was written.")
    words: str = Field(description="For a reader of the language asked for.")
    edtf: str = Field(description="Extended Date/Time Format, ISO 8601-2.")
    lower: datetime | None = Field(description="The earliest instant; null where only the end is known.")
    upper: datetime | None = Field(description="The first instant after; null where the end is open.")
    first_on: date | None = Field(description="The first day, in `zone`.")
    last_on: date | None = Field(description="The last day, in `zone`.")
    precision: Precision
    zone: str = Field(description="IANA zone or fixed offset in which the days begin and end.")


class PlaceOut(Schema):
    """Where it takes place."""

    venue: str
    hall: str
    city: str
    country: str
    country_name: str
    region: str
    zone: str
    latitude: float | None
    longitude: float | None


class NamedOut(Schema):
    """Something that has a page."""

    key: str
    name: str
    url: str


class BodyOut(NamedOut):
    """An organisation in its part."""

    part: Part


class ActivityOut(Schema):
    """Something that people can come to, take part in or follow."""

    uid: UUID = Field(description="The same as in iCalendar; lasts.")
    slug: str
    url: str
    year: int
    title: str
    summary: str
    when: WhenOut
    status: Status
    mode: str = Field(description="Empty where nobody has said.", json_schema_extra={"enum": ["", *Mode.values]})
    place: PlaceOut
    audience: Audience
    audience_note: str
    area: NamedOut
    programme: NamedOut | None
    networks: list[NamedOut]
    organisations: list[BodyOut]
    parent: NamedOut | None
    created_at: datetime
    modified_at: datetime
    sequence: int
    calendar: str | None = Field(description="iCalendar; null where there is no date yet.")


class ActivityList(Paged):
    """A page of activities, by date."""

    items: list[ActivityOut]


class ContactOut(Schema):
    """Whom to ask."""

    label: str
    email: str
    phone: str
    url: str


class PointerOut(Schema):
    """A link or a document."""

    title: str
    url: str
    language: str


class VoiceOut(Schema):
    """Somebody who speaks."""

    name: str
    office: str
    organisation: str


class SessionOut(Schema):
    """A line of the agenda."""

    key: str
    title: str
    summary: str
    kind: SessionKind
    starts_at: datetime
    ends_at: datetime | None
    speakers: list[VoiceOut]


class ActionOut(Schema):
    """What the activity asks its readers to do."""

    label: str
    url: str


class ActivityDetail(ActivityOut):
    """An activity with all that its page shows."""

    aliases: list[str]
    description: str = Field(description="Markdown.")
    action: ActionOut | None
    contacts: list[ContactOut]
    links: list[PointerOut]
    documents: list[PointerOut]
    agenda: list[SessionOut]
    children: list[NamedOut]
