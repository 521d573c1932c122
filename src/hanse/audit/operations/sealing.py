"""Chaining what was recorded: one after another, and not while anybody's own work waits for it."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from hanse.audit.canonical import GENESIS, chained
from hanse.audit.documents import document
from hanse.audit.models import Entry, Seal

LOCK = 0x48414E5345  # "HANSE": the advisory lock of the sealer on PostgreSQL
BATCH = 1000
_log = logging.getLogger("hanse.audit")


def seal_waiting(*, most: int = 1_000_000) -> int:
    """Seal the entries that wait, in batches with a transaction each; how many were sealed.

    Entries are written without a seal, in the transaction of the act, so that no two acts wait for each other; this
    chains them afterwards (ADR 0010). Where somebody else is sealing at the moment, it leaves the work to them.
    """
    total = 0
    while total < most:
        sealed = _seal_batch(min(BATCH, most - total))
        total += sealed
        if sealed < BATCH:
            break
    if total:
        newest = Seal.objects.order_by("-number")[0]
        # A log is often kept elsewhere: there it is a witness of the chain.
        _log.info("Sealed %s; head of the record: %s %s", total, newest.number, newest.digest)
    return total


@transaction.atomic
def _seal_batch(size: int) -> int:
    if not _is_the_only_sealer():
        return 0
    head = Seal.objects.order_by("-number").first()
    number, digest = (head.number, bytes.fromhex(head.digest)) if head else (0, GENESIS)
    waiting = list(Entry.objects.filter(~Exists(Seal.objects.filter(entry=OuterRef("pk")))).order_by("pk")[:size])
    if not waiting:
        return 0
    seals = _chain(waiting, number, digest)
    Seal.objects.bulk_create(seals, batch_size=BATCH)
    return len(seals)


def _chain(entries: Sequence[Entry], number: int, digest: bytes) -> list[Seal]:
    seals = []
    for place, entry in enumerate(entries, number + 1):
        digest = chained(digest, document(entry))
        seals.append(Seal(number=place, entry=entry, digest=digest.hex()))
    return seals


def _is_the_only_sealer() -> bool:
    """Whether this transaction may seal. SQLite has one writer anyway; the primary key forbids forks on both."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])
