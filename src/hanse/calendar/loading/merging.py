"""Three accounts of a thing, the last load's, the database's, the files', made into one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Payload = dict[str, Any]
Prefer = Literal["", "files", "browser"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that the files and the browser changed, each in its own way."""

    field: str
    before: Any
    browser: Any
    files: Any


@dataclass(slots=True)
class Merged:
    """The outcome for one thing: its final form, what changes, what the browser keeps, what is in dispute."""

    final: Payload
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def merge(base: Payload | None, ours: Payload, theirs: Payload, prefer: Prefer = "") -> Merged:
    """Merge field by field.

    `base` is what the files said at the last load (`None`: never loaded), `ours` the database, `theirs` the
    files now. A field changed on one side only takes that side; changed on both to different values it is a
    conflict, unless `prefer` says which side wins. Without a base every difference counts as changed on both, but
    what is empty here is filled: nothing is lost by it.
    """
    merged = Merged(dict(ours))
    for name in [*theirs, *(n for n in ours if n not in theirs)]:
        mine, new = ours.get(name, ""), theirs.get(name, "")
        if mine == new:
            continue
        old = base.get(name, "") if base is not None else None
        if base is not None and _filled(new) == _filled(old):
            merged.kept.append(name)
        elif prefer == "files" or (mine == "" if base is None else _filled(mine) == _filled(old)):
            merged.changes[name] = (mine, new)
            merged.final[name] = new
        elif prefer == "browser":
            merged.kept.append(name)
        else:
            merged.conflicts.append(Conflict(name, old, mine, new))
    return merged


def _filled(value: Any) -> Any:
    """Rows without their empty columns: those of an earlier version had fewer columns, and meant the same."""
    if not isinstance(value, list):
        return value
    return [{name: text for name, text in row.items() if text} if isinstance(row, dict) else row for row in value]
