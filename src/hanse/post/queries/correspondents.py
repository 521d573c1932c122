"""Reading whom we write to."""

from __future__ import annotations

from uuid import UUID

from hanse.post.letters import DIGEST
from hanse.post.models import Correspondent, Subscription


def correspondent_by_uid(uid: UUID) -> Correspondent | None:
    """Whom a signed link names, if we still know them."""
    return Correspondent.objects.filter(uid=uid).first()


def takes_no(correspondent: Correspondent, kind: str) -> bool:
    """Whether somebody has stopped a kind of news; a digest stands for all of them."""
    return correspondent.refuses_all or (kind != DIGEST.key and kind in correspondent.refused)


def subscription_confirmed(uid: UUID) -> bool | None:
    """Whether a wish for news was confirmed; nothing where it was forgotten, or has ended."""
    row = Subscription.objects.filter(uid=uid, ended_at__isnull=True).only("confirmed_at").first()
    return None if row is None else row.confirmed_at is not None
