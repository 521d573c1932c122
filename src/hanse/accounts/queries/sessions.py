"""Where a person is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from hanse.accounts.devices import device_words
from hanse.accounts.words import way_words


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One session in words. `is_here` marks the browser that reads this."""

    pk: int
    device: str
    address: str
    way: str
    since_at: datetime
    seen_at: datetime
    is_here: bool


def sessions_of(person: int, *, here: str, now: datetime) -> list[Elsewhere]:
    """All sessions that go on, this one first, then by when they were seen; two queries, however many there are."""
    rows = list(UserSession.objects.filter(user_id=person).order_by("-last_seen_at", "-pk"))
    keys = [row.session_key for row in rows]
    alive = set(Session.objects.filter(session_key__in=keys, expire_date__gt=now).values_list("session_key", flat=True))
    found = [
        Elsewhere(
            pk=row.pk,
            device=device_words(row.user_agent),
            address=row.ip,
            way=way_words(row.data.get("way", "")),
            since_at=row.created_at,
            seen_at=now if row.session_key == here else row.last_seen_at,
            is_here=row.session_key == here,
        )
        for row in rows
        if row.session_key in alive
    ]
    return sorted(found, key=lambda one: not one.is_here)
