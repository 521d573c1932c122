"""Reading the record."""

from datetime import datetime

from django.db.models import Max, QuerySet

from hanse.audit.models import Entry


def history(kind: str, key: str, limit: int = 50) -> QuerySet[Entry]:
    """The latest acts on one thing, newest first."""
    return Entry.objects.filter(kind=kind, key=key)[:limit]


def newest_at() -> datetime | None:
    """When anybody last did anything: nothing in the database has changed since."""
    newest: datetime | None = Entry.objects.aggregate(at=Max("at"))["at"]
    return newest


def acts_since(kind: str, key: str, moment: datetime) -> list[Entry]:
    """All acts on one thing after a moment, oldest first."""
    return list(Entry.objects.filter(kind=kind, key=key, at__gt=moment).order_by("at", "id"))


def latest(kinds: list[str], limit: int) -> list[Entry]:
    """The newest acts on some kinds of things."""
    return list(Entry.objects.filter(kind__in=kinds)[:limit])
