"""What can be loaded but is hardly meant; it is said, and loaded all the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hanse.calendar.doubts import is_of_another_year, is_on_another_day
from hanse.calendar.loading.faults import Fault
from hanse.calendar.loading.wanted import Wanted, read_when
from hanse.engines.when import When


def doubts_of(wanted: Wanted, today: date) -> Iterator[Fault]:
    """Each doubtful day of the files with its place. `today` is the present day."""
    dates: dict[str, When] = {}
    for slug, item in wanted.of("activity"):
        written = item.payload["when"]
        dates[slug] = when = read_when(written, wanted.year, item.payload["zone"] or wanted.zone)
        if is_of_another_year(when, wanted.year):
            says = f"“{written}” lies outside {wanted.year}. Correct it, or leave it if it is meant."
            yield Fault(item.file, item.line, "when", says)
    for slug, item in wanted.of("sessions"):
        for line, row in zip(item.lines, item.payload["rows"], strict=True):
            if slug in dates and is_on_another_day(dates[slug], date.fromisoformat(row["starts"][:10])):
                says = (
                    f"The session is on {row['starts'][:10]}, its activity “{dates[slug].text}”. Correct one of them."
                )
                yield Fault(item.file, line, "starts", says)
    for _, item in wanted.of("statuses"):
        before = ""
        for line, row in zip(item.lines, item.payload["rows"], strict=True):
            if row["on"] > today.isoformat():
                yield Fault(item.file, line, "on", f"{row['on']} has not come yet. Correct it.")
            elif row["on"] < before:
                says = f"The step of {row['on']} stands after that of {before}. Put them in their order."
                yield Fault(item.file, line, "on", says)
            before = row["on"]
