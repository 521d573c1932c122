"""The brochure of a year: everything it says, in the words of its reader, becomes an A4 PDF.

Nothing here knows where the words come from. Texts are plain text; what is not to be read as text has a field of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from hanse.typeset.cleaning import cleaned, qr_svg
from hanse.typeset.letters import address, plain, shown
from hanse.typeset.press import press

Shape = Literal["dot", "span", "month", "year", "open", ""]
State = Literal["known", "tentative", "cancelled"]
Side = Literal["after", "before", "inside"]
Voice = Literal["", "strong", "emphasis"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one voice, leading somewhere or not."""

    text: str
    voice: Voice = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a line of a list with its sign ("1." or "–")."""

    runs: tuple[Run, ...]
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and its matter: where, how, who may come."""

    term: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """How something stands in the drawn year, from 0 to 1; `known` ends what is sure of a month with a length."""

    shape: Shape
    state: State
    start: float
    end: float
    known: float


@dataclass(frozen=True, slots=True)
class Line:
    """An activity in one line. `key` names its entry where it has one, and is empty otherwise."""

    key: str
    area: str
    title: str
    date: str
    note: str
    where: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one head: an area or a month."""

    name: str
    area: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A mark of the figure with its label in its lane."""

    key: str
    mark: Mark
    label: str
    date: str
    lane: int
    side: Side


@dataclass(frozen=True, slots=True)
class Row:
    """An area's row of the figure: marks in lanes or, where there are too many, numbers by month."""

    area: str
    name: str
    lanes: int
    marks: tuple[Drawn, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """The year at a glance. `alt` says in words what it shows."""

    alt: str
    months: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An activity as its section tells it."""

    key: str
    programme: str
    title: str
    date: str
    note: str
    mark: Mark | None
    state: State
    summary: str
    blocks: tuple[Block, ...]
    facts: tuple[Fact, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """An area with its activities. `more` says how many are left out, and where they are."""

    area: str
    name: str
    summary: str
    count: str
    entries: tuple[Entry, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Words:
    """All that the sheet itself says."""

    title: str
    name: str
    contents: str
    by_area: str
    by_month: str
    at_a_glance: str
    network: str
    how_to_read: str
    what: str
    when: str
    where: str
    page: str
    read_on: str
    day: str
    span: str
    month: str
    all_year: str
    tentative: str
    cancelled: str
    honest: str
    nothing: str
    last: str
    answers: str
    desk: str
    channels: str
    taking_part: str
    live: str
    live_text: str
    qr: str
    imprint: str


@dataclass(frozen=True, slots=True)
class Brochure:
    """A year's calendar of activities in one language; `edition_at` is the only time that the document knows."""

    language: str
    year: str
    network: str
    short_name: str
    theme: str
    lead: str
    about: str
    edition: str
    imprint: tuple[str, ...]
    words: Words
    areas: tuple[Group, ...]
    months: tuple[Group, ...]
    figure: Figure
    sections: tuple[Section, ...]
    desk: tuple[Fact, ...]
    channels: tuple[Fact, ...]
    taking_part: tuple[Fact, ...]
    live_url: str
    feeds: tuple[Fact, ...]
    edition_at: datetime


def typeset_brochure(brochure: Brochure) -> bytes:
    """The brochure as tagged PDF. Raises `NotTypeset` where Typst refuses it."""
    data = cleaned(brochure)
    # To be read at arm's length: a quarter of it may be soiled.
    data["qr"] = qr_svg(address(brochure.live_url))
    data["live_shown"] = plain(shown(brochure.live_url))
    return press("brochure", data, edition_at=brochure.edition_at)
