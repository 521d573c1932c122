"""Emptying an account: whoever composes an erasure calls this for what the accounts hold."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from hanse.accounts.choices import Role
from hanse.accounts.models import AddressChange, Consent, Invitation, User
from hanse.accounts.operations.people import LastAdministrator
from hanse.accounts.operations.sessions import end_all_sessions
from hanse.audit.actor import By
from hanse.audit.operations import record


@transaction.atomic
def empty_account(*, person: int, by: By, now: datetime) -> None:
    """Take everything personal out of an account, for good; its row stays, so that what points to it stays whole.

    Consents keep their text and dates, which show that there was one; whose they were can be read no more. The record
    of acts is the business of `audit`. Raises `LastAdministrator`: somebody has to be there to say who may do what.
    """
    found = User.objects.select_for_update().get(pk=person)
    rows = User.objects.select_for_update().filter(role=Role.SECRETARIAT, is_active=True).order_by("pk")
    if [row.pk for row in rows] == [person]:
        raise LastAdministrator(person)
    end_all_sessions(person=person, by=by, now=now, why="erasure")
    for rows_of in (Authenticator.objects.filter(user=found), SocialAccount.objects.filter(user=found)):
        rows_of.delete()
    AddressChange.objects.filter(person=found).delete()
    Invitation.objects.filter(email__iexact=found.email).delete()
    gone = f"erased-{person}@invalid.invalid"
    Consent.objects.filter(person=None, email__iexact=found.email).update(email=gone)
    found.email, found.name, found.addressed_as, found.zone, found.language = gone, "", "", "", ""
    found.birth_on = found.last_seen_on = found.last_login = None
    found.role, found.areas, found.is_active = Role.PERSON, [], False
    found.set_unusable_password()
    found.save()
    record(at=now, by=by, verb="empty", kind="person", key=str(person), label="", subject=person)
