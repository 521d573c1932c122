"""Signing up: whoever proves a mailbox gets an account, with what they agreed to."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hanse.accounts.actors import signature
from hanse.accounts.choices import Role
from hanse.accounts.models import User
from hanse.accounts.operations.consents import ACCOUNT, record_consent
from hanse.accounts.operations.people import PersonExists, add_person
from hanse.audit.actor import Actor


@transaction.atomic
def join(*, email: str, name: str, language: str, text: str, text_language: str, now: datetime) -> User:
    """Make an account for a mailbox that was proven, and keep the consent with its text.

    Where one was made in the meantime, that is the account; what it says of the person stays.
    """
    try:
        person = add_person(
            email=email, name=name, role=Role.PERSON, by=Actor(email.lower()), now=now, language=language
        )
    except PersonExists:
        person = User.objects.get(email__iexact=email)
    record_consent(purpose=ACCOUNT, text=text, language=text_language, person=person.pk, by=signature(person), now=now)
    return person
