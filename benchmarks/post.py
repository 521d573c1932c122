"""Throughput of the post: messages from the queue to a mail server on loopback: `python -m benchmarks.post`.

One and two workers as processes of their own, on SQLite and on PostgreSQL (`BENCH_DATABASE_URL`, or a throw-away
server of the programs that are installed; without either it is left out, and that is said). The mail server runs in
this process, on the same two cores, so a server elsewhere leaves more to the workers.
"""

from __future__ import annotations

import logging
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from django.db import connection, transaction
from tests.post.server import MailServer, listening

from benchmarks import fresh_database
from benchmarks.reporting import again_on_postgresql, figure, report
from hanse.post.kinds import MessageKind
from hanse.post.models import Message
from hanse.post.operations.queueing import Recipient, queue_message
from hanse.ui import clock

MESSAGES = 1000
MOST = 15.0  # ms of the workers' CPU for each message: 2,000 confirmations leave within half a minute on two cores
KIND = MessageKind(
    key="bench.seat",
    name="Seat",
    subject="Your seat, {name}",
    body="Dear {name},\n\nyour seat is **confirmed**.\n\n[The activity](https://year.example.org/activities/forum/)\n",
)


def queue() -> float:
    """Messages a second into the queue, each in a transaction of its own as a registration would."""
    begun = perf_counter()
    for number in range(MESSAGES):
        with transaction.atomic():
            to = Recipient(f"p{number}@example.org", f"박민아 {number}", "en")
            queue_message(kind=KIND, to=to, values={"name": to.name}, key=f"bench/{number}", now=clock.now())
    return MESSAGES / (perf_counter() - begun)


@contextmanager
def workers(count: int, port: int) -> Iterator[None]:
    """So many at work, and gone afterwards."""
    environment = worker_environment(port)
    command = [sys.executable, "-m", "hanse.cli", "worker", "--interval", "0.05", "--processes", str(count)]
    with subprocess.Popen(command, env=environment) as process:
        try:
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def worker_environment(port: int) -> dict[str, str]:
    """Settings of a worker for our mail server, without limits."""
    return {
        **os.environ,
        "HANSE_EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "HANSE_EMAIL_PER_MINUTE": "0",
        "HANSE_EMAIL_PER_DOMAIN": "0",
        "HANSE_LOG_LEVEL": "WARNING",
    }


def children_cpu() -> float:
    """Seconds of CPU that processes which we started, and theirs, have used up to their end."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def cost_of_starting() -> float:
    """Seconds of CPU of a worker that starts, finds nothing and ends."""
    before = children_cpu()
    command = [sys.executable, "-m", "hanse.cli", "worker", "--until-empty"]
    subprocess.run(command, env=worker_environment(1), check=True)
    return children_cpu() - before


def deliver(count: int) -> tuple[float, float]:
    """Messages a second to the mail server, and ms of the workers' CPU for each."""
    fresh_database()
    starting = (count if count == 1 else count + 1) * cost_of_starting()  # of several, the foreman starts, too
    before = children_cpu() + starting
    queue()
    server = MailServer()
    with listening(server) as port, workers(count, port):
        until = time.monotonic() + 300
        while len(server.taken) < MESSAGES and time.monotonic() < until:
            time.sleep(0.05)
    identities = {mail["Message-ID"] for mail in server.taken}
    assert len(identities) == len(server.taken) == MESSAGES, "something was lost or doubled"
    assert not Message.objects.filter(maybe_doubled=True).exists()
    rate = (MESSAGES - 1) / (server.at[-1] - server.at[0])
    return rate, (children_cpu() - before) / MESSAGES * 1000


def measure() -> Iterator[dict[str, Any]]:
    """All figures on the database of this process."""
    vendor = connection.vendor
    fresh_database()
    yield figure(f"post/{vendor}-queue", queue(), "messages/s", None)
    for count in (1, 2):
        rate, cpu = deliver(count)
        words = f"{count} worker" if count == 1 else f"{count} workers"
        yield figure(f"post/{vendor}-deliver ({words})", rate, "messages/s", None)
        yield figure(f"post/{vendor}-deliver-cost ({words})", cpu, "ms CPU a message", MOST)


def main() -> int:
    """Print all figures; 1 when one is beyond its limit."""
    # The mail server tells of each line that it hears.
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    missed = report(measure())
    return missed | again_on_postgresql("post") if connection.vendor == "sqlite" else missed


if __name__ == "__main__":
    sys.exit(main())
