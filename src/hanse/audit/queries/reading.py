"""Reading the record: entries with their personal parts put back, or said to be erased."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext

from hanse.audit.models import Entry, Secret

FIELD = "changes."


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An entry as people may read it. `erased` names the parts whose values are gone; they say so in words."""

    id: int
    at: datetime
    by: str
    person: int | None
    acted_for: str
    verb: str
    kind: str
    key: str
    label: str
    changes: Mapping[str, Any]
    note: str
    subject: int | None
    personal: frozenset[str] = frozenset()
    erased: frozenset[str] = frozenset()

    @property
    def pairs(self) -> list[tuple[str, Any, Any]]:
        """The fields that the act changed, with what they were and what they became; what else stands there is no pair."""
        found = [(name, pair) for name, pair in self.changes.items() if isinstance(pair, list) and len(pair) == 2]
        return [(name, *pair) for name, pair in found]


@dataclass(frozen=True, slots=True)
class Changed:
    """One field, before and after, as a reader would call them."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A record in words: when, by whom, for whom, what, on what, what it changed, and what was noted."""

    at: datetime
    by: str
    verb: str
    changes: tuple[Changed, ...] = ()
    acted_for: str = ""
    label: str = ""
    note: str = ""


def records(entries: Iterable[Entry]) -> list[Record]:
    """Entries with their personal parts, in one query more whatever their number."""
    listed = list(entries)
    found: dict[int, dict[str, Any]] = {}
    for entry, part, value in Secret.objects.filter(entry__in=listed).values_list("entry_id", "part", "value"):
        found.setdefault(entry, {})[part] = json.loads(value)
    return [_record(entry, found.get(entry.pk, {})) for entry in listed]


def _record(entry: Entry, known: Mapping[str, Any]) -> Record:
    gone = gettext("(erased)")
    hidden = {part: known.get(part, gone) for part in entry.commitments}
    fields = {part.removeprefix(FIELD): value for part, value in hidden.items() if part.startswith(FIELD)}
    erased = frozenset(entry.commitments) - known.keys()
    fields |= {part.removeprefix(FIELD): [gone, gone] for part in erased if part.startswith(FIELD)}
    return Record(
        id=entry.pk,
        at=entry.at,
        by=hidden.get("by", entry.by),
        person=entry.person,
        acted_for=entry.acted_for,
        verb=entry.verb,
        kind=entry.kind,
        key=entry.key,
        label=hidden.get("label", entry.label),
        changes={**entry.changes, **fields},
        note=hidden.get("note", entry.note),
        subject=entry.subject,
        personal=frozenset(entry.commitments),
        erased=erased,
    )


def history(kind: str, key: str, limit: int = 50) -> list[Record]:
    """The latest acts on one thing, newest first."""
    return records(Entry.objects.filter(kind=kind, key=key)[:limit])


def newest_at() -> datetime | None:
    """When anybody last did anything: nothing in the database has changed since."""
    newest: datetime | None = Entry.objects.aggregate(at=Max("at"))["at"]
    return newest


def newest_act() -> str:
    """A name for the newest act: by it the database that holds it is known again. Empty where nobody has done anything."""
    newest = Entry.objects.order_by("-id").values_list("id", "at").first()
    return f"{newest[0]}@{newest[1].isoformat()}" if newest else ""


def has_act(name: str) -> bool:
    """Whether this database holds the act that `newest_act` named, so that it is the same one, and no older."""
    number, _, at = name.partition("@")
    try:
        return number.isdecimal() and Entry.objects.filter(id=int(number), at=datetime.fromisoformat(at)).exists()
    except (ValueError, OverflowError):
        return False


def acts_since(kind: str, key: str, moment: datetime) -> list[Record]:
    """All acts on one thing after a moment, oldest first."""
    return records(Entry.objects.filter(kind=kind, key=key, at__gt=moment).order_by("at", "id"))


def latest(kinds: list[str], limit: int) -> list[Record]:
    """The newest acts on some kinds of things."""
    return records(Entry.objects.filter(kind__in=kinds)[:limit])
