"""Letters to many: in batches, each a transaction, so that a kill in the middle loses and doubles nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet

from hanse.calendar.registration.models import Intake, Registration

A_BATCH = 200


def each(terms: Intake, rows: QuerySet[Registration], act: Callable[[Registration], None]) -> int:
    """Do something for each registration; how many. What is done must be the same when it is done again."""
    after, done = 0, 0
    found = rows.select_related("delegation__led_by", "made_by", "person").order_by("pk")
    while batch := list(found.filter(pk__gt=after)[:A_BATCH]):
        with transaction.atomic():
            for row in batch:
                row.intake = terms
                act(row)
        after, done = batch[-1].pk, done + len(batch)
    return done
