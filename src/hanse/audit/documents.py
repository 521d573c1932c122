"""What of an entry the chain covers."""

from __future__ import annotations

from typing import Any

from hanse.audit.canonical import instant
from hanse.audit.models import Entry


def document(entry: Entry) -> dict[str, Any]:
    """An entry as its digest covers it: what is personal as commitments, what is empty left out.

    Leaving out what is empty lets a later release add a field without changing the digests of before.
    """
    fields = {
        "id": entry.pk,
        "at": instant(entry.at),
        "by": entry.by,
        "person": entry.person,
        "acted_for": entry.acted_for,
        "verb": entry.verb,
        "kind": entry.kind,
        "key": entry.key,
        "label": entry.label,
        "changes": entry.changes,
        "note": entry.note,
        "subject": entry.subject,
        "commitments": entry.commitments,
    }
    return {name: value for name, value in fields.items() if value not in ("", None, {})}
