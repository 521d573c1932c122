"""How an organisation becomes a member: application, screening, the committee's decision, welcome.

These are the acts themselves; the letters that go with them are written by the room `joining`, in the same
transaction.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hanse.audit.actor import By
from hanse.audit.operations import record
from hanse.members.choices import (
    PENDING,
    ApplicationState,
    Category,
    Check,
    MembershipStatus,
    StepKind,
    checks_text,
)
from hanse.members.models import Application, Letter, Membership, Organisation, Step
from hanse.members.operations.faults import Refused, SavedByOthers
from hanse.members.operations.profiles import add_organisation
from hanse.members.operations.register import DecisionFacts, Overlaps, begin_period, decision_for
from hanse.members.operations.sense import refuse_body, refuse_decision, refuse_start
from hanse.members.queries.rights import standing_on
from hanse.members.rights import KINDS
from hanse.members.uploads import Taken

SALT = "hanse.members.application"
# What applicants agree to, and what the room's retention does, are this one figure.
KEPT_FOR_YEARS = 5
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that are read for one another


class LinkRefused(Exception):
    """The link is forged, or names no application."""


class NotNow(Exception):
    """This step does not follow from where the application stands; `state` is where that is."""

    def __init__(self, state: str) -> None:
        self.state = state
        super().__init__(state)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an organisation asks for, as the form has it."""

    category: str
    name: str
    country: str
    reasons: str
    signatory: str
    signatory_office: str
    contact: str
    email: str
    consent: str
    native_name: str = ""
    subkind: str = ""
    city: str = ""
    population: int | None = None
    website: str = ""
    contact_office: str = ""
    language: str = "en"


def token_of(reference: str) -> str:
    """The signed part of the address at which the applicant sees the state."""
    return signing.Signer(salt=SALT).sign(reference)


def read_token(token: str) -> str:
    """The reference of an applicant's link; raises `LinkRefused`."""
    try:
        return signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature as fault:
        raise LinkRefused from fault


@transaction.atomic
def submit_application(
    *, asked: Asked, letter: Taken, applicant: int | None, by: By, now: datetime, is_example: bool = False
) -> Application:
    """Take an application with its signed letter.

    The same once more, with the same letter, is the one that is there: a second click is no second application. Raises
    `Refused` where the organisation has another one that is not decided yet.
    """
    twin = Application.objects.filter(state__in=PENDING, email__iexact=asked.email, name=asked.name).first()
    if twin is not None and Letter.objects.filter(application=twin, sha256=letter.sha256).exists():
        return twin
    if twin is not None:
        raise Refused("name", _("An application of this organisation from this address is with us already. The link to it was sent by e-mail."))  # fmt: skip
    kind = KINDS[Category(asked.category)][0]
    values = {field.name: getattr(asked, field.name) for field in fields(asked)}
    row = Application.objects.create(
        **values,
        reference=_free_reference(),
        kind=kind,
        applicant_id=applicant,
        submitted_at=now,
        state_at=now,
        is_example=is_example,
    )
    Letter.objects.create(
        application=row,
        name=letter.name,
        media_type=letter.media_type,
        content=letter.content,
        size=len(letter.content),
        sha256=letter.sha256,
    )
    _step(row, StepKind.SUBMITTED, by, now)
    return row


@transaction.atomic
def ask_applicant(*, reference: str, seen: int, text: str, by: By, now: datetime) -> Application:
    """Send the application back with a question; raises `NotNow` and `SavedByOthers`."""
    row = _locked(reference, seen, ApplicationState.SUBMITTED, ApplicationState.SCREENED)
    return _move(row, ApplicationState.ASKED, StepKind.ASKED, by, now, text)


@transaction.atomic
def answer_question(*, reference: str, text: str, letter: Taken | None, by: By, now: datetime) -> Application:
    """The applicant answers, with a new letter where one was asked for; raises `NotNow`."""
    row = _locked(reference, None, ApplicationState.ASKED)
    if letter is not None:
        Letter.objects.update_or_create(
            application=row,
            defaults={
                "name": letter.name,
                "media_type": letter.media_type,
                "content": letter.content,
                "size": len(letter.content),
                "sha256": letter.sha256,
            },
        )
    return _move(row, ApplicationState.SUBMITTED, StepKind.ANSWERED, by, now, text)


@transaction.atomic
def note_on_application(*, reference: str, text: str, by: By, now: datetime) -> Application:
    """A note for the secretariat only."""
    row = _locked(reference, None, *ApplicationState)
    _step(row, StepKind.NOTE, by, now, text, is_internal=True)
    return row


@transaction.atomic
def screen_application(
    *,
    reference: str,
    seen: int,
    checks: Collection[str],
    organisation: int | None,
    note: str,
    today: date,
    by: By,
    now: datetime,
) -> Application:
    """Keep what was checked; with everything checked it lies before the committee.

    `organisation` is the one of the directory that applies, where it is there already. Raises `NotNow`,
    `SavedByOthers`, and `Refused` where that one is a member or is of another kind.
    """
    row = _locked(reference, seen, ApplicationState.SUBMITTED, ApplicationState.SCREENED)
    if organisation is not None:
        _refuse_unfit(row, Organisation.objects.get(pk=organisation), today)
    row.checks = [check.value for check in Check if check.value in checks]
    row.organisation_id = organisation
    row.screener = str(by)[:254]
    row.save(update_fields=["checks", "organisation", "screener"])
    complete = len(row.checks) == len(Check)
    state = ApplicationState.SCREENED if complete else ApplicationState.SUBMITTED
    kind = StepKind.SCREENED if complete else StepKind.NOTE
    says = note or checks_text(row.checks)
    return _move(row, state, kind, by, now, says, is_internal=True)


@transaction.atomic
def approve_application(
    *, reference: str, seen: int, decision: DecisionFacts, starts_on: date, today: date, by: By, now: datetime
) -> Application:
    """Record that the committee approved; membership will begin on `starts_on`.

    Raises `NotNow`, `SavedByOthers`, and `Refused` for days that cannot be and for who cannot decide it.
    """
    row = _locked(reference, seen, ApplicationState.SCREENED)
    refuse_decision(decision.decided_on, today)
    refuse_start(starts_on)
    refuse_body(decision.body, MembershipStatus.ACTIVE)
    row.decision = decision_for(decision, by, now)
    row.starts_on = starts_on
    row.save(update_fields=["decision", "starts_on"])
    return _move(row, ApplicationState.APPROVED, StepKind.APPROVED, by, now, str(row.decision))


@transaction.atomic
def decline_application(
    *, reference: str, seen: int, reason: str, decision: DecisionFacts | None, today: date, by: By, now: datetime
) -> Application:
    """Decline with a reason that the applicant reads; raises `NotNow`, `SavedByOthers`, and `Refused` for its day."""
    row = _locked(reference, seen, *PENDING)
    if decision is not None:
        refuse_decision(decision.decided_on, today)
        row.decision = decision_for(decision, by, now)
        row.save(update_fields=["decision"])
    return _move(row, ApplicationState.DECLINED, StepKind.DECLINED, by, now, reason)


@transaction.atomic
def withdraw_application(*, reference: str, by: By, now: datetime) -> Application:
    """The applicant takes it back; raises `NotNow`."""
    row = _locked(reference, None, *PENDING)
    return _move(row, ApplicationState.WITHDRAWN, StepKind.WITHDRAWN, by, now)


@transaction.atomic
def admit(*, reference: str, seen: int, today: date, by: By, now: datetime) -> tuple[Application, Membership]:
    """Make an approved applicant a member: its organisation, where it is new, and its first period.

    Raises `NotNow`, `SavedByOthers`, and `Refused` where the register says something else by now.
    """
    row = _locked(reference, seen, ApplicationState.APPROVED)
    if row.organisation is None:
        row.organisation = add_organisation(values=_profile(row), by=by, now=now)
    if row.decision is None or row.starts_on is None:
        raise NotNow(row.state)
    _refuse_unfit(row, row.organisation, row.starts_on)
    try:
        period = begin_period(
            organisation=row.organisation.pk,
            category=row.category,
            status=MembershipStatus.ACTIVE,
            starts_on=row.starts_on,
            decision=row.decision,
            today=today,
            by=by,
            now=now,
        )
    except Overlaps as fault:
        raise Refused("starts_on", _("The register has a later period of this organisation. Correct that one first.")) from fault  # fmt: skip
    row.save(update_fields=["organisation"])
    return _move(row, ApplicationState.WELCOMED, StepKind.WELCOMED, by, now), period


def _profile(row: Application) -> dict[str, Any]:
    names = ("name", "native_name", "kind", "subkind", "city", "country", "population", "website")
    return {name: getattr(row, name) for name in names}


def _refuse_unfit(row: Application, organisation: Organisation, on: date) -> None:
    if organisation.kind not in KINDS[Category(row.category)]:
        raise Refused("organisation", _("The organisation of the directory is of another kind than this category is for. Choose another one, or none."))  # fmt: skip
    standing = standing_on([organisation.pk], on)[organisation.pk]
    if standing.status == MembershipStatus.ACTIVE and standing.category == row.category:
        raise Refused("organisation", _("The register has this organisation as a member in this category already. Choose another one, or decline."))  # fmt: skip


def _free_reference() -> str:
    while True:
        reference = "".join(secrets.choice(_LETTERS) for _place in range(8))
        if not Application.objects.filter(reference=reference).exists():
            return reference


def _locked(reference: str, seen: int | None, *states: str) -> Application:
    """The row, held until the transaction ends, where it stands in one of the states and nobody was faster."""
    found = Application.objects.select_for_update(of=("self",)).select_related("organisation", "decision")
    row = found.get(reference=reference)
    if row.state not in states:
        raise NotNow(row.state)
    if seen is not None and row.revision != seen:
        raise SavedByOthers(reference)
    return row


def _move(
    row: Application,
    state: ApplicationState,
    kind: StepKind,
    by: By,
    now: datetime,
    text: str = "",
    *,
    is_internal: bool = False,
) -> Application:
    if row.state != state:
        row.state, row.state_at = state, now
    row.revision += 1
    row.save(update_fields=["state", "state_at", "revision"])
    _step(row, kind, by, now, text, is_internal=is_internal)
    return row


def _step(
    row: Application, kind: StepKind, by: By, now: datetime, text: str = "", *, is_internal: bool = False
) -> None:
    Step.objects.create(application=row, kind=kind, at=now, by=str(by)[:254], text=text, is_internal=is_internal)
    record(
        at=now,
        by=by,
        verb=str(kind),
        kind="application",
        key=row.reference,
        label=row.name,
        note=text,
        subject=row.applicant_id,
        personal=("note",),
    )
