"""What feeds say of an activity, made without a database."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import UUID

from hanse.calendar.feeds.facts import Announcement, Channel
from hanse.engines.when import parse

_numbers = count(1)
WRITTEN_AT = datetime(2023, 1, 9, 9, tzinfo=UTC)
CHANGED_AT = datetime(2023, 2, 1, 12, 30, tzinfo=UTC)


def make_announcement(when: str = "Mar 13-17", *, zone: str = "Asia/Seoul", **fields: Any) -> Announcement:
    """A confirmed public activity in Seoul unless told otherwise."""
    number = next(_numbers)
    plain = Announcement(
        uid=str(UUID(int=number, version=4)),
        slug=f"activity-{number}",
        year=2023,
        title=f"Activity {number}",
        summary="",
        when=parse(when, 2023, zone),
        zone=zone,
        length_days=None,
        status="confirmed",
        mode="in-person",
        venue="",
        hall="",
        city="Seoul",
        country="KR",
        region="east-asia",
        latitude=None,
        longitude=None,
        audience="public",
        audience_note="",
        area_key="networking",
        area="Networking & knowledge",
        programme_slug="",
        programme="",
        networks=(),
        bodies=(),
        desks=(),
        parent=None,
        created_at=WRITTEN_AT,
        modified_at=CHANGED_AT,
        published_at=WRITTEN_AT,
        sequence=0,
    )
    return replace(plain, **fields)


def make_channel(**fields: Any) -> Channel:
    """The whole of an example network's year, in English."""
    plain = Channel(
        identity="tag:example.org,2023:calendar",
        title="Example 2023",
        subtitle="Example Network of Cities",
        author="Example Network of Cities",
        zone="Asia/Seoul",
        page="https://year.example.org/2023/list/",
        source="https://year.example.org/2023/calendar.ics",
        colour="midnightblue",
        language="en",
        year=2023,
        changed_at=CHANGED_AT,
    )
    return replace(plain, **fields)
