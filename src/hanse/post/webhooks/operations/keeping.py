"""Making, testing, restarting and removing hooks."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from hanse.accounts.models import User
from hanse.audit.actor import By
from hanse.audit.models import Seal
from hanse.audit.operations import record
from hanse.post.webhooks.choices import Kind
from hanse.post.webhooks.models import Call, Hook
from hanse.post.webhooks.signing import fresh_secret

MOST = 10  # hooks of one person


class TooMany(Exception):
    """The person has as many hooks as one can have."""


class NoSuchHook(Exception):
    """There is none, or it belongs to somebody else."""


@transaction.atomic
def make_hook(*, person: int, organisation: str, url: str, kinds: Collection[str], by: By, now: datetime) -> Hook:
    """Call an address from now on; raises `TooMany`, and `ValueError` for a kind that is not offered."""
    if not kinds or not set(kinds) <= set(Kind.values):
        raise ValueError("kinds")
    owner = User.objects.select_for_update().get(pk=person)
    if Hook.objects.filter(person=owner).count() >= MOST:
        raise TooMany
    newest = Seal.objects.aggregate(n=Max("number"))["n"] or 0
    hook = Hook.objects.create(
        person=owner,
        organisation=organisation,
        url=url,
        secret=fresh_secret(),
        kinds=sorted(kinds),
        after=newest,
        created_at=now,
    )
    changes = {"url": ["", url], "kinds": [[], hook.kinds]}
    record(at=now, by=by, verb="make", kind="webhook", key=str(hook.uid), label=url, changes=changes, subject=person)
    return hook


@transaction.atomic
def test_hook(*, uid: UUID, person: int, by: By, now: datetime) -> Call:
    """Queue one call that says it is a test; raises `NoSuchHook`."""
    hook = _own(uid, person)
    body = {
        "type": "test",
        "timestamp": now.isoformat(),
        "data": {"note": "A test, asked for on the page of webhooks."},
    }
    call = Call.objects.create(hook=hook, number=0, body=json.dumps(body), next_at=now)
    record(at=now, by=by, verb="test", kind="webhook", key=str(uid), label=hook.url, subject=person)
    return call


@transaction.atomic
def restart_hook(*, uid: UUID, person: int, by: By, now: datetime) -> None:
    """Call again where calls had been given up too often; what was missed meanwhile is told. Raises `NoSuchHook`."""
    hook = _own(uid, person)
    hook.stopped_at, hook.stopped_because, hook.failures = None, "", 0
    hook.save(update_fields=["stopped_at", "stopped_because", "failures"])
    record(at=now, by=by, verb="restart", kind="webhook", key=str(uid), label=hook.url, subject=person)


@transaction.atomic
def remove_hook(*, uid: UUID, person: int, by: By, now: datetime) -> None:
    """Never call again; raises `NoSuchHook`."""
    hook = _own(uid, person)
    record(at=now, by=by, verb="remove", kind="webhook", key=str(uid), label=hook.url, subject=person)
    hook.delete()


def _own(uid: UUID, person: int) -> Hook:
    hook = Hook.objects.select_for_update().filter(uid=uid, person=person).first()
    if hook is None:
        raise NoSuchHook(uid)
    return hook
