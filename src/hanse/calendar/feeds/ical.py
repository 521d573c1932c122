"""iCalendar (RFC 5545 with the properties of RFC 7986), written line by line.

Our own writer, because the `icalendar` library needs seven times as long (ADR 0006); that library and two others read
what we write in the tests. Decisions that a reader of the file would ask about:

* UID is the stored UUID alone. RFC 7986 (5.3) asks for that, and it outlives a change of host.
* No METHOD and no ORGANIZER: this is a calendar to read, not an invitation. RFC 5545 (3.8.4.3) forbids ORGANIZER
  outside group scheduling, and RFC 5546 demands it with METHOD:PUBLISH. Organisers stand in DESCRIPTION, whom to ask
  in CONTACT.
* A postponed activity is TENTATIVE and TRANSPARENT, says "Postponed" before its title, and keeps its UID: when it has
  a new date, the same entry moves there. iCalendar has no such status; CANCELLED would make programs drop it.
* A date whose day is open is a TENTATIVE and TRANSPARENT span over all days that it may be, and says so in SUMMARY.
* A date to be confirmed has no DTSTART, which VEVENT demands: it stands in Atom, JSON and on the pages only.
* Hours in a fixed offset are written in the zone of the place, or in the network's own where its clock agrees; in
  UTC otherwise.
* What lasts longer than two weeks is a time to act in, such as for entries, and TRANSPARENT: nobody is busy with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hanse.calendar.choices import Status
from hanse.calendar.feeds.facts import Announcement, Channel, Desk
from hanse.calendar.feeds.lines import day, document, local, text, uri, utc
from hanse.calendar.feeds.palette import AREA_COLOURS
from hanse.calendar.feeds.timezones import is_named, vtimezone
from hanse.calendar.feeds.words import Words, words_in
from hanse.engines.when import Precision, zone_of
from hanse.ui.addresses import Addresses

REFRESH = "PT6H"  # how often programs should ask again; asking costs 2 ms, so four times a day is no burden
_STATUS: dict[str, str] = {
    Status.TENTATIVE: "TENTATIVE",
    Status.CONFIRMED: "CONFIRMED",
    Status.HELD: "CONFIRMED",
    Status.POSTPONED: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
}
_ONE_DAY = timedelta(days=1)
_LONGEST_ATTENDED = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Span:
    """Where an activity stands in a calendar: its lines, whether its days are fixed, what the title must add."""

    lines: tuple[str, ...]
    fixed: bool
    blocks: bool
    aside: str
    zone: str
    years: tuple[int, int]


def calendar(channel: Channel, items: Sequence[Announcement], *, addresses: Addresses) -> bytes:
    """A whole calendar. `items` are written in their order; those without any date are left out."""
    words = words_in(channel.language)
    spans = [(item, span_of(item, words, year=channel.year, zone=channel.zone)) for item in items]
    placed = [(item, span) for item, span in spans if span is not None]
    lines = [*_head(channel)]
    zones = _zones([span for _, span in placed])
    if not placed and is_named(channel.zone):  # a calendar must hold something (3.6), be it only the network's clock
        zones[channel.zone] = (channel.year, channel.year)
    for zone, (first, last) in sorted(zones.items()):
        lines.extend(vtimezone(zone, first, last))
    for item, span in placed:
        lines.extend(_event(item, span, words, addresses, channel.year))
    lines.append("END:VCALENDAR")
    return document(lines)


def _head(channel: Channel) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//Hanse//The year of a city network//{channel.language.upper()}"
    yield "CALSCALE:GREGORIAN"
    yield f"NAME:{text(channel.title)}"
    yield f"X-WR-CALNAME:{text(channel.title)}"
    yield f"DESCRIPTION:{text(channel.subtitle)}"
    yield f"X-WR-CALDESC:{text(channel.subtitle)}"
    if is_named(channel.zone):
        yield f"X-WR-TIMEZONE:{channel.zone}"
    if channel.changed_at is not None:
        yield f"LAST-MODIFIED:{utc(channel.changed_at)}"
    yield f"URL:{uri(channel.page)}"
    yield f"SOURCE;VALUE=URI:{uri(channel.source)}"
    yield f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}"
    yield f"X-PUBLISHED-TTL:{REFRESH}"
    yield f"COLOR:{channel.colour}"


def _event(item: Announcement, span: Span, words: Words, addresses: Addresses, year: int) -> Iterator[str]:
    page = addresses.page("calendar:activity", item.slug)
    modified = utc(item.modified_at)
    cancelled = item.status == Status.CANCELLED
    yield "BEGIN:VEVENT"
    yield f"UID:{item.uid}"
    # Without METHOD, DTSTAMP is the instant of the revision, not of the writing (RFC 5545, 3.8.7.2).
    yield f"DTSTAMP:{modified}"
    yield f"CREATED:{utc(item.created_at)}"
    yield f"LAST-MODIFIED:{modified}"
    yield f"SEQUENCE:{item.sequence}"
    yield from span.lines
    yield f"SUMMARY:{text(words.headline(item, in_brackets=span.aside))}"
    yield f"STATUS:{_STATUS[item.status] if span.fixed or cancelled else 'TENTATIVE'}"
    blocks = span.blocks and not cancelled and item.status != Status.POSTPONED
    yield f"TRANSP:{'OPAQUE' if blocks else 'TRANSPARENT'}"
    yield f"CATEGORIES:{','.join(text(name) for name in categories(item))}"
    yield f"COLOR:{AREA_COLOURS[item.area_key]}"
    if place := words.place(item):
        yield f"LOCATION:{text(place)}"
    if item.latitude is not None and item.longitude is not None:
        yield f"GEO:{item.latitude:.6f};{item.longitude:.6f}"
    yield f"DESCRIPTION:{text(chr(10).join([*_spaced(words.paragraphs(item, year=year)), page]))}"
    yield f"URL:{uri(page)}"
    for desk in item.desks:
        yield f"CONTACT:{text(contact(desk))}"
    if item.parent is not None:
        yield f"RELATED-TO;RELTYPE=PARENT:{item.parent.uid}"
    yield f"X-HANSE-STATUS:{item.status}"
    yield f"X-HANSE-EDTF:{text(item.when.edtf)}"
    yield "END:VEVENT"


def _spaced(paragraphs: Iterator[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        yield paragraph
        yield ""


def categories(item: Announcement) -> list[str]:
    """The area, the programme and the regional networks, each once."""
    return list(dict.fromkeys(name for name in (item.area, item.programme, *(n.name for n in item.networks)) if name))


def contact(desk: Desk) -> str:
    """Whom to ask, in one line."""
    return ", ".join(part for part in (desk.label, desk.email, desk.phone, desk.url) if part)


def span_of(item: Announcement, words: Words, *, year: int, zone: str) -> Span | None:
    """Where an activity stands in a calendar; `None` where it has no date at all. `zone` is the network's."""
    when = item.when
    if when.precision is Precision.UNKNOWN:
        return None
    if when.has_time and when.lower is not None:
        return _timed(item, when.lower, zone)
    first, last = when.first_on, when.last_on
    if first is None or last is None:
        only = first or last
        # Open at one end: the end that is known is marked, and the title says that it is only one.
        aside = words.date(item, year=year)
        return None if only is None else _days(only, only, fixed=when.is_exact, blocks=False, aside=aside)
    if when.is_exact:
        return _days(first, last, fixed=True, blocks=last - first < _LONGEST_ATTENDED, aside="")
    if when.precision is Precision.ALL_YEAR:
        return _days(first, last, fixed=True, blocks=False, aside=words.date(item, year=year))
    return _days(first, last, fixed=False, blocks=False, aside=words.vague(item, year=year))


def _days(first: date, last: date, *, fixed: bool, blocks: bool, aside: str) -> Span:
    # DTEND is the first day that is no longer part of it (RFC 5545, 3.6.1).
    lines = (f"DTSTART;VALUE=DATE:{day(first)}", f"DTEND;VALUE=DATE:{day(last + _ONE_DAY)}")
    return Span(lines, fixed, blocks, aside, "", (first.year, last.year))


def _timed(item: Announcement, lower: datetime, network_zone: str) -> Span:
    when = item.when
    upper = when.upper if when.end_known else None
    name = _zone_name(item, lower, network_zone)
    zone = zone_of(name)
    starts = lower.astimezone(zone)
    ends = upper.astimezone(zone) if upper is not None else None
    # An hour that the clock shows twice means the first (3.3.5); the second can only be said in UTC.
    if not is_named(name) or starts.fold or (ends is not None and ends.fold):
        lines = [f"DTSTART:{utc(lower)}", *([f"DTEND:{utc(upper)}"] if upper is not None else [])]
        return Span(tuple(lines), True, True, "", "", (starts.year, starts.year))
    lines = [f"DTSTART;TZID={name}:{local(starts)}"]
    if ends is not None:
        lines.append(f"DTEND;TZID={name}:{local(ends)}")
    return Span(tuple(lines), True, True, "", name, (starts.year, (ends or starts).year))


def _zone_name(item: Announcement, lower: datetime, network_zone: str) -> str:
    """The zone to write hours in, also where the words gave an offset only, as in "14:00 (GMT+9)"."""
    if is_named(item.zone):
        return item.zone
    theirs, ours = (lower.astimezone(zone_of(name)).utcoffset() for name in (item.zone, network_zone))
    return network_zone if theirs == ours else item.zone


def _zones(spans: Sequence[Span]) -> dict[str, tuple[int, int]]:
    """The zones that hours are written in, with the first and last year of each."""
    zones: dict[str, tuple[int, int]] = {}
    for span in spans:
        if span.zone:
            first, last = zones.get(span.zone, span.years)
            zones[span.zone] = (min(first, span.years[0]), max(last, span.years[1]))
    return zones
