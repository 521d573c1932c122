"""Writing the record of an act, inside the transaction of the act itself."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hanse.audit.models import Entry


def record(
    *,
    at: datetime,
    by: str,
    verb: str,
    kind: str,
    key: str,
    label: str,
    changes: Mapping[str, Any] | None = None,
    note: str = "",
) -> Entry:
    """Write one entry; `changes` maps a field to `[before, after]`, both as JSON can hold them."""
    return Entry.objects.create(
        at=at, by=by, verb=verb, kind=kind, key=key, label=label[:300], changes=dict(changes or {}), note=note
    )


def record_many(entries: list[Entry]) -> None:
    """Write many entries at once; a load of 5,000 activities must not be 5,000 statements."""
    Entry.objects.bulk_create(entries, batch_size=500)
