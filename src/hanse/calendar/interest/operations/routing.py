"""Whose an interest is to answer, and telling them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from hanse.accounts.models import User
from hanse.calendar.interest.letters import YOURS
from hanse.calendar.interest.models import Interest
from hanse.calendar.interest.queries.matching import targets_in_words
from hanse.calendar.models import Activity, Area, Programme
from hanse.post.operations.queueing import Recipient, queue_message


def areas_of(targets: Sequence[dict[str, Area | Programme | Activity]]) -> frozenset[str]:
    """The areas that targets belong to."""
    keys = set()
    for target in targets:
        for thing in target.values():
            keys.add(thing.key if isinstance(thing, Area) else thing.area.key)
    return frozenset(keys)


def owner_of(areas: frozenset[str]) -> int | None:
    """The one programme manager who keeps all these areas; nobody in particular where there are none or several."""
    if not areas:
        return None
    able = [user.pk for user in User.objects.filter(role="manager", is_active=True) if areas <= set(user.areas)]
    return able[0] if len(able) == 1 else None


def tell_owner(interest: Interest, *, now: datetime) -> None:
    """Write to whoever it was given to; once for each time."""
    owner = User.objects.filter(pk=interest.owner_id, is_active=True).first() if interest.owner_id else None
    if owner is None:
        return
    language = owner.language or "en"
    path = reverse("interest:answer", args=[interest.uid])
    queue_message(
        kind=YOURS,
        to=Recipient(owner.email, owner.name, language, owner.pk),
        values={
            "name": owner.name or owner.email,
            "who": interest.name,
            "targets": targets_in_words(interest, language),
            "link": settings.BASE_URL + path,
        },
        key=f"interest-yours:{interest.uid}:{owner.pk}:{interest.revision}",
        now=now,
        about=path,
    )
