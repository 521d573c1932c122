"""What the record costs, and why it is sealed afterwards (ADR 0010): `python -m benchmarks.audit`.

On SQLite: an act, sealing, verifying. On PostgreSQL also how many acts come through from several connections at once
when each act chains itself in its transaction, when it does so just before the commit, and as we do it.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from time import perf_counter, process_time
from typing import Any

from django.db import connection, connections, transaction

from benchmarks import fresh_database
from benchmarks.reporting import again_on_postgresql, figure, report
from hanse.audit.actor import Actor
from hanse.audit.canonical import chained
from hanse.audit.documents import document
from hanse.audit.models import Entry
from hanse.audit.operations import compose, forget_person, record, record_many, seal_waiting
from hanse.audit.queries.searching import Search, find, page_of
from hanse.audit.queries.verifying import verify

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
AMARA = Actor("Amara Nakato <amara@example.org>", 5, "kampala")
MANY = 50_000
SECONDS = 4.0
REST = 0.005  # what else an act does in its transaction: a few queries and the way to the database, in seconds


def write(key: str) -> Entry:
    """One act as rooms record it."""
    changes = {"title": ["Forum", "Forum on water"], "email": ["a@example.org", "b@example.org"]}
    return record(at=NOW, by=AMARA, verb="revise", kind="activity", key=key, label="Forum", changes=changes,
                  subject=7, personal=("email",))  # fmt: skip


def chain_now(entry: Entry) -> None:
    """The other design: the act takes the head of the chain, which no other act can do until it commits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, digest FROM bench_head FOR UPDATE")
        number, digest = cursor.fetchone()
        after = chained(bytes.fromhex(digest), document(entry)).hex()
        cursor.execute("INSERT INTO audit_seal (number, entry_id, digest) VALUES (%s, %s, %s)", [number + 1, entry.pk, after])  # fmt: skip
        cursor.execute("UPDATE bench_head SET number = %s, digest = %s", [number + 1, after])


def rest() -> None:
    """The rest of the act, for which the processor is not needed here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(%s)", [REST])


@transaction.atomic
def chained_at_once(key: str) -> None:
    """Recorded and chained, then the rest: what `record` would have to do."""
    chain_now(write(key))
    rest()


@transaction.atomic
def chained_at_the_end(key: str) -> None:
    """Recorded, the rest, then chained as the last thing before the commit."""
    entry = write(key)
    rest()
    chain_now(entry)


@transaction.atomic
def sealed_afterwards(key: str) -> None:
    """Recorded, the rest; a sealer runs beside it."""
    write(key)
    rest()


def together(act: Callable[[str], None], writers: int, *, seals: bool) -> float:
    """Acts in a second from several connections at once."""
    connections.close_all()
    context = multiprocessing.get_context("fork")
    counts = context.Queue()
    stop = context.Event()

    def writer(number: int) -> None:
        done, until = 0, perf_counter() + SECONDS
        while perf_counter() < until:
            act(f"{number}-{done}")
            done += 1
        counts.put(done)
        connections.close_all()

    def sealer() -> None:
        while not stop.wait(1):
            seal_waiting()
        connections.close_all()

    processes = [context.Process(target=writer, args=(number,)) for number in range(writers)]
    beside = context.Process(target=sealer) if seals else None
    for process in (*processes, *filter(None, [beside])):
        process.start()
    total: int = sum(counts.get(timeout=60) for _ in processes)
    stop.set()
    for process in (*processes, *filter(None, [beside])):
        process.join()
    return total / SECONDS


def contention() -> Iterator[dict[str, Any]]:
    """The three designs from one, eight and sixteen connections."""
    designs = (("chained-at-once", chained_at_once), ("chained-at-the-end", chained_at_the_end),
               ("sealed-afterwards", sealed_afterwards))  # fmt: skip
    for name, act in designs:
        for writers in (1, 8, 16):
            fresh_database()
            with connection.cursor() as cursor:
                cursor.execute("CREATE TABLE IF NOT EXISTS bench_head (number bigint, digest text)")
                cursor.execute("DELETE FROM bench_head")
                cursor.execute("INSERT INTO bench_head VALUES (0, %s)", ["0" * 64])
            rate = together(act, writers, seals=act is sealed_afterwards)
            seal_waiting()
            assert verify().holds
            yield figure(f"audit/{name}-{writers}", rate, "acts/s", None)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bench_head")


def single() -> Iterator[dict[str, Any]]:
    """What one process spends, on either database."""
    vendor = connection.vendor
    fresh_database()
    write("warm")
    begun = perf_counter()
    for number in range(300):
        write(str(number))
    yield figure(f"audit/{vendor}-record", (perf_counter() - begun) / 300 * 1000, "ms", None)
    with transaction.atomic():
        many = [compose(at=NOW, by=AMARA, verb="load", kind="activity", key=str(n), label="x") for n in range(MANY)]
        begun = process_time()
        record_many(many[:5000])
        yield figure(f"audit/{vendor}-record-many-5000", process_time() - begun, "s CPU", 2.0)
        record_many(many[5000:])
    begun = perf_counter()
    sealed = seal_waiting()
    yield figure(f"audit/{vendor}-sealing", sealed / (perf_counter() - begun), "entries/s", None)
    begun = perf_counter()
    seal_waiting()
    yield figure(f"audit/{vendor}-nothing-to-seal-in-{MANY}", (perf_counter() - begun) * 1000, "ms", 250.0)
    begun = perf_counter()
    assert verify().holds
    yield figure(f"audit/{vendor}-verifying", sealed / (perf_counter() - begun), "entries/s", None)
    for name, search in (
        ("rare", Search(text="zebra")),
        ("frequent", Search(text="amara")),
        ("of-one", Search(by="amara")),
    ):
        begun = perf_counter()
        page_of(find(search))
        yield figure(f"audit/{vendor}-search-{name}-in-{MANY}", (perf_counter() - begun) * 1000, "ms", 1000.0)
    begun = perf_counter()
    forget_person(person=5)
    yield figure(f"audit/{vendor}-forgetting-{MANY}-parts", perf_counter() - begun, "s", None)
    assert verify().holds


def measure() -> Iterator[dict[str, Any]]:
    """All figures of the database at hand."""
    yield from single()
    if connection.vendor == "postgresql":
        yield from contention()


def main() -> int:
    """Print all figures; 1 when one is beyond its limit."""
    missed = report(measure())
    return missed | again_on_postgresql("audit") if connection.vendor == "sqlite" else missed


if __name__ == "__main__":
    sys.exit(main())
