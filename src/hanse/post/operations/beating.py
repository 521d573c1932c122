"""Doing what recurs once, however many workers would."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from hanse.post.models import Beat


@transaction.atomic
def take_beat(*, name: str, every: timedelta, stamp: datetime) -> bool:
    """Whether it is the caller's turn; then nobody else's until `every` has passed."""
    Beat.objects.get_or_create(name=name)
    free = Beat.objects.filter(Q(began_at__isnull=True) | Q(began_at__lte=stamp - every), name=name)
    return bool(free.update(began_at=stamp, ended_at=None))


@transaction.atomic
def end_beat(*, name: str, says: dict[str, Any], stamp: datetime) -> None:
    """Write down what was done."""
    Beat.objects.filter(name=name).update(ended_at=stamp, says=says)
