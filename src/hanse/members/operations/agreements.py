"""Keeping the register of agreements."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction

from hanse.audit.actor import By
from hanse.audit.operations import record
from hanse.members.choices import AgreementKind
from hanse.members.models import Agreement, Organisation
from hanse.members.operations.faults import Gone
from hanse.members.operations.revising import revise


class RenewedAlready(Exception):
    """The agreement has a successor already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is agreed, as a form has it."""

    title: str
    kind: str
    starts_on: date
    ends_on: date | None = None
    document: str = ""
    note: str = ""


@transaction.atomic
def add_agreement(*, partner: int, terms: Terms, by: By, now: datetime, renews: int | None = None) -> Agreement:
    """Add an agreement, or with `renews` the one that follows another; raises `RenewedAlready`."""
    whom = Organisation.objects.get(pk=partner)
    if renews is not None:
        before = Agreement.objects.select_for_update().get(pk=renews)
        if Agreement.objects.filter(renews=before).exists():
            raise RenewedAlready
    row = Agreement.objects.create(partner=whom, renews_id=renews, **_values(terms))
    verb = "add agreement" if renews is None else "renew agreement"
    _record(row, verb, by, now, {name: ["", value] for name, value in _plain(row).items() if value})
    return row


@transaction.atomic
def revise_agreement(*, agreement: int, seen: int, terms: Terms, by: By, now: datetime) -> bool:
    """Bring an agreement to what a form says; whether anything changed. Raises `SavedByOthers` and `Gone`."""
    row = _locked(agreement)
    changes = revise(row, _values(terms), seen=seen, plain=_plain)
    if changes:
        _record(row, "revise agreement", by, now, changes)
    return bool(changes)


@transaction.atomic
def let_agreement_lapse(*, agreement: int, by: By, now: datetime, note: str = "") -> Agreement:
    """Say that an agreement will not be renewed, so that nobody is asked again; raises `Gone`."""
    row = _locked(agreement)
    if row.lapsed_at is None:
        row.lapsed_at = now
        row.revision += 1
        row.save(update_fields=["lapsed_at", "revision"])
        _record(row, "let agreement lapse", by, now, {}, note)
    return row


def _locked(agreement: int) -> Agreement:
    found = Agreement.objects.select_for_update(of=("self",)).select_related("partner").filter(pk=agreement).first()
    if found is None:
        raise Gone(str(agreement))
    return found


def _values(terms: Terms) -> dict[str, Any]:
    values = {field.name: getattr(terms, field.name) for field in fields(terms)}
    return {**values, "kind": AgreementKind(terms.kind)}


def _plain(row: Agreement) -> dict[str, str]:
    return {field.name: str(getattr(row, field.name) or "") for field in fields(Terms)}


def _record(row: Agreement, verb: str, by: By, now: datetime, changes: dict[str, list[str]], note: str = "") -> None:
    whom = row.partner
    record(at=now, by=by, verb=verb, kind="agreement", key=whom.slug, label=row.title, changes=changes, note=note)
