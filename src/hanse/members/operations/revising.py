"""Bringing a row to what a form says, when nobody else has saved it since."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from hanse.audit.changes import changes_between
from hanse.members.models import Agreement, Expert
from hanse.members.operations.faults import SavedByOthers

Row = TypeVar("Row", Agreement, Expert)


def revise(
    row: Row, values: Mapping[str, Any], *, seen: int, plain: Callable[[Row], Mapping[str, Any]]
) -> dict[str, list[Any]]:
    """Save a locked row with these values, one revision on; what changed, as `plain` puts it for the record.

    Where nothing changed, nothing is saved. Raises `SavedByOthers` when the revision is not the one that was `seen`.
    """
    if row.revision != seen:
        raise SavedByOthers
    before = plain(row)
    for name, value in values.items():
        setattr(row, name, value)
    changes = changes_between(before, plain(row))
    if changes:
        row.revision += 1
        row.save()
    return changes
