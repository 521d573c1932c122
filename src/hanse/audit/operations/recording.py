"""Writing the record of an act, inside the transaction of the act itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec

from django.db import transaction

from hanse.audit.actor import Actor, By
from hanse.audit.canonical import canonical, committed, fresh_salt, normal
from hanse.audit.models import Entry, Secret

P = ParamSpec("P")
BATCH = 500


@dataclass(frozen=True, slots=True)
class Act:
    """An entry that is not written yet, with its personal parts."""

    entry: Entry
    secrets: tuple[Secret, ...]


def compose(
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
) -> Act:
    """An entry that is not written yet; `changes` maps a field to `[before, after]`, both as JSON can hold them.

    `subject` is the account of the person whom the act is about, and `personal` names the parts that are personal to
    that person and can be erased later: fields of `changes`, and "label" and "note" for those texts; what is not there
    this time may be named, too. Who acted is personal by itself wherever it is a person. The key never is: make it of
    what says nothing, such as a number or a UUID. Raises `NotCanonical` for what JSON cannot hold.
    """
    actor = Actor.of(by)
    texts = {"by": normal(actor.name)[:254], "label": normal(label)[:300], "note": normal(note)}
    fields = normal(dict(changes or {}))
    signed = ["by"] if actor.person is not None or "@" in texts["by"] else []
    hidden: dict[str, Any] = {name: texts[name] for name in (*signed, "label", "note") if name in (*signed, *personal)}
    hidden |= {f"changes.{name}": fields.pop(name) for name in personal if name in fields}
    entry = Entry(
        at=at,
        person=actor.person,
        acted_for=actor.acted_for,
        verb=verb,
        kind=kind,
        key=normal(key),
        changes=fields,
        subject=subject,
        **{name: "" if name in hidden else text for name, text in texts.items()},
    )
    secrets = tuple(
        Secret(
            entry=entry,
            part=part,
            owner=actor.person if part == "by" else subject,
            salt=fresh_salt(),
            value=canonical(value).decode(),
        )
        for part, value in hidden.items()
        if value != ""
    )
    entry.commitments = {s.part: committed(bytes(s.salt), hidden[s.part]) for s in secrets}
    return Act(entry, secrets)


def _writing(composing: Callable[P, Act]) -> Callable[P, Entry]:
    @transaction.atomic
    @wraps(composing)
    def write(*args: P.args, **kwargs: P.kwargs) -> Entry:
        act = composing(*args, **kwargs)
        act.entry.save(force_insert=True)
        Secret.objects.bulk_create(act.secrets)
        return act.entry

    return write


# Writes one entry: takes what `compose` takes, so that the two cannot come to differ.
record = _writing(compose)


@transaction.atomic
def record_many(acts: Sequence[Act | Entry]) -> None:
    """Write many at once; a load of 5,000 activities must not be 5,000 statements."""
    composed = [one if isinstance(one, Act) else _of_plain(one) for one in acts]
    Entry.objects.bulk_create([act.entry for act in composed], batch_size=BATCH)
    Secret.objects.bulk_create([secret for act in composed for secret in act.secrets], batch_size=BATCH)


def _of_plain(entry: Entry) -> Act:
    """An entry that a caller has filled with plain words."""
    return compose(
        at=entry.at,
        by=Actor(entry.by, entry.person, entry.acted_for),
        verb=entry.verb,
        kind=entry.kind,
        key=entry.key,
        label=entry.label,
        changes=entry.changes,
        note=entry.note,
        subject=entry.subject,
    )
