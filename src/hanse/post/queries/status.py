"""How the post is doing: what waits, what failed, what may have arrived twice, whether anybody works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Min, Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from hanse.post.choices import NOT_ARRIVED, Delivery, Fault, Outcome
from hanse.post.models import Attempt, Beat, Message

SILENT = timedelta(minutes=5)
RECENT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Status:
    """Counts, and the instants that matter. `last_tick_at` is when a worker last looked for what is due.

    `is_kept_in` when no mail server is set although this is no demonstration: then nobody gets anything. `overdue` counts
    what could have gone five minutes ago, its place in line included; `is_refused` when the mail server talks to us, but
    has taken nothing since it first refused what waits.
    """

    counts: dict[str, int]
    oldest_at: datetime | None
    overdue: int
    unreachable: int
    not_arrived: int
    maybe_doubled: int
    handed_over: int
    tasks: dict[str, int]
    last_tick_at: datetime | None
    is_silent: bool
    is_kept_in: bool
    is_refused: bool


def post_status(*, now: datetime, stamp: datetime) -> Status:
    """The state of the post in six queries."""
    due = Q(delivery=Delivery.WAITING) & (Q(not_before_at__isnull=True) | Q(not_before_at__lte=now))
    totals = Message.objects.aggregate(
        oldest_at=Min("enqueued_at", filter=due),
        overdue=Count("pk", filter=due & Q(enqueued_at__lt=stamp - SILENT)),
        unreachable=Count("pk", filter=due & Q(fault=Fault.UNREACHABLE)),
        not_arrived=Count("pk", filter=Q(delivery__in=NOT_ARRIVED, created_at__gte=now - RECENT)),
        maybe_doubled=Count("pk", filter=Q(maybe_doubled=True)),
        handed_over=Count("pk", filter=Q(attempts__gt=0)),
    )
    counts = dict(Message.objects.order_by().values_list("delivery").annotate(n=Count("pk")))
    tasks = dict(DBTaskResult.objects.order_by().values_list("status").annotate(n=Count("pk")))
    beat = Beat.objects.filter(name="tick").first()
    last_at = beat.began_at if beat else None
    return Status(
        counts={value: counts[value] for value in Delivery.values if value in counts},
        tasks={value: tasks[value] for value in TaskResultStatus.values if value in tasks},
        last_tick_at=last_at,
        is_silent=last_at is None or last_at < stamp - SILENT,
        is_kept_in=not settings.CONFIG.email_url and not settings.CONFIG.demo,
        is_refused=_is_refused(stamp),
        **totals,
    )


def _is_refused(stamp: datetime) -> bool:
    """A single mail may be put off, as by greylisting; when for five minutes none is taken, it is we who are refused."""
    put_off = Attempt.objects.filter(
        outcome=Outcome.LATER, message__delivery=Delivery.WAITING, message__fault=Fault.TEMPORARY
    )
    since = put_off.order_by().aggregate(at=Min("began_at"))["at"]
    if since is None or since > stamp - SILENT:
        return False
    return not Attempt.objects.filter(outcome__in=(Outcome.ACCEPTED, Outcome.RETURNED), began_at__gte=since).exists()
