"""Invitations: to an address, to an organisation, or as a code that can be passed on."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from hanse.accounts.models import User
from hanse.audit.actor import By
from hanse.audit.operations import record
from hanse.calendar.registration.letters import INVITATION
from hanse.calendar.registration.models import Intake, Invitation
from hanse.calendar.registration.operations.ledger import lock_terms
from hanse.calendar.registration.operations.telling import language_of, plain
from hanse.calendar.registration.refusals import TooLate
from hanse.calendar.registration.words import moment, when_words, where_of
from hanse.post.operations.queueing import Recipient, queue_message
from hanse.ui.languages import wording

# No 0 and O, no 1, I and L: people read codes to one another on the telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 10  # 49 bits, and every attempt costs a request


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Whom to invite: an address, an organisation, both, or whoever has the code."""

    email: str = ""
    name: str = ""
    organisation: int | None = None
    uses: int = 1
    note: str = ""
    language: str = "en"


@transaction.atomic
def invite(
    *,
    intake: int,
    guests: Sequence[Guest],
    by: By,
    now: datetime,
    expires_at: datetime | None = None,
    words: str = "",
) -> list[Invitation]:
    """Invite guests, and write to those with an address. Whoever is invited already keeps what they have."""
    terms = lock_terms(intake)
    there = {one.email.casefold() for one in terms.invitations.filter(revoked_at=None) if one.email}
    made = []
    for guest in guests:
        if guest.email and guest.email.casefold() in there:
            continue
        there.add(guest.email.casefold())
        one = Invitation.objects.create(
            intake=terms,
            code=new_code(),
            email=guest.email,
            organisation_id=guest.organisation,
            uses=guest.uses,
            expires_at=expires_at,
            note=guest.note,
            created_at=now,
        )
        _record(terms, one, "invite", {"uses": [None, guest.uses]}, by=by, now=now)
        if guest.email:
            _write(terms, one, guest, words=words, now=now)
        made.append(one)
    return made


@transaction.atomic
def revoke_invitation(*, intake: int, code: str, by: By, now: datetime) -> None:
    """Take an invitation back. Registrations that used it stay; raises `TooLate` where there is none."""
    terms = lock_terms(intake)
    one = terms.invitations.filter(code=code).first()
    if one is None:
        raise TooLate("gone", _("There is no such invitation."))
    if one.revoked_at is not None:
        return
    one.revoked_at = now
    one.save(update_fields=["revoked_at"])
    _record(terms, one, "revoke", {"revoked_at": [None, now.isoformat()]}, by=by, now=now)


def new_code() -> str:
    """A code that nobody guesses."""
    return "".join(secrets.choice(ALPHABET) for _n in range(LENGTH))


def _record(terms: Intake, one: Invitation, verb: str, changes: dict[str, Any], *, by: By, now: datetime) -> None:
    record(
        at=now,
        by=by,
        verb=verb,
        kind="invitation",
        key=one.code,
        label=f"{one.email or one.code}: {terms.activity.title}",
        changes=changes,
        personal=("label",),
    )


def _write(terms: Intake, one: Invitation, guest: Guest, *, words: str, now: datetime) -> None:
    activity = terms.activity
    owner = User.objects.filter(email__iexact=guest.email, is_active=True).first()
    language = language_of(owner.pk if owner else None, guest.email, guest.language)
    path = reverse("registration:register", args=[activity.slug])
    with override(language):
        until = moment(one.expires_at, terms.zone, language) if one.expires_at else ""
        queue_message(
            kind=INVITATION,
            to=Recipient(guest.email, guest.name, language, owner.pk if owner else None),
            values={
                "name": plain(guest.name) or _("colleague"),
                "activity": wording(activity, "title", language),
                "when": when_words(activity, language),
                "where": where_of(activity, language),
                "page": f"{settings.BASE_URL}{path}?code={one.code}",
                "note": words,
                "deadline": _("The invitation is good until %(moment)s.") % {"moment": until} if until else "",
            },
            key=f"{INVITATION.key}/{one.code}",
            now=now,
            about=path,
        )
