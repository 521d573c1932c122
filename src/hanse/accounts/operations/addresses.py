"""Another e-mail address for an account: asked for, confirmed from the new mailbox, stopped from the old one."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from hanse.accounts.actors import signature
from hanse.accounts.mails import send_mail_soon
from hanse.accounts.models import AddressChange, User
from hanse.accounts.operations.links import (
    LinkForeign,
    LinkRevoked,
    LinkUsed,
    issue_link,
    revoke_links,
    use_link,
)
from hanse.accounts.operations.sessions import end_all_sessions, end_other_sessions
from hanse.audit.actor import By
from hanse.audit.operations import record

CONFIRM, STOP = "address", "address-stop"
LASTS = timedelta(days=2)


def about_change(change: int) -> str:
    """What the links of a change of address are about; bare numbers are people."""
    return f"change:{change}"


def key_in(about: str) -> str:
    """The key of the change again."""
    return about.removeprefix("change:")


class SameAddress(Exception):
    """It is their address already."""


class AddressTaken(Exception):
    """Somebody else has had that address since it was asked for."""


@transaction.atomic
def ask_for_address(*, person: int, email: str, by: By, now: datetime) -> AddressChange:
    """Send a link to the new address, and word of it to the old one; a change asked for before is dropped.

    An address that somebody else has gets another mail, and the caller is told nothing of it. Raises `SameAddress`.
    """
    found = User.objects.select_for_update().get(pk=person)
    if found.email.lower() == email.lower():
        raise SameAddress
    drop_address_change(person=person, by=by, now=now)
    change = AddressChange.objects.create(person=found, email=email.lower(), asked_at=now, expires_at=now + LASTS)
    taken = User.objects.filter(email__iexact=email).exists()
    about = about_change(change.pk)
    token = issue_link(purpose=CONFIRM, about=about, lasts=LASTS, now=now)
    stop = issue_link(purpose=STOP, about=about, lasts=LASTS, now=now)
    values = {
        "person": found,
        "email": change.email,
        "url": settings.BASE_URL + reverse("accounts:address-confirm", args=[token]),
        "stop_url": settings.BASE_URL + reverse("accounts:address-stop", args=[stop]),
    }
    to_new = "accounts/mail/address_taken" if taken else "accounts/mail/address_confirm"
    send_mail_soon(template=to_new, to=change.email, language=found.language, values=values)
    send_mail_soon(template="accounts/mail/address_asked", to=found.email, language=found.language, values=values)
    _note(change, "ask-address", by=by, now=now)
    return change


@transaction.atomic
def confirm_address(*, token: str, session: str, now: datetime) -> AddressChange:
    """Give an account its new address, and end its sessions but that one with the key `session`.

    Raises `LinkRefused`, and `AddressTaken` when somebody was quicker.
    """
    change = _change_of(CONFIRM, token, now)
    person = User.objects.select_for_update().get(pk=change.person_id)
    if User.objects.filter(email__iexact=change.email).exclude(pk=person.pk).exists():
        raise AddressTaken
    before, person.email = person.email, change.email
    person.save(update_fields=["email"])
    change.confirmed_at = now
    change.save(update_fields=["confirmed_at"])
    by = signature(person)
    _note(change, "change-address", by=by, now=now, before=before)
    end_other_sessions(person=person.pk, but=session, by=by, now=now, why="another address")
    values = {"person": person, "before": before}
    for to in (before, person.email):
        send_mail_soon(template="accounts/mail/address_changed", to=to, language=person.language, values=values)
    return change


@transaction.atomic
def stop_address(*, token: str, now: datetime) -> AddressChange:
    """The old mailbox says no: the change is dropped, and every session ends, because one of them asked for it.

    It cannot undo a change that was confirmed: whoever leaves an office must not lose the account to whoever reads the
    old mailbox next. Raises `LinkRefused`.
    """
    change = _change_of(STOP, token, now)
    by = signature(change.person)
    drop_address_change(person=change.person_id, by=by, now=now)
    end_all_sessions(person=change.person_id, by=by, now=now, why="a change of address was stopped")
    return change


@transaction.atomic
def drop_address_change(*, person: int, by: By, now: datetime) -> bool:
    """Drop the change that a person has asked for; whether there was one."""
    rows = AddressChange.objects.select_for_update().filter(person=person, confirmed_at=None, cancelled_at=None)
    dropped = list(rows)
    for change in dropped:
        change.cancelled_at = now
        change.save(update_fields=["cancelled_at"])
        for purpose in (CONFIRM, STOP):
            revoke_links(purpose=purpose, about=about_change(change.pk), now=now)
        _note(change, "drop-address", by=by, now=now)
    return bool(dropped)


def _change_of(purpose: str, token: str, now: datetime) -> AddressChange:
    link = use_link(purpose=purpose, token=token, now=now)
    change = AddressChange.objects.select_for_update().filter(pk=key_in(link.about)).first()
    if change is None:
        raise LinkForeign
    if change.cancelled_at:
        raise LinkRevoked
    if change.confirmed_at:
        raise LinkUsed
    return change


def _note(change: AddressChange, verb: str, *, by: By, now: datetime, before: str = "") -> None:
    changes = {"email": [before, change.email]} if before else {}
    record(
        at=now,
        by=by,
        verb=verb,
        kind="person",
        key=str(change.person_id),
        label=change.person.name,
        changes=changes,
        subject=change.person_id,
        personal=("label", "email"),
    )
