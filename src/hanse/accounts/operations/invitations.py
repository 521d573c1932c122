"""Asking somebody new in, with a role: sent, sent again, revoked, accepted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from hanse.accounts.actors import signature
from hanse.accounts.choices import Role
from hanse.accounts.mails import send_mail_soon
from hanse.accounts.models import Invitation, User
from hanse.accounts.operations.consents import ACCOUNT, record_consent
from hanse.accounts.operations.links import LinkForeign, LinkRevoked, issue_link, revoke_links, use_link
from hanse.accounts.operations.people import PersonExists, add_person, change_office, kept
from hanse.audit.actor import Actor, name_signed
from hanse.audit.operations import record

PURPOSE = "invitation"
LASTS = timedelta(days=14)
PERSONAL = ("label", "email", "name", "words")


def about(invitation: int) -> str:
    """What the link of an invitation is about; bare numbers are people."""
    return f"{PURPOSE}:{invitation}"


def key_in(about: str) -> str:
    """The key of the invitation again."""
    return about.removeprefix(f"{PURPOSE}:")


class AlreadyInvited(Exception):
    """An open invitation goes to that address; `invitation` is its key."""

    def __init__(self, invitation: int) -> None:
        self.invitation = invitation
        super().__init__(invitation)


class InvitationClosed(Exception):
    """It was accepted or revoked in the meantime, or is not there."""


@transaction.atomic
def invite_person(
    *,
    email: str,
    name: str,
    role: str,
    areas: Collection[str],
    words: str,
    language: str,
    by: Actor,
    now: datetime,
) -> Invitation:
    """Ask somebody in by a link that is good for 14 days. Raises `PersonExists` and `AlreadyInvited`."""
    if User.objects.filter(email__iexact=email).exists():
        raise PersonExists(email)
    there = Invitation.objects.filter(email__iexact=email, accepted_at=None, revoked_at=None).first()
    if there is not None:
        raise AlreadyInvited(there.pk)
    invitation = Invitation(
        email=email.lower(),
        name=name,
        role=Role(role),
        areas=kept(role, areas),
        words=words,
        language=language,
        inviter_id=by.person,
        created_at=now,
        sent_at=now,
        expires_at=now + LASTS,
    )
    invitation.full_clean(validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            invitation.save()
    except IntegrityError as fault:  # another administrator was quicker by a moment
        raise AlreadyInvited(0) from fault
    changes = {"email": ["", invitation.email], "role": ["", str(invitation.role)], "areas": [[], invitation.areas]}
    _note(invitation, "invite", by=by, now=now, changes=changes)
    _send(invitation, by=by, now=now)
    return invitation


@transaction.atomic
def send_again(*, invitation: int, by: Actor, now: datetime) -> Invitation:
    """Send an invitation once more; the link sent before opens nothing any longer. Raises `InvitationClosed`."""
    found = _open(invitation)
    found.sent_at, found.expires_at = now, now + LASTS
    found.save(update_fields=["sent_at", "expires_at"])
    _note(found, "send-again", by=by, now=now)
    _send(found, by=by, now=now)
    return found


@transaction.atomic
def revoke_invitation(*, invitation: int, by: Actor, now: datetime) -> Invitation:
    """Take an invitation back. Raises `InvitationClosed`."""
    found = _open(invitation)
    found.revoked_at = now
    found.save(update_fields=["revoked_at"])
    revoke_links(purpose=PURPOSE, about=about(found.pk), now=now)
    _note(found, "revoke", by=by, now=now)
    return found


@transaction.atomic
def accept_invitation(
    *, token: str, name: str, text: str, text_language: str, now: datetime
) -> tuple[User, Invitation]:
    """Make the account that an invitation promises; who opened the link has the mailbox, so the address is proven.

    Whoever made an account with that address in the meantime gets the role with it. Raises `LinkRefused`.
    """
    link = use_link(purpose=PURPOSE, token=token, now=now)
    found = Invitation.objects.select_for_update().filter(pk=key_in(link.about)).first()
    if found is None:
        raise LinkForeign
    if found.revoked_at or found.accepted_at:
        raise LinkRevoked
    by = Actor(found.email)
    try:
        person = add_person(
            email=found.email,
            name=name,
            role=found.role,
            areas=found.areas,
            language=found.language,
            by=by,
            now=now,
        )
    except PersonExists:
        person = User.objects.get(email__iexact=found.email)
        if found.role != Role.PERSON and not person.has_office:
            change_office(person=person.pk, role=found.role, areas=found.areas, by=by, now=now)
            person.refresh_from_db()
    found.accepted_at, found.person = now, person
    found.save(update_fields=["accepted_at", "person"])
    record_consent(purpose=ACCOUNT, text=text, language=text_language, person=person.pk, by=signature(person), now=now)
    _note(found, "accept", by=signature(person), now=now)
    return person, found


def _open(invitation: int) -> Invitation:
    found = Invitation.objects.select_for_update().filter(pk=invitation, accepted_at=None, revoked_at=None).first()
    if found is None:
        raise InvitationClosed(invitation)
    return found


def _send(invitation: Invitation, *, by: Actor, now: datetime) -> None:
    revoke_links(purpose=PURPOSE, about=about(invitation.pk), now=now)
    token = issue_link(purpose=PURPOSE, about=about(invitation.pk), lasts=LASTS, now=now)
    values = {
        "invitation": invitation,
        "inviter": name_signed(by.name),
        "url": settings.BASE_URL + reverse("accounts:invitation", args=[token]),
    }
    send_mail_soon(
        template="accounts/mail/invitation", to=invitation.email, language=invitation.language, values=values
    )


def _note(
    invitation: Invitation, verb: str, *, by: Actor, now: datetime, changes: dict[str, Any] | None = None
) -> None:
    record(
        at=now,
        by=by,
        verb=verb,
        kind="invitation",
        key=str(invitation.pk),
        label=str(invitation),
        changes=changes or {},
        subject=invitation.person_id,
        personal=PERSONAL,
    )
