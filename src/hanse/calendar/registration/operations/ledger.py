"""The lock of an intake, and the record of what happened to a registration: what every act here shares."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from hanse.audit.actor import By
from hanse.audit.operations import record
from hanse.calendar.registration.models import Intake, Registration
from hanse.calendar.registration.refusals import TooLate
from hanse.ui.languages import wording

# What the record keeps of a registration, and which of it is about the person.
FIELDS = (
    "state", "quota_id", "attendance", "person_id", "organisation_id", "name", "email", "office", "organisation_name",
    "country", "born_on", "answers", "consent", "note", "reason", "answer_by_at",
)  # fmt: skip
PERSONAL = ("label", "name", "email", "office", "organisation_name", "country", "born_on", "answers", "note", "reason")


def lock_terms(intake: int) -> Intake:
    """The row of an intake, held until the transaction ends. It is locked first, before any other row.

    `no_key`: rows that merely point at the intake may be written meanwhile, such as drafts and invitations.
    """
    held = Intake.objects.select_for_update(of=("self",), no_key=True)
    return held.select_related("activity__area", "activity__year").get(pk=intake)


def lock_registration(uid: UUID) -> tuple[Intake, Registration]:
    """The terms, locked, and then a registration; raises `TooLate` where it is gone."""
    intake = Registration.objects.filter(uid=uid).values_list("intake", flat=True).first()
    if intake is None:
        raise gone()
    terms = lock_terms(intake)
    found = Registration.objects.select_related("organisation", "quota", "delegation", "invitation").filter(uid=uid)
    row = found.first()
    if row is None:
        raise gone()
    row.intake = terms
    return terms, row


def gone() -> TooLate:
    """A registration that is not there any more."""
    return TooLate("gone", _("This registration is not kept any more. You can register anew."))


def snapshot(row: Registration) -> dict[str, Any]:
    """A registration as the record holds it."""
    return {name: _plain(getattr(row, name)) for name in FIELDS}


def keep(
    row: Registration, *, verb: str, by: By, now: datetime, before: Mapping[str, Any] | None = None, note: str = ""
) -> None:
    """Save a registration and write the act down. Its revision moves, so that forms opened before can tell."""
    row.revision = row.revision + 1 if row.pk else 1
    row.save()
    after = snapshot(row)
    known = before if before is not None else dict.fromkeys(FIELDS)
    changes = {n: [known[n], after[n]] for n in FIELDS if (known[n] or None) != (after[n] or None)}
    record(
        at=now,
        by=by,
        verb=verb,
        kind="registration",
        key=str(row.uid),
        label=label_of(row),
        changes=changes,
        note=note,
        subject=row.person_id,
        personal=PERSONAL,
    )


def label_of(row: Registration) -> str:
    """Who, and for what."""
    who = row.name or row.email or (row.organisation.name if row.organisation else "")
    title = wording(row.intake.activity, "title", "en")
    return f"{who}: {title}" if who else title


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
