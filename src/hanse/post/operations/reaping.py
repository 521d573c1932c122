"""Finding what dead workers left, and what nobody has in hand, and giving it to the living.

The library's rows stay RUNNING when their worker is killed, and nobody looks at them again; messages stay claimed. Of
a worker on this machine it is known at once that it is gone; of others, when their time has passed.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from hanse.post.choices import Delivery, Outcome
from hanse.post.identity import is_known_dead
from hanse.post.models import Attempt, Message
from hanse.post.operations.delivering import due, wake

LONGEST_TASK = timedelta(hours=1)
MOST_RUNS = 5  # a task that has killed so many workers is not given to another one
OVERDUE = timedelta(minutes=15)
BATCH = 500


def reap_messages(*, stamp: datetime) -> int:
    """Send again what was being handed over when its worker died; each is marked, because it may arrive twice."""
    claimed = Message.objects.filter(delivery=Delivery.HANDING_OVER).exclude(claimed_by="")
    dead = [who for who in claimed.order_by().values_list("claimed_by", flat=True).distinct() if is_known_dead(who)]
    left = Message.objects.filter(
        Q(lease_until_at__lt=stamp) | Q(claimed_by__in=dead), delivery=Delivery.HANDING_OVER
    ).values_list("pk", "attempts")
    return sum(_release(pk, attempts, stamp) for pk, attempts in list(left[:BATCH]))


@transaction.atomic
def _release(pk: int, attempts: int, stamp: datetime) -> bool:
    """Free one message, unless its worker was quicker or another one has freed it."""
    freed = Message.objects.filter(pk=pk, attempts=attempts, delivery=Delivery.HANDING_OVER).update(
        delivery=Delivery.WAITING, lease_until_at=None, claimed_by="", next_try_at=None, maybe_doubled=True
    )
    if freed:
        Attempt.objects.filter(message=pk, number=attempts, outcome=Outcome.OPEN).update(
            outcome=Outcome.LOST, ended_at=stamp
        )
        wake(Message.objects.get(pk=pk), stamp=stamp)
    return bool(freed)


@transaction.atomic
def reap_tasks(*, stamp: datetime) -> int:
    """Let tasks whose worker is gone run again. So every task has to bear being run twice."""
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).select_for_update(skip_locked=True)
    count = 0
    for row in running[:BATCH]:
        worker = row.worker_ids[-1] if row.worker_ids else ""
        too_long = row.started_at is not None and row.started_at < stamp - LONGEST_TASK
        if not (too_long or is_known_dead(worker)):
            continue
        is_poison = len(row.worker_ids) >= MOST_RUNS
        row.status = TaskResultStatus.FAILED if is_poison else TaskResultStatus.READY
        if is_poison:
            row.finished_at = stamp
            row.traceback = f"{MOST_RUNS} workers died while they ran this."
        row.save(update_fields=["status", "finished_at", "traceback"])
        count += 1
    return count


@transaction.atomic
def wake_due(*, now: datetime, stamp: datetime) -> int:
    """Give to the workers what is due and was not given to them, or so long ago that the task must be lost."""
    forgotten = Q(enqueued_at__isnull=True) | Q(enqueued_at__lt=stamp - OVERDUE)
    rows = list(
        Message.objects.select_for_update(skip_locked=True).filter(due(now, stamp), forgotten).order_by("id")[:BATCH]
    )
    for row in rows:
        wake(row, stamp=stamp)
    return len(rows)


@transaction.atomic
def prune_tasks(*, stamp: datetime) -> int:
    """Forget tasks that went well after a day, others after a fortnight; messages keep their own record."""
    done = Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=stamp - timedelta(days=1))
    failed = Q(status=TaskResultStatus.FAILED, finished_at__lt=stamp - timedelta(days=14))
    old = DBTaskResult.objects.filter(done | failed).order_by(F("finished_at")).values_list("pk", flat=True)
    return DBTaskResult.objects.filter(pk__in=list(old[: BATCH * 4])).delete()[0]
