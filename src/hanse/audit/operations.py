"""Writing the record of an act, inside the transaction of the act itself."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from hanse.audit.actor import Actor, By
from hanse.audit.models import Entry


def record(
    *,
    at: datetime,
    by: By,
    verb: str,
    kind: str,
    key: str,
    label: str,
    changes: Mapping[str, Any] | None = None,
    note: str = "",
    subject: int | None = None,
    personal: Collection[str] = (),
) -> Entry:
    """Write one entry; `changes` maps a field to `[before, after]`, both as JSON can hold them.

    `subject` is the account of the person whom the act is about, and `personal` names the parts that are personal to
    that person and can be erased later: fields of `changes`, and "label" and "note" for those texts.
    """
    actor = Actor.of(by)
    return Entry.objects.create(
        at=at,
        by=actor.name[:254],
        person=actor.person,
        acted_for=actor.acted_for,
        verb=verb,
        kind=kind,
        key=key,
        label=label[:300],
        changes=dict(changes or {}),
        note=note,
    )


def record_many(entries: list[Entry]) -> None:
    """Write many entries at once; a load of 5,000 activities must not be 5,000 statements."""
    Entry.objects.bulk_create(entries, batch_size=500)
