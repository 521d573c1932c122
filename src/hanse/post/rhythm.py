"""When digests go: at seven in the morning where the person is, every day or every Monday."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hanse.post.choices import Rhythm

HOUR = time(7)
MONDAY = 0


def digest_after(rhythm: str, zone: str, moment: datetime) -> datetime | None:
    """The next digest after a moment, or nothing for those who want everything at once."""
    if rhythm == Rhythm.AT_ONCE:
        return None
    place = ZoneInfo(zone or "UTC")
    day = moment.astimezone(place).date()
    while True:
        at = datetime.combine(day, HOUR, place).astimezone(UTC)
        if at > moment and (rhythm == Rhythm.DAILY or day.weekday() == MONDAY):
            return at
        day += timedelta(days=1)
