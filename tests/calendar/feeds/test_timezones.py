"""VTIMEZONE against the machine's own zones, read by two libraries."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from dateutil.tz import tzical

from hanse.calendar.feeds.lines import document
from hanse.calendar.feeds.timezones import is_named, vtimezone

# Without summer time; with; in the south; by half and quarter hours; negative summer time; changed the law in 2023 or
# suspends summer time for Ramadan; moved across the date line in 2011.
ZONES = (
    "Asia/Seoul", "Europe/Paris", "America/New_York", "Pacific/Auckland", "America/Sao_Paulo", "Asia/Kathmandu",
    "Australia/Lord_Howe", "Europe/Dublin", "Africa/Cairo", "Africa/Casablanca", "Asia/Gaza", "America/Nuuk",
)  # fmt: skip


def _calendar(zone: str, first: int, last: int) -> bytes:
    return document(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", *vtimezone(zone, first, last), "END:VCALENDAR"])


def _every_six_hours(first: int, last: int) -> list[datetime]:
    start = datetime(first, 1, 1, tzinfo=UTC)
    return [start + timedelta(hours=6 * n) for n in range((last - first + 1) * 365 * 4)]


@pytest.mark.parametrize("zone", ZONES)
def test_icalendar_reads_the_same_offsets(zone: str) -> None:
    calendar: Any = icalendar.Calendar.from_ical(_calendar(zone, 2023, 2024))
    read = calendar.walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
    for instant in _every_six_hours(2023, 2024):
        expected = instant.astimezone(ZoneInfo(zone))
        assert expected.replace(tzinfo=read).utcoffset() == expected.utcoffset(), instant


@pytest.mark.parametrize("zone", ZONES)
def test_dateutil_reads_the_same_offsets(zone: str) -> None:
    read = tzical(io.StringIO(_calendar(zone, 2023, 2023).decode())).get()
    changes = 0
    for instant in _every_six_hours(2023, 2023):
        expected = instant.astimezone(ZoneInfo(zone))
        if expected.replace(tzinfo=read).utcoffset() != expected.utcoffset():
            changes += 1
    # dateutil reads the hour that a clock shows twice as the second one; four instants at most can fall into it.
    assert changes <= 4


def test_a_zone_without_summer_time_needs_one_observance() -> None:
    assert sum(line.startswith("BEGIN:") for line in vtimezone("Asia/Seoul", 2023, 2030)) == 2


def test_the_change_is_named_by_the_clock_that_it_ends() -> None:
    lines = vtimezone("Europe/Paris", 2023, 2023)
    assert "DTSTART:20230326T020000" in lines
    assert "DTSTART:20231029T030000" in lines


def test_years_to_come_are_further_dates_of_the_same_observance() -> None:
    assert "RDATE:20240331T020000,20250330T020000" in vtimezone("Europe/Paris", 2023, 2025)


@pytest.mark.parametrize("zone", ["UTC", "Etc/UTC", "+09:00", "-03:30"])
def test_offsets_and_utc_are_no_zones(zone: str) -> None:
    assert not is_named(zone)
