"""Applications, each step with the letter that tells the applicant."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from hanse.accounts.choices import Role
from hanse.accounts.models import User
from hanse.accounts.operations import add_person
from hanse.audit.actor import By
from hanse.joining.letters import ASKED, DECLINED, RECEIVED, WELCOME
from hanse.members.choices import MandateRole
from hanse.members.models import Application, Membership
from hanse.members.operations.applications import (
    Asked,
    admit,
    ask_applicant,
    decline_application,
    submit_application,
    token_of,
)
from hanse.members.operations.mandates import ActsAlready, Offer, grant_mandate
from hanse.members.operations.register import DecisionFacts
from hanse.members.uploads import Taken
from hanse.post.kinds import MessageKind
from hanse.post.operations.queueing import Recipient, queue_message
from hanse.ui.addresses import Addresses
from hanse.ui.days import day_words


@transaction.atomic
def apply(*, asked: Asked, letter: Taken, applicant: int | None, by: By, now: datetime) -> Application:
    """Take an application, and confirm it to the contact; raises `Refused` for one that is with us already."""
    row = submit_application(asked=asked, letter=letter, applicant=applicant, by=by, now=now)
    _tell(RECEIVED, row, {"reference": row.reference}, "received", now)
    return row


@transaction.atomic
def ask_back(*, reference: str, seen: int, text: str, by: By, now: datetime) -> Application:
    """Ask the applicant something, by letter."""
    row = ask_applicant(reference=reference, seen=seen, text=text, by=by, now=now)
    _tell(ASKED, row, {"question": text}, f"asked-{row.revision}", now)
    return row


@transaction.atomic
def decline(
    *, reference: str, seen: int, reason: str, decision: DecisionFacts | None, today: date, by: By, now: datetime
) -> Application:
    """Decline, and tell the applicant why."""
    row = decline_application(
        reference=reference, seen=seen, reason=reason, decision=decision, today=today, by=by, now=now
    )
    _tell(DECLINED, row, {"reason": reason}, "declined", now)
    return row


@transaction.atomic
def welcome(*, reference: str, seen: int, today: date, by: By, now: datetime) -> tuple[Application, Membership]:
    """Make an approved applicant a member in one go: organisation, first period, first administrator, letter."""
    row, period = admit(reference=reference, seen=seen, today=today, by=by, now=now)
    person = row.applicant or User.objects.filter(email__iexact=row.email).first()
    if person is None:
        person = add_person(
            email=row.email, name=row.contact, role=Role.PERSON, by=by, now=now, is_example=row.is_example
        )
    role = MandateRole.CONTACT
    offer = Offer(role=role, office=row.contact_office, is_administrator=True)
    # An organisation of the directory may have its people already; they keep what they have.
    with contextlib.suppress(ActsAlready):
        grant_mandate(
            person=person.pk,
            organisation=period.organisation_id,
            offer=offer,
            starts_on=today,
            by=by,
            now=now,
            note=f"First administrator, application {row.reference}.",
        )
    _welcome_letter(row, period, person, now)
    return row, period


def _welcome_letter(row: Application, period: Membership, person: User, now: datetime) -> None:
    language = row.language
    with override(language):
        category, decision = str(period.get_category_display()), _decision_words(period)
    link = Addresses(settings.BASE_URL).to("members:people", period.organisation.slug)
    queue_message(
        kind=WELCOME,
        to=Recipient(email=person.email, name=person.name or row.contact, language=language, person=person.pk),
        values={
            "name": person.name or row.contact,
            "organisation": period.organisation.name,
            "day": day_words(period.starts_on, language),
            "category": category,
            "decision": decision,
            "email": person.email,
            "link": link,
        },
        key=f"joining-welcome-{row.reference}",
        now=now,
        about=link,
    )


def _decision_words(period: Membership) -> str:
    decision = period.decision
    if decision is None:
        return ""
    words = [str(decision.get_body_display()), day_words(decision.decided_on), decision.minute]
    return ", ".join(word for word in words if word)


def _tell(kind: MessageKind, row: Application, values: Mapping[str, str], step: str, now: datetime) -> None:
    link = Addresses(settings.BASE_URL).to("joining:own-application", token_of(row.reference))
    queue_message(
        kind=kind,
        to=Recipient(email=row.email, name=row.contact, language=row.language, person=row.applicant_id),
        values={"name": row.contact, "organisation": row.name, "link": link, **values},
        key=f"joining-{step}-{row.reference}",
        now=now,
        about=link,
    )
