"""Keeping the Advisory Board."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction

from hanse.audit.actor import By
from hanse.audit.changes import changes_between
from hanse.audit.operations import record
from hanse.members.models import Expert
from hanse.members.operations.faults import Gone
from hanse.members.operations.revising import revise

PERSONAL = ("name", "bio")  # and their translations, such as "bio@ko"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertFacts:
    """Who an expert is and for how long, as a form has it."""

    name: str
    field: str
    starts_on: date
    ends_on: date | None = None
    bio: str = ""
    region: str = ""
    translations: dict[str, dict[str, str]]
    person: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What an expert agreed to have shown, in which words."""

    name: bool
    bio: bool
    text: str


@transaction.atomic
def appoint_expert(*, facts: ExpertFacts, by: By, now: datetime) -> Expert:
    """Add an expert for a term; nothing is shown before they agree."""
    row = Expert.objects.create(**_values(facts))
    _record(row, "appoint", by, now, {"starts_on": ["", str(row.starts_on)], "ends_on": ["", str(row.ends_on or "")]})
    return row


@transaction.atomic
def revise_expert(*, expert: int, seen: int, facts: ExpertFacts, by: By, now: datetime) -> bool:
    """Bring an expert's entry to what a form says; whether anything changed. Raises `SavedByOthers` and `Gone`."""
    row = _locked(expert)
    changes = revise(row, _values(facts), seen=seen, plain=_plain)
    if changes:
        _record(row, "revise", by, now, changes)
    return bool(changes)


@transaction.atomic
def record_agreement_to_show(*, expert: int, agreed: Agreed, by: By, now: datetime) -> Expert:
    """Keep what an expert agreed to have shown, with the words; raises `Gone`."""
    row = _locked(expert)
    before = {"shows_name": row.shows_name, "shows_bio": row.shows_bio}
    row.shows_name, row.shows_bio = agreed.name, agreed.name and agreed.bio
    row.agreed_to, row.agreed_at = agreed.text, now
    row.save(update_fields=["shows_name", "shows_bio", "agreed_to", "agreed_at"])
    changes = changes_between(before, {"shows_name": row.shows_name, "shows_bio": row.shows_bio})
    _record(row, "agree", by, now, changes, agreed.text)
    return row


def _locked(expert: int) -> Expert:
    found = Expert.objects.select_for_update().filter(pk=expert).first()
    if found is None:
        raise Gone(str(expert))
    return found


def _values(facts: ExpertFacts) -> dict[str, Any]:
    values = {field.name: getattr(facts, field.name) for field in fields(facts)}
    return {**{name: value for name, value in values.items() if name != "person"}, "person_id": facts.person}


def _plain(row: Expert) -> dict[str, Any]:
    names = ("name", "field", "bio", "region", "starts_on", "ends_on")
    texts = {f"{f}@{code}": t for code, texts in (row.translations or {}).items() for f, t in texts.items()}
    return {**{name: str(getattr(row, name) or "") for name in names}, "person": row.person_id or "", **texts}


def _record(row: Expert, verb: str, by: By, now: datetime, changes: dict[str, list[Any]], note: str = "") -> None:
    record(
        at=now,
        by=by,
        verb=verb,
        kind="expert",
        key=str(row.pk),
        label=row.name,
        changes=changes,
        note=note,
        subject=row.person_id,
        personal=("label", *(name for name in changes if name.partition("@")[0] in PERSONAL)),
    )
