"""Recording what somebody agreed to, with its very words, and that they take it back."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction

from hanse.accounts.models import Consent
from hanse.audit.actor import By
from hanse.audit.operations import record

ACCOUNT = "account"  # the purpose without which there is no account; it ends with the account


def version_of(text: str) -> str:
    """What tells one wording from another, in every language."""
    return sha256(text.encode()).hexdigest()


@transaction.atomic
def record_consent(
    *, purpose: str, text: str, language: str, by: By, now: datetime, person: int | None = None, email: str = ""
) -> Consent:
    """Keep that somebody agreed to a text; agreeing again to the same words changes nothing.

    `person` is the key of an account; for strangers `email` is their address. `purpose` is a short key of the room's
    own, such as "account" or "registration", by which the consent is asked for and withdrawn.
    """
    version = version_of(text)
    mine = Consent.objects.select_for_update().filter(withdrawn_at__isnull=True, purpose=purpose, text_version=version)
    there = mine.filter(person=person).first() if person else mine.filter(person=None, email__iexact=email).first()
    if there is not None:
        return there
    new = {"person_id": person, "email": "" if person else email.lower(), "purpose": purpose, "text_version": version}
    try:
        with transaction.atomic():
            consent = Consent.objects.create(**new, text=text, language=language, given_at=now)
    except IntegrityError:  # the same click, twice
        return mine.get(person=person)
    _note(consent, "consent", by=by, now=now)
    return consent


@transaction.atomic
def withdraw_consent(*, purpose: str, by: By, now: datetime, person: int | None = None, email: str = "") -> int:
    """Take back all consents of a person, or of a stranger's address, for a purpose; how many there were."""
    mine = Consent.objects.select_for_update().filter(withdrawn_at__isnull=True, purpose=purpose)
    rows = list(mine.filter(person=person) if person else mine.filter(person=None, email__iexact=email))
    for consent in rows:
        consent.withdrawn_at = max(now, consent.given_at)
        consent.save(update_fields=["withdrawn_at"])
        _note(consent, "withdraw", by=by, now=now)
    return len(rows)


def _note(consent: Consent, verb: str, *, by: By, now: datetime) -> None:
    record(
        at=now,
        by=by,
        verb=verb,
        kind="consent",
        key=str(consent.pk),
        label=consent.purpose,
        note=consent.text_version,
        subject=consent.person_id,
    )
