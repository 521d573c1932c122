"""What a device at the door sends, read with suspicion: whatever is wrong with one act, the others count."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from hanse.calendar.registration.forms.day import GuestForm
from hanse.calendar.registration.operations.checking_in import Scan
from hanse.calendar.registration.operations.syncing import Act
from hanse.calendar.registration.passes.tokens import LONGEST

MOST_ACTS = 100
LONGEST_BODY = 512 * 1024  # octets


class Unreadable(Exception):
    """Not what a device of ours sends."""


@dataclass(frozen=True, slots=True)
class Misread:
    """An act that could not be read, with what is wrong where the helper can mend it."""

    key: UUID
    says: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """All that came in one go."""

    acts: tuple[Act | Misread, ...]
    mark: datetime | None


def read_sent(body: bytes, *, now: datetime, language: str) -> Sent:
    """Read what a device sent; raises `Unreadable` where nothing of it can be."""
    if len(body) > LONGEST_BODY:
        raise Unreadable
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as fault:
        raise Unreadable from fault
    acts = data.get("acts") if isinstance(data, dict) else None
    if not isinstance(acts, list) or len(acts) > MOST_ACTS:
        raise Unreadable
    sent_at = _instant(data.get("sent_at")) or now
    read = tuple(_act(one, sent_at=sent_at, now=now, language=language) for one in acts if _uuid(_part(one, "key")))
    return Sent(read, _instant(data.get("mark")))


def _act(one: dict[str, Any], *, sent_at: datetime, now: datetime, language: str) -> Act | Misread:
    key = _uuid(one["key"])
    if key is None:
        raise Unreadable  # looked at before
    ticket, word = _text(one, "ticket", LONGEST), _text(one, "word", 300)
    scan = Scan(
        key=key,
        at=_instant(one.get("at")) or sent_at,
        sent_at=sent_at,
        ticket=ticket,
        uid=_uuid(one.get("uid")),
        word=word,
    )
    match one.get("do"):
        case "undo" if (undone := _uuid(one.get("of"))) is not None:
            return Act(scan=scan, undoes=undone)
        case "guest":
            form = GuestForm({name: _text(one, name, 1000) for name in GuestForm.base_fields})
            return Act(scan=scan, guest=form.guest(language)) if form.is_valid() else Misread(key, _faults(form))
        case "let-in" if scan.ticket or scan.uid:
            return Act(scan=scan)
    return Misread(key)


def _faults(form: GuestForm) -> str:
    """What is wrong with a guest, field by field, as the form itself would say it."""
    return " ".join(f"{form.fields[name].label}: {' '.join(map(str, says))}" for name, says in form.errors.items())


def _part(one: Any, name: str) -> Any:
    return one.get(name) if isinstance(one, dict) else None


def _text(one: dict[str, Any], name: str, longest: int) -> str:
    value = one.get(name)
    if not isinstance(value, str):
        return ""
    # Half letters, as a phone sends them that cut an emoji in two, cannot be written by any database.
    return value.replace("\x00", "").encode("utf-8", "ignore").decode()[:longest]


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _instant(value: Any) -> datetime | None:
    """An aware instant that a database can hold; a clock that was never set says 1970, and is believed to say so."""
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        found = datetime.fromisoformat(value)
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found if 1900 < found.year < 9000 else None
