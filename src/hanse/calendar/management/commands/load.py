"""`hanse load years/2023`: bring the database to what the files say."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hanse.calendar.loading.collecting import collect
from hanse.calendar.loading.faults import FaultyFiles
from hanse.calendar.loading.planning import make_plan
from hanse.calendar.operations.loading import write_year
from hanse.calendar.queries.snapshot import loaded, snapshot


class Command(BaseCommand):
    """Check all files of a year, say what would change, and change it in one transaction."""

    help = "Load a year from its folder. Everything is checked first; with any fault nothing is written."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder, and what to do about differences."""
        parser.add_argument("folder", type=Path, help="such as years/2023")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
        parser.add_argument(
            "--prefer",
            choices=["files", "browser"],
            default="",
            help="who wins where both changed the same thing; without it such a conflict stops the load",
        )
        parser.add_argument("--by", default="hanse load", help="who does this, for the record")

    def handle(self, *args: Any, **options: Any) -> None:
        """Collect, compare, print, write."""
        try:
            wanted = collect(options["folder"])
        except FaultyFiles as faulty:
            self.stderr.write(str(faulty))
            count = len(faulty.faults)
            raise CommandError(f"{count} {'fault' if count == 1 else 'faults'}; nothing was written.") from None
        plan = make_plan(wanted, snapshot(wanted.year), loaded(wanted.year), options["prefer"])
        for line in plan.lines():
            self.stdout.write(line)
        if plan.conflicts:
            raise CommandError(
                "The browser and the files disagree, so nothing was written. Take one side with --prefer files or "
                "--prefer browser, or export the year, edit that, and load it."
            )
        if options["dry_run"]:
            self.stdout.write("Nothing was written: this was a dry run.")
            return
        write_year(plan=plan, by=options["by"], now=timezone.now())
        self.stdout.write("Nothing had changed." if plan.is_empty else f"The year {plan.year} is loaded.")
