"""`hanse retention`: let go of personal data whose time is over."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from hanse.ui import clock
from hanse.year.personal.retention import apply_retention


class Command(BaseCommand):
    """Apply the periods of `docs/reference/retention.md`."""

    help = "Empty the personal data whose time is over, and close accounts that nobody uses (also part of the tick)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to do it."""
        parser.add_argument("--dry-run", action="store_true", help="say what would go, and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Apply and print."""
        done = apply_retention(clock.now(), stamp=clock.stamp(), dry_run=options["dry_run"])
        for one in done:
            self.stdout.write(f"{one.count:7} {one.model}: {', '.join(one.fields)}")
        if not done:
            self.stdout.write("Nothing is older than it may be.")
        elif options["dry_run"]:
            self.stdout.write("Nothing was changed: this was a dry run.")
