"""An activity as one flat map of plain values: what a form shows, what is compared, what the record keeps.

The names are the columns of activities.csv, with `title@ko` for a translation, and one name for each group of rows
that hangs on an activity: `contacts`, `sessions` and so on, `sessions.opening.title@ko` for a session's translation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

Draft = dict[str, Any]
# Columns of activities.csv that an activity keeps as they are, under the same name.
PLAIN = (
    "title",
    "label",
    "summary",
    "description",
    "status",
    "mode",
    "venue",
    "hall",
    "city",
    "country",
    "zone",
    "audience",
    "audience_note",
    "join_link",
    "action_label",
    "action_url",
    "note",
    "source",
)
# What the record notes of a copy, before the address of what it is a copy of.
COPY_OF = "copy of"
GROUPS = ("contacts", "links", "documents", "statuses", "sessions", "speakers")
_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")


def move_years(text: str, years: int) -> str:
    """The years that a name contains, moved along: `Forum 2023` by one is `Forum 2024`."""
    return _YEAR.sub(lambda found: str(int(found[0]) + years), text)


def flat(payloads: Mapping[str, Mapping[str, Any]]) -> Draft:
    """One map from the payloads of an activity by their kind: `activity`, `contacts` …"""
    draft: Draft = dict(payloads["activity"])
    for group in GROUPS:
        payload = payloads.get(group, {})
        draft[group] = list(payload.get("rows", []))
        draft |= {f"{group}.{label}": text for label, text in payload.items() if label != "rows"}
    return draft


def split(draft: Draft) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The activity's own payload, and the payloads of its groups."""
    own: dict[str, Any] = {}
    groups: dict[str, dict[str, Any]] = {}
    for name, value in draft.items():
        group, _, label = name.partition(".")
        if group in GROUPS:
            groups.setdefault(group, {"rows": []})[label or "rows"] = value
        else:
            own[name] = value
    return own, groups


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What changed: name to `[before, after]`. An absent text is an empty one."""
    found = {}
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name, _nothing(name)), new.get(name, _nothing(name))
        if before != after:
            found[name] = [before, after]
    return found


def undo(current: Draft, later: Iterable[Mapping[str, list[Any]]]) -> Draft:
    """What it was before some changes; `later` holds the recorded differences, the oldest first."""
    earlier = dict(current)
    seen: set[str] = set()
    for changes in later:
        for name, (before, _) in changes.items():
            if name not in seen:
                earlier[name] = before
                seen.add(name)
    return earlier


def _nothing(name: str) -> Any:
    return [] if name in GROUPS else ""
