"""Reading whom we write to."""

from __future__ import annotations

from uuid import UUID

from hanse.post.models import Correspondent


def correspondent_by_uid(uid: UUID) -> Correspondent | None:
    """Whom a signed link names, if we still know them."""
    return Correspondent.objects.filter(uid=uid).first()
