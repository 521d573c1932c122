"""Other people's programs, reading what we write."""

import warnings
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import icalendar

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # vobject and ics use what later versions of Python deprecate
    import ics
    import vobject


@dataclass(frozen=True)
class Seen:
    """An event as one of them understood it."""

    uid: str
    summary: str
    description: str
    location: str
    status: str
    start: date | datetime
    end: date | datetime | None


def with_icalendar(body: bytes) -> list[Seen]:
    """The library `icalendar`."""
    calendar: Any = icalendar.Calendar.from_ical(body)
    assert not calendar.errors
    events = calendar.walk("VEVENT")
    for event in events:
        assert not event.errors, event.errors
    return [
        Seen(
            str(event["UID"]),
            str(event["SUMMARY"]),
            str(event["DESCRIPTION"]),
            str(event.get("LOCATION", "")),
            str(event["STATUS"]),
            event["DTSTART"].dt,
            event["DTEND"].dt if "DTEND" in event else None,
        )
        for event in events
    ]


def with_vobject(body: bytes) -> list[Seen]:
    """The library `vobject`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        calendar = vobject.readOne(body.decode())
        return [
            Seen(
                event.uid.value,
                event.summary.value,
                event.description.value,
                event.location.value if hasattr(event, "location") else "",
                event.status.value,
                event.dtstart.value,
                event.dtend.value if hasattr(event, "dtend") else None,
            )
            for event in calendar.contents.get("vevent", [])
        ]


def with_ics(body: bytes) -> Any:
    """The library `ics`, the strictest about grammar."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ics.Calendar(body.decode())


def unfolded(body: bytes) -> list[str]:
    """Content lines, as RFC 5545 (3.1) says to put them together again."""
    return body.decode().replace("\r\n ", "").replace("\r\n\t", "").split("\r\n")[:-1]


def events(body: bytes) -> list[dict[str, str]]:
    """Every VEVENT as name (with its parameters) to value, as it stands."""
    found: list[dict[str, str]] = []
    inside = False
    for line in unfolded(body):
        if line == "BEGIN:VEVENT":
            inside = True
            found.append({})
        elif line == "END:VEVENT":
            inside = False
        elif inside:
            name, _, value = line.partition(":")
            assert name not in found[-1] or name == "CONTACT", f"{name} stands twice in one event"
            found[-1][name] = value
    return found
