"""From the record to calls, and from calls to answers. The tick does both.

Changes are read from the sealed record, by number and without a gap, so no room has to tell of what it does, nothing
is told that was rolled back, and nothing is forgotten when a process dies: a hook goes on after the last number it saw.
What is sent names the thing and not its content; who may see that asks the API with a token.
"""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from hanse.audit.models import Entry, Seal
from hanse.post.webhooks.calling import ANSWERED, NotCallable, call
from hanse.post.webhooks.choices import Outcome
from hanse.post.webhooks.models import Call, Hook
from hanse.post.webhooks.signing import signature

MOST_READ = 2000  # entries of the record looked at for one hook in one turn
WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 720, 1440))
LEASE = timedelta(minutes=2)
GIVEN_UP_IN_A_ROW = 5


def collect_calls(now: datetime) -> int:
    """Queue what has changed since each hook was last told; how many calls."""
    return sum(_collect(hook.pk, now) for hook in Hook.objects.filter(stopped_at__isnull=True).only("pk"))


@transaction.atomic
def _collect(pk: int, now: datetime) -> int:
    hook = Hook.objects.select_for_update().get(pk=pk)
    seals = list(
        Seal.objects.filter(number__gt=hook.after).order_by("number").values_list("number", "entry_id")[:MOST_READ]
    )
    if not seals:
        return 0
    entries = Entry.objects.filter(pk__in=[entry for _, entry in seals], kind__in=hook.kinds).in_bulk()
    calls = [
        Call(hook=hook, number=number, body=_body(entries[entry]), next_at=now)
        for number, entry in seals
        if entry in entries and _concerns(hook, entries[entry])
    ]
    Call.objects.bulk_create(calls, ignore_conflicts=True)
    hook.after = seals[-1][0]
    hook.save(update_fields=["after"])
    return len(calls)


def deliver_calls(now: datetime, most: int = 100) -> int:
    """Make the calls that are due, one after another; how many were answered."""
    answered = 0
    due = Call.objects.filter(outcome=Outcome.WAITING, next_at__lte=now, hook__stopped_at__isnull=True)
    for pk in list(due.order_by("next_at", "pk").values_list("pk", flat=True)[:most]):
        claimed = _claim(pk, now)
        if claimed is not None:
            answered += _attempt(claimed, now)
    return answered


@transaction.atomic
def _claim(pk: int, now: datetime) -> Call | None:
    """Take a call for a short while, so that two workers do not make it at once, and it returns if this one dies."""
    found = Call.objects.select_for_update().filter(pk=pk, outcome=Outcome.WAITING, next_at__lte=now).first()
    if found is None:
        return None
    found.attempts += 1
    found.next_at = now + LEASE
    found.save(update_fields=["attempts", "next_at"])
    return Call.objects.select_related("hook").get(pk=pk)


def _attempt(one: Call, now: datetime) -> int:
    identifier, stamp = f"msg_{one.uid.hex}", int(now.timestamp())
    headers = {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Hanse-Webhooks/1",
        "webhook-id": identifier,
        "webhook-timestamp": str(stamp),
        "webhook-signature": signature(one.hook.secret, identifier=identifier, timestamp=stamp, body=one.body),
    }
    status, fault = None, ""
    try:
        status = call(one.hook.url, body=one.body, headers=headers, allow_local=settings.CONFIG.demo)
        fault = "" if 200 <= status < 300 else f"{ANSWERED} {status}."
    except NotCallable as refusal:
        fault = str(refusal)
    _settle(one.pk, now, status, fault)
    return int(not fault)


@transaction.atomic
def _settle(pk: int, now: datetime, status: int | None, fault: str) -> None:
    one = Call.objects.select_for_update().get(pk=pk)
    hook = Hook.objects.select_for_update().get(pk=one.hook_id)
    one.status, one.fault = status, fault[:200]
    if not fault:
        one.outcome, one.answered_at, hook.failures = Outcome.ANSWERED, now, 0
    elif one.attempts > len(WAITS) or status == 410:
        one.outcome = Outcome.GIVEN_UP
        hook.failures += 1
        if hook.failures >= GIVEN_UP_IN_A_ROW or status == 410:
            hook.stopped_at, hook.stopped_because = now, fault[:200]
    else:
        # A little apart, so that a receiver that comes back is not met by all calls at once.
        spread = random.Random(f"{one.uid}{one.attempts}").uniform(1, 1.2)  # noqa: S311  # no secret hangs on it
        one.next_at = now + WAITS[one.attempts - 1] * spread
    one.save()
    hook.save(update_fields=["failures", "stopped_at", "stopped_because"])


def _concerns(hook: Hook, entry: Entry) -> bool:
    if not hook.organisation:
        return True
    return entry.acted_for == hook.organisation or (entry.kind, entry.key) == ("organisation", hook.organisation)


def _body(entry: Entry) -> str:
    data = {"kind": entry.kind, "key": entry.key, "acted_for": entry.acted_for}
    told = {"type": f"{entry.kind}.{entry.verb}", "timestamp": entry.at.isoformat(), "data": data}
    return json.dumps(told, ensure_ascii=False)
