"""Columns that a file does not have: what is kept in them stays as it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

Payload = dict[str, Any]
Row = Mapping[str, Any]


def completed(theirs: Payload, kept: Payload | None, absent: Collection[str], *, translations: bool = False) -> Payload:
    """What a file says of a thing, with what is kept of it in the columns that the file has not got.

    A name such as `secretariat.fax` means a part of a part. `translations` says that there is no file of translations at all. Nothing is kept of what is new.
    """
    if kept is None or not (absent or translations):
        return theirs
    if "rows" in theirs:
        found = {**theirs, "rows": _completed_rows(theirs["rows"], kept.get("rows", []), absent)}
    else:
        found = {**theirs, **{name: kept[name] for name in absent if name in kept}}
        for name in absent:
            group, dot, inner = name.partition(".")
            if dot and inner in kept.get(group, {}):
                found[group] = {**found[group], inner: kept[group][inner]}
    if translations:
        found |= {name: text for name, text in kept.items() if "@" in name and name not in found}
    return found


def _completed_rows(theirs: Sequence[Row], kept: Sequence[Row], absent: Collection[str]) -> list[Payload]:
    """Rows have no names: a row goes on with the kept one that says the same, or else that begins the same."""
    left = list(kept)

    def take(row: Row, names: Collection[str]) -> Row | None:
        match = next((old for old in left if all(old.get(name) == row[name] for name in names)), None)
        if match is not None:
            left.remove(match)
        return match

    found: list[Row | None] = [take(row, [name for name in row if name not in absent]) for row in theirs]
    for place, row in enumerate(theirs):
        first = next((name for name in row if name not in absent), None)
        if found[place] is None and first is not None:
            found[place] = take(row, [first])
    return [
        {**row, **{name: old[name] for name in absent if old is not None and name in old}}
        for row, old in zip(theirs, found, strict=True)
    ]
