"""Mandates offered, granted and revoked, each with its letter."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from hanse.accounts.models import User
from hanse.audit.actor import Actor, By, name_signed
from hanse.joining.letters import GRANTED, INVITATION, REVOKED
from hanse.members.choices import MandateRole
from hanse.members.models import Invitation, Mandate
from hanse.members.operations.mandates import Offer, grant_mandate, invite, revoke_mandate, token_of
from hanse.post.operations.queueing import Recipient, queue_message
from hanse.ui.addresses import Addresses
from hanse.ui.days import day_words


@transaction.atomic
def send_invitation(
    *, organisation: int, email: str, name: str, offer: Offer, language: str, today: date, by: By, now: datetime
) -> Invitation:
    """Offer somebody a mandate, and write to them; raises what `members` raises for it."""
    invitation = invite(
        organisation=organisation, email=email, name=name, offer=offer, language=language, today=today, by=by, now=now
    )
    link = Addresses(settings.BASE_URL).to("joining:invitation", token_of(invitation))
    queue_message(
        kind=INVITATION,
        to=Recipient(email=invitation.email, name=name, language=language, person=_person(invitation.email)),
        values={
            "name": name or invitation.email,
            "inviter": _signature(by),
            "organisation": invitation.organisation.name,
            "role": _role(invitation.role, language),
            "link": link,
            "until": day_words(invitation.expires_at.date(), language),
        },
        key=f"joining-invitation-{invitation.pk}",
        now=now,
        about=link,
    )
    return invitation


@transaction.atomic
def grant_and_tell(*, person: int, organisation: int, offer: Offer, starts_on: date, by: By, now: datetime) -> Mandate:
    """Grant a mandate to somebody with an account, and write to them."""
    mandate = grant_mandate(person=person, organisation=organisation, offer=offer, starts_on=starts_on, by=by, now=now)
    link = Addresses(settings.BASE_URL).to("members:people", mandate.organisation.slug)
    to = recipient_of(mandate.person)
    queue_message(
        kind=GRANTED,
        to=to,
        values={
            "name": str(mandate.person),
            "granter": _signature(by),
            "organisation": mandate.organisation.name,
            "role": _role(mandate.role, to.language),
            "link": link,
        },
        key=f"joining-granted-{mandate.pk}",
        now=now,
        about=link,
    )
    return mandate


@transaction.atomic
def revoke_and_tell(
    *, mandate: int, today: date, by: By, now: datetime, note: str = "", may_leave_nobody: bool = False
) -> Mandate:
    """Revoke a mandate, and write to whoever held it, unless they laid it down themselves."""
    row = revoke_mandate(mandate=mandate, today=today, by=by, now=now, note=note, may_leave_nobody=may_leave_nobody)
    if Actor.of(by).person == row.person_id or not row.person.is_active:
        return row
    queue_message(
        kind=REVOKED,
        to=recipient_of(row.person),
        values={"name": str(row.person), "revoker": _signature(by), "organisation": row.organisation.name},
        key=f"joining-revoked-{row.pk}",
        now=now,
    )
    return row


def recipient_of(person: User) -> Recipient:
    """A person as the post needs them, in their own language."""
    language = getattr(person, "language", "") or settings.LANGUAGE_CODE
    return Recipient(email=person.email, name=person.name, language=language, person=person.pk)


def _person(email: str) -> int | None:
    found: int | None = User.objects.filter(email__iexact=email).values_list("pk", flat=True).first()
    return found


def _role(role: str, language: str) -> str:
    with override(language):
        return str(MandateRole(role).label)


def _signature(by: By) -> str:
    """The name in a signature such as `Mina Park <mina@example.org>`."""
    return name_signed(Actor.of(by).name)
