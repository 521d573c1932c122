"""The one place where pages ask what time it is; everything below a view gets it as an argument."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The present instant in UTC, or noon of `HANSE_TODAY` where pages are shown as of another day."""
    pretended: date | None = settings.TODAY
    if pretended is not None:
        return datetime.combine(pretended, time(12), UTC)
    return timezone.now()


def today(zone: str) -> date:
    """The present day in an IANA zone."""
    pretended: date | None = settings.TODAY
    return pretended if pretended is not None else timezone.now().astimezone(ZoneInfo(zone)).date()


def is_pretended() -> bool:
    """Whether pages are shown as of a day that an administrator chose."""
    return settings.TODAY is not None


def stamp() -> datetime:
    """The true instant, for the record of an act: caches and histories rely on it, so it is never pretended."""
    return timezone.now()
