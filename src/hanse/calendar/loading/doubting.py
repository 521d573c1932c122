"""What can be loaded but is hardly meant; it is said, and loaded all the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hanse.calendar.choices import Status
from hanse.calendar.clocks import clock_of, example_of, is_open
from hanse.calendar.doubts import is_of_another_year, is_on_another_day
from hanse.calendar.loading.faults import Fault
from hanse.calendar.loading.wanted import Item, Wanted, read_when
from hanse.engines.when import Precision, When
from hanse.members.geography import country_name


def doubts_of(wanted: Wanted, today: date) -> Iterator[Fault]:
    """Each doubtful day of the files with its place. `today` is the present day."""
    dates: dict[str, When] = {}
    for slug, item in wanted.of("activity"):
        written = item.payload["when"]
        clock = clock_of(item.payload, year=wanted.year, network=wanted.zone)
        dates[slug] = when = read_when(written, wanted.year, clock.zone)
        yield from _open_clock(wanted, slug, item, when)
        if when.precision is Precision.UNKNOWN and item.payload["status"] in (Status.POSTPONED, Status.CANCELLED):
            says = f"It is {item.payload['status']} without the date that it had, so no calendar can show that. Write that date."
            yield Fault(item.file, item.line, "when", says)
        if is_of_another_year(when, wanted.year):
            says = f"“{written}” lies outside {wanted.year}. Correct it, or leave it if it is meant."
            yield Fault(item.file, item.line, "when", says)
    for slug, item in wanted.of("sessions"):
        if slug in dates:
            zone = wanted.items["activity", slug].payload["zone"] or dates[slug].zone
            yield from _sessions(item, dates[slug], zone)
    yield from _statuses(wanted, today)


def _open_clock(wanted: Wanted, slug: str, item: Item, when: When) -> Iterator[Fault]:
    """Hours in a place that has several clocks, or in no country: they are read on the network's."""
    place = {**item.payload, "sessions": ("sessions", slug) in wanted.items}
    if not is_open(place, when, year=wanted.year, network=wanted.zone):
        return
    country = item.payload["country"]
    lies = f"There are several time zones in {country_name(country)}" if country else "No country is named"
    says = f"Which clock? {lies}, so the hours are read on the network's, {wanted.zone}. Write the zone of the place"
    yield Fault(item.file, item.line, "zone", f"{says}, such as {example_of(country, wanted.year)}.")


def _sessions(item: Item, when: When, zone: str) -> Iterator[Fault]:
    for line, row in zip(item.lines, item.payload["rows"], strict=True):
        begins, ends = is_on_another_day(when, row["starts"], row["ends"], zone)
        if begins:
            says = f"The session is on {row['starts'][:10]}, its activity “{when.text}”. Correct one of them."
            yield Fault(item.file, line, "starts", says)
        elif ends:
            says = f"The session goes on until {row['ends'][:10]}, its activity is “{when.text}”. Correct one of them."
            yield Fault(item.file, line, "ends", says)


def _statuses(wanted: Wanted, today: date) -> Iterator[Fault]:
    for _, item in wanted.of("statuses"):
        before = ""
        for line, row in zip(item.lines, item.payload["rows"], strict=True):
            if row["on"] > today.isoformat():
                yield Fault(item.file, line, "on", f"{row['on']} has not come yet. Correct it.")
            elif row["on"] < before:
                says = f"The step of {row['on']} stands after that of {before}. Put them in their order."
                yield Fault(item.file, line, "on", says)
            before = row["on"]
