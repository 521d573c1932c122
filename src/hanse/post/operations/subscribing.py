"""Strangers who want the news of the year: asked for, confirmed by a link in a mail, ended. Nobody is subscribed by
somebody else, and what was not confirmed is forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import blake2b
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from hanse.audit.actor import By
from hanse.audit.operations import record
from hanse.post.letters import CONFIRM_SUBSCRIPTION, DIGEST, YEAR_NEWS
from hanse.post.models import Correspondent, Subscription
from hanse.post.operations.queueing import Recipient, queue_message
from hanse.post.signing import CONFIRM_DAYS, sign_confirm


class AskedTooLongAgo(Exception):
    """The wish was forgotten, or ended, before the link was used."""


@transaction.atomic
def ask_for_news(*, email: str, language: str, consent: str, now: datetime) -> None:
    """Send the link that confirms. The answer is the same whoever asks and whatever we know of the address.

    One address gets one such mail a day, however often somebody types it. It is no act for the record yet: anybody
    can type any address.
    """
    row = Subscription.objects.select_for_update().filter(email__iexact=email, ended_at__isnull=True).first()
    if row is None:
        row = Subscription.objects.create(email=email.lower(), language=language, consent=consent, asked_at=now)
    elif row.confirmed_at is not None:
        return
    else:
        row.language, row.consent, row.asked_at = language, consent, now
        row.save(update_fields=["language", "consent", "asked_at"])
    link = f"{settings.BASE_URL}{reverse('letters:confirm', args=[sign_confirm(row.uid)])}"
    whose = blake2b(row.email.encode(), digest_size=12).hexdigest()
    queue_message(
        kind=CONFIRM_SUBSCRIPTION,
        to=Recipient(row.email, language=language),
        values={"email": row.email, "link": link},
        key=f"confirm-subscription/{whose}/{now:%Y-%m-%d}",
        now=now,
    )


@transaction.atomic
def confirm_subscription(*, uid: UUID, now: datetime) -> Subscription:
    """The link was used. Twice is the same as once. Raises `AskedTooLongAgo`."""
    row = Subscription.objects.select_for_update().filter(uid=uid, ended_at__isnull=True).first()
    if row is None:
        raise AskedTooLongAgo
    if row.confirmed_at is None:
        row.confirmed_at = now
        row.save(update_fields=["confirmed_at"])
        # Whoever asks for news again wants it again.
        for chosen in Correspondent.objects.select_for_update().filter(person__isnull=True, email__iexact=row.email):
            chosen.refuses_all = False
            chosen.refused = [key for key in chosen.refused if key not in (YEAR_NEWS.key, DIGEST.key)]
            chosen.save(update_fields=["refuses_all", "refused"])
        _record(row, "subscribe", row.email, now)
    return row


@transaction.atomic
def forget_unconfirmed(*, now: datetime) -> int:
    """An address that nobody confirmed in time is not ours to keep."""
    old = Subscription.objects.filter(confirmed_at__isnull=True, asked_at__lt=now - timedelta(days=CONFIRM_DAYS))
    return old.delete()[0]


def _record(row: Subscription, verb: str, by: By, now: datetime) -> None:
    record(
        at=now,
        by=by,
        verb=verb,
        kind="subscription",
        key=str(row.uid),
        label=row.email,
        note=row.consent,
        personal=["label"],
    )
