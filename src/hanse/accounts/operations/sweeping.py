"""Letting go of what has served its time: links, sessions, changes of address. For whatever runs now and then."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from hanse.accounts.models import AddressChange, OneTimeLink

LINKS_STAY = timedelta(days=30)  # so that an old link still says why it opens nothing
CHANGES_STAY = timedelta(days=365)


@transaction.atomic
def sweep(*, now: datetime) -> dict[str, int]:
    """Delete what nobody can use any more; how many rows of each. No act of anybody's, so nothing goes on record."""
    sessions = Session.objects.filter(expire_date__lt=now).delete()[0]
    alive = Session.objects.values("session_key")
    return {
        "sessions": sessions,
        "traces of sessions": UserSession.objects.exclude(session_key__in=alive).delete()[0],
        "links": OneTimeLink.objects.filter(expires_at__lt=now - LINKS_STAY).delete()[0],
        "changes of address": AddressChange.objects.filter(expires_at__lt=now - CHANGES_STAY).delete()[0],
    }
