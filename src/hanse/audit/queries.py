"""Reading the record."""

from django.db.models import QuerySet

from hanse.audit.models import Entry


def history(kind: str, key: str, limit: int = 50) -> QuerySet[Entry]:
    """The latest acts on one thing, newest first."""
    return Entry.objects.filter(kind=kind, key=key)[:limit]
