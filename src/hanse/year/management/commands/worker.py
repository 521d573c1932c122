"""`hanse worker`: send messages and do whatever else stands in the queue."""

import logging
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hanse.post.working import Foreman, Postman
from hanse.ui import clock
from hanse.year.chores import do_chores

MOST = 32


class Command(BaseCommand):
    """One process is enough for a small machine; several share the queue."""

    help = (
        "Work through the queue: send messages, and do what is due every minute. Runs until it is stopped; "
        "SIGTERM and Ctrl-C let the task at hand end."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many, how eager, how long."""
        parser.add_argument("--processes", type=int, default=1, help="how many work at once; on SQLite one is best")
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between looks at an empty queue")
        parser.add_argument("--until-empty", action="store_true", help="stop when nothing is ready")
        parser.add_argument("--stop-with", type=int, help="stop when this process, which started it, is gone")
        parser.add_argument("--no-tick", action="store_true", help="leave what is due every minute to others")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work."""
        processes, interval = options["processes"], options["interval"]
        if not 1 <= processes <= MOST:
            raise CommandError(f"--processes is {processes}; take a number from 1 to {MOST}.")
        if not 0 < interval <= 60:
            raise CommandError(f"--interval is {interval}; take up to 60 seconds, and more than none.")
        # The library tells of each task twice; that is for those who ask with --verbosity 2.
        if options["verbosity"] < 2:
            logging.getLogger("django_tasks").setLevel(logging.WARNING)
        if processes > 1 and options["until_empty"]:
            raise CommandError("--until-empty is for one process; several could end while another one makes work.")
        if processes > 1:
            command = [sys.executable, "-m", "hanse.cli", "worker", "--interval", str(interval)]
            Foreman([*command, *(["--no-tick"] if options["no_tick"] else [])], processes).run()
            return
        tick = None if options["no_tick"] else self.tick
        postman = Postman(
            interval=interval, until_empty=options["until_empty"], tick=tick, stop_with=options["stop_with"]
        )
        postman.configure_signals()
        postman.run()

    def tick(self) -> None:
        """Once a minute, by whoever comes first."""
        do_chores(now=clock.now(), stamp=clock.stamp(), only_if_due=True)
