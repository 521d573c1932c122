"""Forgetting: what a person may have erased, and what nobody needs any more.

A message that was sent keeps its row: that it went, of which kind, when and with what outcome is the record of the
secretariat's work. To whom and with what words is the person's, and goes.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Concat

from hanse.audit.actor import By
from hanse.audit.operations import record
from hanse.post.choices import Delivery
from hanse.post.models import Addressee, Attachment, Correspondent, Message, Subscription

FILES_KEPT = timedelta(days=180)
BATCH = 500


@transaction.atomic
def erase_person(*, person: int | None, email: str, by: By, now: datetime) -> int:
    """Erase what the post knows of somebody, with an account or without; returns how many messages that were.

    What waits is not sent any more. Links in mails that they have then say that nothing is sent to them.
    """
    theirs = Q(person=person) if person is not None else Q(pk__in=[])
    if email:
        theirs |= Q(person__isnull=True, email__iexact=email)
    rows = Message.objects.filter(theirs)
    rows.filter(delivery__in=[Delivery.WAITING, Delivery.GATHERED]).update(delivery=Delivery.WITHDRAWN)
    Attachment.objects.filter(message__in=rows).delete()
    nameless = Concat(Value("erased-"), Cast(F("pk"), CharField()), Value("@invalid"))
    Addressee.objects.filter(theirs).update(email=nameless, name="", person=None)
    pks = list(rows.values_list("pk", flat=True))
    count = Message.objects.filter(pk__in=pks).update(
        email="", name="", subject="", body="", about="", answer="", person=None, correspondent=None
    )
    Subscription.objects.filter(email__iexact=email).delete()
    Correspondent.objects.filter(theirs).delete()
    record(at=now, by=by, verb="erase messages", kind="correspondent", key=str(person or ""), label=f"{count} messages")
    return count


@transaction.atomic
def forget_old_files(*, stamp: datetime) -> int:
    """Files go half a year after their message; tickets and calendar entries are of no use then, and large."""
    old = Attachment.objects.filter(message__sent_at__lt=stamp - FILES_KEPT).values_list("pk", flat=True)
    return Attachment.objects.filter(pk__in=list(old[:BATCH])).delete()[0]
