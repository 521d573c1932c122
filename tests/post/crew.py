"""A house of its own with real workers as processes, for what only a crash shows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.own_database import own_database

QUEUE = """
import django; django.setup()
from django.db import transaction
from hanse.post.kinds import MessageKind
from hanse.post.operations.queueing import Recipient, queue_message
from hanse.ui import clock
kind = MessageKind(key="test.seat", name="A seat", subject="Seat {number}", body="Seat {number}.")
for number in range(%(first)d, %(last)d):
    with transaction.atomic():
        queue_message(kind=kind, to=Recipient(f"p{number}@example.org"), values={"number": str(number)},
                      key=f"seat/{number}", now=clock.now())
"""
LOOK = """
import django, json; django.setup()
from hanse.post.models import Message
from django_tasks_db.models import DBTaskResult
print(json.dumps({"messages": [[m.email, str(m.uid), m.delivery, m.attempts, m.maybe_doubled] for m in Message.objects.order_by("id")],
  "tasks": [[t.status, len(t.worker_ids)] for t in DBTaskResult.objects.all()]}))
"""


class House:
    """One database, one mail server, commands."""

    def __init__(self, folder: Path, port: int, **more: str) -> None:
        kept = {n: v for n, v in os.environ.items() if not n.startswith("HANSE_") and n != "DJANGO_SETTINGS_MODULE"}
        self.environment = {
            **kept,
            "HANSE_DEMO": "yes",
            "HANSE_DATA_DIR": str(folder / "data"),
            "HANSE_DATABASE_URL": own_database("crew"),
            "HANSE_EMAIL_URL": f"smtp://127.0.0.1:{port}",
            "HANSE_EMAIL_PER_MINUTE": "0",
            "HANSE_EMAIL_PER_DOMAIN": "0",
            "DJANGO_SETTINGS_MODULE": "hanse.settings",
            **more,
        }

    def hanse(self, *arguments: str) -> str:
        return self._run([sys.executable, "-m", "hanse.cli", *arguments])

    def queue(self, first: int, last: int) -> None:
        self._run([sys.executable, "-c", QUEUE % {"first": first, "last": last}])

    def look(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._run([sys.executable, "-c", LOOK]))
        return found

    def _run(self, command: list[str]) -> str:
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=True).stdout

    @contextmanager
    def worker(self, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        """A worker that is gone afterwards, whatever happens."""
        command = [sys.executable, "-m", "hanse.cli", "worker", "--interval", "0.05", *arguments]
        process = subprocess.Popen(command, env=self.environment, stderr=subprocess.DEVNULL)
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def wait_until_sent(self, seconds: float = 60) -> dict[str, Any]:
        """What is there once nothing waits any more."""
        until = time.monotonic() + seconds
        while True:
            seen = self.look()
            if all(delivery not in ("waiting", "handing-over") for _, _, delivery, _, _ in seen["messages"]):
                return seen
            assert time.monotonic() < until, seen
            time.sleep(0.3)
