"""Keeping mails in the mailbox of a demonstration."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from hanse.post.models import Letter


@transaction.atomic
def keep_letter(
    *, sender: str, recipients: Sequence[str], subject: str, words: str, raw: bytes, now: datetime
) -> Letter:
    """Keep one mail. It is no act of a person, so it leaves no row in the record."""
    return Letter.objects.create(
        at=now,
        sender=sender[:500],
        recipients=", ".join(recipients),
        subject=subject,
        words=words.replace("\x00", ""),
        raw=raw,
    )


@transaction.atomic
def empty_mailbox() -> int:
    """Throw all mails away; returns how many there were."""
    return Letter.objects.all().delete()[0]
