"""What the post brings to desks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from hanse.post.choices import NOT_ARRIVED, Delivery, Fault
from hanse.post.models import Message
from hanse.ui.ledger import Queue

RECENT = timedelta(days=30)


def queues(*, now: datetime, areas: Collection[str] | None) -> list[Queue]:
    """What the secretariat should look at: messages that did not arrive, and a mail server that does not answer.

    Messages belong to no area, so programme managers see the same as everybody.
    """
    failed = Q(delivery__in=NOT_ARRIVED, created_at__gte=now - RECENT)
    stuck = Q(delivery=Delivery.WAITING, fault=Fault.UNREACHABLE)
    found = Message.objects.filter(failed | stuck).aggregate(
        failed=Count("pk", filter=failed),
        failed_at=Min("created_at", filter=failed),
        full=Count("pk", filter=failed & Q(fault=Fault.FULL)),
        stuck=Count("pk", filter=stuck),
        stuck_at=Min("created_at", filter=stuck),
    )
    at = reverse("letters:messages")
    lines = []
    if found["failed"]:
        name = _("Messages that did not arrive")
        if found["full"]:
            name += " " + _("(%(count)s: mailbox full)") % {"count": found["full"]}
        lines.append(
            Queue(name=name, count=found["failed"], url=f"{at}?delivery=bounced", oldest_at=found["failed_at"])
        )
    if found["stuck"]:
        lines.append(
            Queue(
                name=_("Messages for which the mail server does not answer"),
                count=found["stuck"],
                url=f"{at}?delivery=waiting",
                oldest_at=found["stuck_at"],
                late=found["stuck"],
            )
        )
    return lines
