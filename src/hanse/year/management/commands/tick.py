"""`hanse tick`: do what is due."""

from typing import Any

from django.core.management.base import BaseCommand

from hanse.ui import clock
from hanse.year.chores import do_chores


class Command(BaseCommand):
    """For a timer, and for people who do not want to wait."""

    help = (
        "Do what is due now: what dead workers left, messages whose time has come, reminders, digests. "
        "Workers do the same every minute, so a timer is needed only where none runs all the time."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say what was done."""
        report = do_chores(now=clock.now(), stamp=clock.stamp()) or {}
        for name, count in report.items():
            self.stdout.write(f"{name}: {count}")
        if not report:
            self.stdout.write("Nothing was due.")
