"""A worker: takes tasks from the queue, one at a time, and looks every minute for what is due.

The loop is ours; what a task is, how it is claimed and how its end is written down are the library's. Its own loop asks
for the database's write lock once a second even when nothing waits, ends when the database is busy, and can lose a task
to a signal between claim and run.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from random import Random
from types import FrameType
from typing import Any

from django.db import DatabaseError, close_old_connections, connection, transaction
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from hanse.post.identity import own_identity
from hanse.post.operations.delivering import hang_up
from hanse.post.operations.reaping import reap_messages, reap_tasks
from hanse.ui import clock

TICK_EVERY = 60.0  # seconds
AT_ONCE = 2.0  # seconds
LONGEST_TROUBLE = 30.0  # seconds between tries while the database does not answer
_log = logging.getLogger("hanse.worker")


class Postman(Worker):
    """One process at work."""

    def __init__(
        self,
        *,
        interval: float = 1.0,
        until_empty: bool = False,
        tick: Callable[[], object] | None = None,
        stop_with: int | None = None,
    ) -> None:
        super().__init__(
            queue_names=["*"],
            interval=interval,
            batch=until_empty,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=own_identity(),
            excluded_queue_names=[],
        )
        self.tick = tick
        self.stop_with = stop_with
        self.stopped = threading.Event()
        self.stopped_at = 0.0
        self.next_tick = 0.0
        self.is_busy = False
        self.trouble = 0.0

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """The first signal lets the task at hand end; another one, seconds later, does not wait.

        Two at once are one: a service manager and our own foreman may both send it.
        """
        if self.stopped.is_set():
            if time.monotonic() - self.stopped_at > AT_ONCE:
                self.reset_signals()
                sys.exit(1)
            return
        self.stopped_at = time.monotonic()
        self.running = False
        self.stopped.set()

    def run(self) -> None:
        """Work until told to stop, or, with `until_empty`, until nothing is ready."""
        _log.info("A worker begins: %s", self.worker_id)
        has_looked = False
        while self.running:
            try:
                if not has_looked:
                    # What our predecessor held when it was killed goes on at once.
                    reap_messages(stamp=clock.stamp())
                    reap_tasks(stamp=clock.stamp())
                    has_looked = True
                worked = self._turn()
            except DatabaseError as fault:
                self._wait_out(fault)
                continue
            self.trouble = 0.0
            if self.batch and not worked:
                break
            if not worked:
                self._rest(self.interval)
        hang_up()
        _log.info("A worker ends: %s", self.worker_id)

    def _turn(self) -> bool:
        """One task, if there is one; before it, what is due."""
        close_old_connections()
        if self.tick is not None and time.monotonic() >= self.next_tick:
            self.next_tick = time.monotonic() + TICK_EVERY
            self.tick()
        task = self._take()
        self.is_busy = task is not None
        if task is not None:
            self.run_task(task)
        if self.stop_with is not None and os.getppid() != self.stop_with:
            # The foreman is gone; its successor starts workers of its own.
            self.running = False
        return task is not None

    def _take(self) -> DBTaskResult[..., Any] | None:
        """Claim the next task. An idle worker only reads, so that it never asks SQLite for its write lock."""
        ready = DBTaskResult.objects.ready().filter(backend_name=self.backend_name)
        if not self.is_busy and not ready.exists():
            return None
        with transaction.atomic():
            task = ready.get_locked()
            if task is not None:
                task.claim(self.worker_id)
        return task

    def _wait_out(self, fault: DatabaseError) -> None:
        self.trouble = min(LONGEST_TROUBLE, self.trouble * 2 or 0.5)
        _log.warning("The database does not answer (%s); trying again in %.1f s.", fault, self.trouble)
        if not connection.in_atomic_block:
            connection.close()
        self._rest(self.trouble)

    def _rest(self, seconds: float) -> None:
        # Scattered, so that several workers do not ask at the same instant.
        self.stopped.wait(seconds * Random().uniform(0.8, 1.2))  # noqa: S311  # no secret


class Foreman:
    """Several workers as processes of their own; one that dies is replaced."""

    def __init__(self, command: Sequence[str], processes: int) -> None:
        self.command, self.processes = list(command), processes
        self.crew: list[subprocess.Popen[bytes]] = []
        self.stopped = threading.Event()

    def stop(self, signum: int, frame: FrameType | None) -> None:
        """Pass the signal on: everybody ends the task at hand."""
        self.stopped.set()
        for one in self.crew:
            if one.poll() is None:
                one.send_signal(signal.SIGTERM)

    def run(self) -> None:
        """Keep so many at work until told to stop."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.stop)
        while not self.stopped.is_set():
            died = [one for one in self.crew if one.poll() is not None]
            self.crew = [one for one in self.crew if one.poll() is None]
            if died:
                _log.warning("%d of the workers died; replacing them.", len(died))
                self.stopped.wait(0.5)
            while len(self.crew) < self.processes and not self.stopped.is_set():
                # In a session of their own: Ctrl-C reaches them once, through us.
                command = [*self.command, "--stop-with", str(os.getpid())]
                self.crew.append(subprocess.Popen(command, start_new_session=True))  # noqa: S603  # our own command
            self.stopped.wait(0.5)
        for one in self.crew:
            one.wait()
