"""Digests: what could wait, told in one message for each person and period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from hanse.post.choices import NOT_SENT, Delivery, Purpose
from hanse.post.filling import as_text
from hanse.post.kinds import Markdown
from hanse.post.letters import DIGEST
from hanse.post.models import Correspondent, Message
from hanse.post.operations.delivering import kept_back
from hanse.post.operations.queueing import Recipient, queue_message
from hanse.post.rendering import first_words
from hanse.post.rhythm import digest_after
from hanse.post.signing import sign_choices
from hanse.ui.days import day_words

BATCH = 200


def send_digests(*, now: datetime) -> int:
    """Write the digest of everybody whose hour has come; returns how many. Each is a transaction of its own."""
    due = Message.objects.filter(delivery=Delivery.GATHERED, not_before_at__lte=now).order_by()
    waiting = due.values_list("correspondent", flat=True).distinct()[:BATCH]
    return sum(_send_digest(pk, now) for pk in list(waiting) if pk is not None)


@transaction.atomic
def _send_digest(correspondent: int, now: datetime) -> bool:
    """One digest. The person's row is locked, so that two workers do not both write it; the period is in its key."""
    row = Correspondent.objects.select_for_update().get(pk=correspondent)
    gathered = list(
        row.messages.filter(delivery=Delivery.GATHERED, not_before_at__lte=now).order_by("created_at", "id")
    )
    reasons = {one.pk: kept_back(row, one.kind) for one in gathered if one.purpose == Purpose.NEWS}
    for why in NOT_SENT:
        unwanted = [pk for pk, reason in reasons.items() if reason == why]
        Message.objects.filter(pk__in=unwanted).update(delivery=why, not_before_at=None)
    gathered = [one for one in gathered if reasons.get(one.pk) is None]
    if not gathered:
        return False
    period = max(one.not_before_at for one in gathered if one.not_before_at)
    key = f"digest/{row.uid}/{period:%Y-%m-%dT%H%M}"
    pks = [one.pk for one in gathered]
    if Message.objects.filter(key=key).exists():
        # Queued before the digest was written, and committed after it: the next one tells of it.
        Message.objects.filter(pk__in=pks).update(not_before_at=digest_after(row.rhythm, row.zone, now) or now)
        return False
    digest = _write(row, gathered, key, now)
    Message.objects.filter(pk__in=pks).update(delivery=Delivery.IN_DIGEST, digest=digest)
    return True


def _write(row: Correspondent, gathered: Sequence[Message], key: str, now: datetime) -> Message:
    last = gathered[-1]
    only_news = all(one.purpose == Purpose.NEWS for one in gathered)
    first_on = gathered[0].created_at.astimezone(ZoneInfo(row.zone or "UTC")).date()
    base = settings.BASE_URL
    digest = queue_message(
        kind=replace(DIGEST, purpose=Purpose.NEWS if only_news else Purpose.DUTY),
        to=Recipient(row.email, last.name, row.language or last.language, row.person_id),
        values={
            "name": last.name or row.email,
            "count": str(len(gathered)),
            "since": day_words(first_on, row.language or last.language),
            "messages": Markdown("\n\n".join(_entry(one, base) for one in gathered)),
            "choices": f"{base}{reverse('letters:choices-by-link', args=[sign_choices(row.uid)])}",
        },
        key=key,
        now=now,
    )
    # What it tells of is on the site already; the digest itself is no further notice.
    Message.objects.filter(pk=digest.pk).update(read_at=now)
    return digest


def _entry(one: Message, base: str) -> str:
    """One message within a digest: for those with an account its beginning and a link, for others all of it."""
    subject = as_text(one.subject)
    if one.person_id is None:
        return f"### {subject}\n\n{one.body.strip()}"
    link = f"{base}{reverse('letters:notice', args=[one.uid])}"
    return f"### [{subject}]({link})\n\n{as_text(first_words(one.body))}"
