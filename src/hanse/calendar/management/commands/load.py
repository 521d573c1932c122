"""`hanse load years/2023`: bring the database to what the files say."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hanse.audit.queries import newest_act
from hanse.calendar.loading.collecting import collect
from hanse.calendar.loading.doubting import doubts_of
from hanse.calendar.loading.faults import FaultyFiles
from hanse.calendar.loading.ground import NAME
from hanse.calendar.loading.planning import Plan
from hanse.calendar.operations.loading import Unresolved, load_year, plan_year
from hanse.calendar.queries.snapshot import known_activities

DISAGREE = (
    "The browser and the files disagree, so nothing was written. Take one side with --prefer files or "
    "--prefer browser; or export the year into a new folder, edit that, and load it."
)


class Command(BaseCommand):
    """Check all files of a year, say what changes, and change it in one transaction."""

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
            wanted = collect(options["folder"], known_activities())
        except FaultyFiles as faulty:
            self.stderr.write(str(faulty))
            count = len(faulty.faults)
            raise CommandError(f"{count} {'fault' if count == 1 else 'faults'}; nothing was written.") from None
        for doubt in doubts_of(wanted, timezone.now().date()):
            self.stdout.write(f"LOOK AGAIN {doubt}")
        if options["dry_run"]:
            plan = plan_year(wanted, options["prefer"])
            self._tell(plan)
            if plan.conflicts or plan.problems:
                raise CommandError(DISAGREE)
            self.stdout.write("Nothing was written: this was a dry run.")
            return
        try:
            plan = load_year(
                wanted=wanted, prefer=options["prefer"], by=options["by"], now=timezone.now(), tell=self._tell
            )
        except Unresolved:
            raise CommandError(DISAGREE) from None
        self._renew(options["folder"], plan)
        self.stdout.write("Nothing had changed." if plan.is_empty else f"The year {plan.year} is loaded.")

    def _renew(self, folder: Path, plan: Plan) -> None:
        """The folder of an export goes on from here: what it says now is what both have in common."""
        if plan.ground is None:
            return
        try:
            (folder / NAME).write_bytes(plan.ground.renewed(newest_act(), plan.payloads).written())
        except OSError as fault:
            self.stderr.write(
                f"Everything is loaded; but {folder / NAME} cannot be written: {fault.strerror}. "
                "Export the year anew before you edit it further, or what you loaded now will seem a conflict."
            )

    def _tell(self, plan: Plan) -> None:
        """The plan in words, before anything is written."""
        for line in plan.lines():
            self.stdout.write(line)
        self.stdout.flush()
