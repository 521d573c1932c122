"""iCalendar of 200 and of 5,000 activities: CPU when nothing is known yet, when nothing has changed, and queries.

The whole application answers, middleware included, as it would for a calendar program: `python -m benchmarks.feeds`.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from time import process_time
from typing import Any

import icalendar
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks import fresh_database
from benchmarks.reporting import figure, report
from benchmarks.world import make_world
from hanse.calendar.feeds import ical
from hanse.calendar.feeds.facts import Channel
from hanse.calendar.queries import feeds as queries_of_feeds
from hanse.calendar.queries.visible import visible_activities
from hanse.ui.addresses import Addresses

RUNS = 5
QUICK_RUNS = 25  # what takes a millisecond is measured more often
# Activities and organisations, with the most CPU milliseconds that the issue allows cold and not modified.
SIZES = ((200, 100, 40.0, 2.0), (5000, 3000, 700.0, None))


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes
    milliseconds: float


def ask(application: WSGIHandler, path: str, **headers: str) -> Answer:
    """One request through the whole application, with the CPU that it took."""
    got: dict[str, Any] = {}

    def start(status: str, fields: list[tuple[str, str]], _fault: Any = None) -> Callable[[bytes], object]:
        got.update(status=int(status.split()[0]), headers=dict(fields))
        return lambda _: None

    address, _, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
        **headers,
    }
    begun = process_time()
    result = application(environ, start)
    body = b"".join(result)
    result.close()
    return Answer(got["status"], got["headers"], body, (process_time() - begun) * 1000)


def measure(activities: int, organisations: int, cold: float, unmodified: float | None) -> Iterator[dict[str, Any]]:
    """All figures of one size."""
    fresh_database()
    make_world(activities, organisations)
    application = WSGIHandler()
    name = f"feeds/ical-{activities}"
    full = [ask(application, "/2023/calendar.ics") for _ in range(RUNS)]
    _must(all(answer.status == 200 for answer in full), "The feed was not answered with 200.")
    yield figure(f"{name}-first", full[0].milliseconds, "ms CPU", None)
    yield figure(f"{name}-cold", median(answer.milliseconds for answer in full), "ms CPU", cold)
    packed = [ask(application, "/2023/calendar.ics", HTTP_ACCEPT_ENCODING="gzip") for _ in range(RUNS)]
    yield figure(f"{name}-cold-gzip", median(answer.milliseconds for answer in packed), "ms CPU", cold)
    yield figure(f"{name}-size", len(full[0].body) / 1024, "KiB", None)
    yield figure(f"{name}-size-gzip", len(packed[0].body) / 1024, "KiB", None)
    tag = full[0].headers["ETag"]
    same = [ask(application, "/2023/calendar.ics", HTTP_IF_NONE_MATCH=tag) for _ in range(QUICK_RUNS)]
    _must(all(answer.status == 304 for answer in same), "Nothing had changed, but the answer was not 304.")
    yield figure(f"{name}-not-modified", median(answer.milliseconds for answer in same), "ms CPU", unmodified)
    with CaptureQueriesContext(connection) as queries:
        ask(application, "/2023/calendar.ics")
    yield figure(f"{name}-queries", len(queries), "queries", 14)
    yield from against_library(activities)
    atom = [ask(application, "/2023/calendar.atom") for _ in range(RUNS)]
    yield figure(f"feeds/atom-{activities}", median(answer.milliseconds for answer in atom), "ms CPU", None)
    page = [ask(application, "/api/v1/years/2023/activities?limit=200") for _ in range(RUNS)]
    yield figure(f"feeds/json-{activities}", median(answer.milliseconds for answer in page), "ms CPU", None)


def against_library(activities: int) -> Iterator[dict[str, Any]]:
    """What ADR 0006 rests on: the same lines, written by us and by the library `icalendar`, without the queries."""
    now = timezone.now()
    seen = queries_of_feeds.in_order(visible_activities(now=now, secretariat=False))
    items = queries_of_feeds.announcements(queries_of_feeds.dated(seen, all_year=False), now=now, language="en")
    channel = Channel("", "", "", "", "Asia/Seoul", "", "", "olive", "en", 2023, now)
    ours, theirs = [], []
    for _ in range(RUNS):
        begun = process_time()
        body = ical.calendar(channel, items, addresses=Addresses("https://year.example.org"))
        ours.append((process_time() - begun) * 1000)
        read: Any = icalendar.Calendar.from_ical(body)
        begun = process_time()
        again = _copied(read)
        theirs.append((process_time() - begun) * 1000)
        _must(len(again) > len(body) // 2, "The library wrote something else.")
    yield figure(f"feeds/writing-{activities}", median(ours), "ms CPU", None)
    yield figure(f"feeds/writing-{activities}-by-icalendar", median(theirs), "ms CPU", None)


def _copied(read: Any) -> bytes:
    """The same calendar, put together anew from plain values as a program would that uses the library."""
    calendar: Any = icalendar.Calendar()
    for name, value in read.property_items(recursive=False):
        if name not in ("BEGIN", "END"):
            calendar.add(name, value)
    for zone in read.walk("VTIMEZONE"):
        calendar.add_component(zone)
    for event in read.walk("VEVENT"):
        copy = icalendar.Event()
        for name, value in event.property_items(recursive=False):
            if name not in ("BEGIN", "END"):
                copy.add(name, getattr(value, "dt", value))
        calendar.add_component(copy)
    written: bytes = calendar.to_ical()
    return written


def _must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise SystemExit(otherwise)


def main() -> int:
    """Print all figures; 1 when one is beyond its limit."""
    return report(line for size in SIZES for line in measure(*size))


if __name__ == "__main__":
    sys.exit(main())
