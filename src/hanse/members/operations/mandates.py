"""Who acts for whom: granting, inviting, confirming, ending and revoking mandates, and what people let be shown."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core import signing
from django.db import IntegrityError, transaction

from hanse.accounts.actors import signature
from hanse.accounts.choices import Role
from hanse.accounts.models import User
from hanse.accounts.operations import add_person
from hanse.accounts.operations.consents import ACCOUNT, record_consent
from hanse.audit.actor import Actor, By
from hanse.audit.changes import changes_between
from hanse.audit.operations import record
from hanse.audit.queries import acts_since
from hanse.members.choices import MandateRole
from hanse.members.models import DirectoryConsent, Invitation, Mandate, Organisation
from hanse.members.queries.acting import open_mandates

SALT = "hanse.members.invitation"
GOOD_FOR = timedelta(days=14)


class ActsAlready(Exception):
    """The person has a mandate in this role for the organisation."""


class InvitedAlready(Exception):
    """An invitation to this address is open; withdraw it first, or let it be used."""


class LastAdministrator(Exception):
    """Nobody would be left who may grant mandates; hand over first, or ask the secretariat."""


class EndsBeforeStart(Exception):
    """A mandate cannot end before it begins."""


class LinkRefused(Exception):
    """The link is forged, or names no invitation."""


class InvitationOver(Exception):
    """The invitation was used, withdrawn or is too old; `why` is "accepted", "withdrawn" or "expired"."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class ForAnother(Exception):
    """The invitation is for another address than the one that the reader signed in with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A mandate as it is offered: the role, the office, whether its holder may grant others, and how long."""

    role: str
    office: str = ""
    is_administrator: bool = False
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody who takes up an invitation without having an account: the name, and the text they agreed to."""

    name: str
    text: str
    language: str


@transaction.atomic
def grant_mandate(
    *, person: int, organisation: int, offer: Offer, starts_on: date, by: By, now: datetime, note: str = ""
) -> Mandate:
    """Let a person act for an organisation from a day on; raises `ActsAlready` and `EndsBeforeStart`."""
    if offer.ends_on is not None and offer.ends_on < starts_on:
        raise EndsBeforeStart
    whom = Organisation.objects.select_for_update().get(pk=organisation)
    holder = User.objects.get(pk=person)
    role = MandateRole(offer.role)
    if open_mandates(starts_on).filter(person=holder, organisation=whom, role=role).exists():
        raise ActsAlready
    try:
        with transaction.atomic():
            mandate = Mandate.objects.create(
                person=holder,
                organisation=whom,
                role=role,
                office=offer.office,
                is_administrator=offer.is_administrator,
                starts_on=starts_on,
                ends_on=offer.ends_on,
                granted_by=str(by)[:254],
                granted_at=now,
                note=note,
            )
    except IntegrityError as fault:
        raise ActsAlready from fault
    _record(mandate, "grant", by, now, {name: ["", value] for name, value in _facts(mandate).items() if value})
    return mandate


@transaction.atomic
def revoke_mandate(
    *, mandate: int, today: date, by: By, now: datetime, note: str = "", may_leave_nobody: bool = False
) -> Mandate:
    """Take a mandate back at once; raises `LastAdministrator` unless `may_leave_nobody`."""
    row = _locked(mandate)
    if row.revoked_at is not None:
        return row
    if not may_leave_nobody:
        _refuse_to_leave_nobody(row, today)
    row.revoked_at, row.revoked_by = now, str(by)[:254]
    row.note = "\n".join(part for part in (row.note, note) if part)
    row.save(update_fields=["revoked_at", "revoked_by", "note"])
    _record(row, "revoke", by, now, {}, note=note)
    return row


@transaction.atomic
def revise_mandate(
    *, mandate: int, offer: Offer, today: date, by: By, now: datetime, may_leave_nobody: bool = False
) -> Mandate:
    """Change role, office, powers and last day of a mandate; raises `ActsAlready`, `EndsBeforeStart` and `LastAdministrator`."""
    row = _locked(mandate)
    before = _facts(row)
    if offer.ends_on is not None and offer.ends_on < row.starts_on:
        raise EndsBeforeStart
    if not may_leave_nobody and row.is_administrator:
        if not offer.is_administrator:
            _refuse_to_leave_nobody(row, today)
        elif offer.ends_on is not None:
            _refuse_to_leave_nobody(row, offer.ends_on + timedelta(days=1))
    row.role, row.office = MandateRole(offer.role), offer.office
    row.is_administrator, row.ends_on = offer.is_administrator, offer.ends_on
    after = _facts(row)
    changes = changes_between(before, after)
    if not changes:
        return row
    try:
        with transaction.atomic():
            row.save(update_fields=["role", "office", "is_administrator", "ends_on"])
    except IntegrityError as fault:
        raise ActsAlready from fault
    _record(row, "revise", by, now, changes)
    return row


@transaction.atomic
def confirm_mandate(*, mandate: int, by: By, now: datetime) -> Mandate:
    """Say that somebody still acts for the organisation; a mandate that awaits it is in force from then on."""
    row = _locked(mandate)
    was = row.awaits_confirmation
    row.awaits_confirmation, row.confirmed_at, row.confirmed_by = False, now, str(by)[:254]
    row.save(update_fields=["awaits_confirmation", "confirmed_at", "confirmed_by"])
    _record(row, "confirm", by, now, {"awaits_confirmation": [True, False]} if was else {})
    return row


@transaction.atomic
def agree_to_be_shown(
    *, mandate: int, name: bool, office: bool, email: bool, text: str, by: By, now: datetime
) -> DirectoryConsent:
    """Keep what somebody agreed to have shown beside the organisation, with the words they agreed to."""
    row = _locked(mandate)
    after = {"shows_name": name, "shows_office": name and office, "shows_email": name and email}
    kept = DirectoryConsent.objects.filter(mandate=row).first()
    before = {field: bool(kept and getattr(kept, field)) for field in after}
    consent, _ = DirectoryConsent.objects.update_or_create(
        mandate=row, defaults={**after, "text": text, "agreed_at": now}
    )
    changes = changes_between(before, after)
    _record(row, "agree", by, now, changes, note=text)
    return consent


@transaction.atomic
def invite(
    *, organisation: int, email: str, name: str, offer: Offer, language: str, today: date, by: By, now: datetime
) -> Invitation:
    """Offer somebody a mandate by e-mail; the caller sends the link.

    Raises `InvitedAlready`, `ActsAlready`, and `EndsBeforeStart` for a mandate that would be over before it is offered.
    """
    if offer.ends_on is not None and offer.ends_on < today:
        raise EndsBeforeStart
    whom = Organisation.objects.select_for_update().get(pk=organisation)
    role = MandateRole(offer.role)
    there = Invitation.objects.filter(
        organisation=whom, email__iexact=email, accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now
    )
    if there.exists():
        raise InvitedAlready
    if open_mandates(today).filter(organisation=whom, person__email__iexact=email, role=role).exists():
        raise ActsAlready
    invitation = Invitation.objects.create(
        organisation=whom,
        email=email.lower(),
        name=name,
        role=role,
        office=offer.office,
        is_administrator=offer.is_administrator,
        ends_on=offer.ends_on,
        language=language,
        nonce=secrets.token_urlsafe(12),
        invited_by=str(by)[:254],
        invited_at=now,
        expires_at=now + GOOD_FOR,
    )
    _record_invitation(invitation, "invite", by, now)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: int, by: By, now: datetime) -> Invitation:
    """Make an invitation's link useless; raises `InvitationOver` when it was used already."""
    row = Invitation.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=invitation)
    if row.accepted_at is not None:
        raise InvitationOver("accepted")
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_by = now, str(by)[:254]
        row.save(update_fields=["withdrawn_at", "withdrawn_by"])
        _record_invitation(row, "withdraw", by, now)
    return row


def token_of(invitation: Invitation) -> str:
    """The signed part of an invitation's link."""
    return signing.dumps([invitation.pk, invitation.nonce], salt=SALT)


def read_invitation(*, token: str, now: datetime) -> Invitation:
    """The invitation of a link; raises `LinkRefused` and `InvitationOver`."""
    try:
        pk, nonce = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError) as fault:
        raise LinkRefused from fault
    found = Invitation.objects.select_related("organisation").filter(pk=pk, nonce=nonce).first()
    if found is None:
        raise LinkRefused
    why = over(found, now)
    if why:
        raise InvitationOver(why)
    return found


def over(invitation: Invitation, now: datetime) -> str:
    """Why an invitation is no longer open; empty while it is."""
    if invitation.accepted_at is not None:
        return "accepted"
    if invitation.withdrawn_at is not None:
        return "withdrawn"
    return "expired" if invitation.expires_at <= now else ""


@transaction.atomic
def accept_invitation(
    *, token: str, reader: User | None, now: datetime, today: date, newcomer: Newcomer | None = None
) -> Mandate:
    """Take up an invitation: the mandate begins `today`, and a `newcomer` gets an account.

    Whoever invited grants it; the person accepts for themselves, since they do not act for the organisation yet.
    `reader` is who is signed in: whoever has an account signs in first, since the account may ask for more than a
    link. Raises `LinkRefused`, `InvitationOver` and `ForAnother`.
    """
    row = read_invitation(token=token, now=now)
    row = Invitation.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=row.pk)
    if why := over(row, now):
        raise InvitationOver(why)
    person = reader or _newcomer(row, newcomer, now)
    if person.email.lower() != row.email.lower():
        raise ForAnother
    offer = Offer(role=row.role, office=row.office, is_administrator=row.is_administrator, ends_on=row.ends_on)
    by = _inviter(row)
    try:
        mandate = grant_mandate(
            person=person.pk, organisation=row.organisation_id, offer=offer, starts_on=today, by=by, now=now
        )
    except ActsAlready:
        mandate = open_mandates(today).get(person=person, organisation=row.organisation, role=row.role)
    row.accepted_at, row.mandate = now, mandate
    row.save(update_fields=["accepted_at", "mandate"])
    _record_invitation(row, "accept", signature(person), now)
    return mandate


def _inviter(row: Invitation) -> Actor:
    """Who granted what an invitation offers: whoever invited, for whom they acted then, as the record has it."""
    since = row.invited_at - timedelta(microseconds=1)
    label = _invited(row)
    for act in acts_since("invitation", row.organisation.slug, since):
        if act.at == row.invited_at and act.verb == "invite" and act.label == label:
            return Actor(row.invited_by, act.person, act.acted_for)
    return Actor(row.invited_by)


def _newcomer(row: Invitation, newcomer: Newcomer | None, now: datetime) -> User:
    """Make the account of somebody who has none, with what they agreed to."""
    if newcomer is None or User.objects.filter(email__iexact=row.email).exists():
        raise ForAnother
    by = Actor(f"{newcomer.name} <{row.email}>"[:254])
    person = add_person(
        email=row.email, name=newcomer.name, role=Role.PERSON, language=newcomer.language, by=by, now=now
    )
    agreed = {"text": newcomer.text, "language": newcomer.language}
    record_consent(purpose=ACCOUNT, person=person.pk, **agreed, by=signature(person), now=now)
    return person


def _locked(mandate: int) -> Mandate:
    # The organisation first, as everywhere: administrators are counted under its lock, so that two do not leave at once.
    whose = Mandate.objects.values_list("organisation_id", flat=True).get(pk=mandate)
    Organisation.objects.select_for_update().get(pk=whose)
    return Mandate.objects.select_for_update(of=("self",)).select_related("organisation", "person").get(pk=mandate)


def _refuse_to_leave_nobody(row: Mandate, on: date) -> None:
    if not row.is_administrator or row.awaits_confirmation:
        return
    others = open_mandates(on).filter(organisation=row.organisation_id, is_administrator=True)
    if not others.exclude(pk=row.pk).filter(person__is_active=True).exists():
        raise LastAdministrator


def _facts(mandate: Mandate) -> dict[str, object]:
    return {
        "role": str(mandate.role),
        "office": mandate.office,
        "is_administrator": mandate.is_administrator,
        "ends_on": _day(mandate.ends_on),
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _record(
    mandate: Mandate, verb: str, by: By, now: datetime, changes: Mapping[str, list[Any]], note: str = ""
) -> None:
    record(
        at=now,
        by=by,
        verb=verb,
        kind="mandate",
        key=mandate.organisation.slug,
        label=f"{mandate.person} for {mandate.organisation}",
        changes=changes,
        note=note,
        subject=mandate.person_id,
        personal=("label", "office"),
    )


def _record_invitation(invitation: Invitation, verb: str, by: By, now: datetime) -> None:
    record(
        at=now,
        by=by,
        verb=verb,
        kind="invitation",
        key=invitation.organisation.slug,
        label=_invited(invitation),
        personal=("label",),
    )


def _invited(invitation: Invitation) -> str:
    return f"{invitation.email} for {invitation.organisation}"
