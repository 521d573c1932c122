"""Finding acts: by who, for whom, on what, when, and by words; page by page without counting."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from hanse.audit.models import Entry, Secret
from hanse.audit.queries.reading import Record, records

BATCH = 500


class BadPlace(ValueError):
    """A text that names no place in the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for; what is empty does not narrow. `until_at` is the first moment that is too late."""

    text: str = ""
    by: str = ""
    person: int | None = None
    subject: int | None = None
    acted_for: str = ""
    kind: str = ""
    key: str = ""
    verbs: tuple[str, ...] = ()
    since_at: datetime | None = None
    until_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One page of acts, newest first; `older` names the place where the next one begins, empty at the end."""

    records: tuple[Record, ...]
    older: str


def find(search: Search, within: Q | None = None, *, in_notes: bool = True) -> QuerySet[Entry]:
    """The acts that a search means, of those that the reader may see (`within`); notes only for whom they are shown."""
    exact = {
        "person": search.person,
        "subject": search.subject,
        "acted_for": search.acted_for,
        "kind": search.kind,
        "key": search.key,
        "verb__in": search.verbs,
        "at__gte": search.since_at,
        "at__lt": search.until_at,
    }
    found = Entry.objects.filter(
        within or Q(), **{name: value for name, value in exact.items() if value not in ("", None, ())}
    )
    if search.by:
        found = found.filter(Q(by__icontains=search.by) | _secretly(search.by, part="by"))
    for word in search.text.split():
        found = found.annotate(told=Cast("changes", TextField())).filter(
            Q(label__icontains=word)
            | Q(key__icontains=word)
            | Q(by__icontains=word)
            | Q(told__icontains=_inside_json(word))
            | (Q(note__icontains=word) | _secretly(word) if in_notes else _secretly(word, leaving_out="note"))
        )
    return found


def page_of(found: QuerySet[Entry], *, before: str = "", size: int = 50) -> Found:
    """The newest acts, or those before a place; raises `BadPlace`. No page is counted: the record grows for ever."""
    if before:
        at, number = _place(before)
        found = found.filter(Q(at__lt=at) | Q(at=at, pk__lt=number))
    entries = list(found.order_by("-at", "-pk")[: size + 1])
    shown = entries[:size]
    older = f"{shown[-1].at.isoformat()}~{shown[-1].pk}" if len(entries) > size else ""
    return Found(tuple(records(shown)), older)


def all_of(found: QuerySet[Entry]) -> Iterator[Record]:
    """Every act that was found, newest first, in constant memory."""
    before = ""
    while True:
        page = page_of(found, before=before, size=BATCH)
        yield from page.records
        before = page.older
        if not before:
            return


def vocabulary(within: Q | None = None) -> tuple[list[str], list[str]]:
    """The kinds of things and the verbs that occur."""
    pairs = set(Entry.objects.filter(within or Q()).order_by().values_list("kind", "verb").distinct())
    return sorted({kind for kind, _ in pairs}), sorted({verb for _, verb in pairs})


def _secretly(words: str, *, part: str = "", leaving_out: str = "") -> Exists:
    """Acts with a personal part that holds some words: any part, one part, or any but one."""
    parts = Secret.objects.filter(entry=OuterRef("pk"), value__icontains=_inside_json(words))
    return Exists(parts.filter(part=part) if part else parts.exclude(part=leaving_out))


def _inside_json(words: str) -> str:
    """Words as they stand within a JSON text: quotes and backslashes have a backslash before them."""
    return json.dumps(words, ensure_ascii=False)[1:-1]


def _place(text: str) -> tuple[datetime, int]:
    moment, _, number = text.partition("~")
    try:
        at, key = datetime.fromisoformat(moment), int(number)
    except ValueError:
        raise BadPlace(text) from None
    if at.tzinfo is None or not 0 < key < 2**63:
        raise BadPlace(text)
    return at, key
