"""`hanse audit verify | seal | export`: the chain of acts, checked, continued, handed on."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hanse.audit.operations.sealing import seal_waiting
from hanse.audit.queries.exporting import exported
from hanse.audit.queries.verifying import verify


class Command(BaseCommand):
    """Check the record of acts, seal what waits, or write it to a file."""

    help = (
        "Check that nobody has changed the record of acts (verify; exit code 1 and the first bad entry where somebody "
        "has), seal what waits for it (seal; `hanse tick` does so, too), or write the chain as lines of JSON (export)."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do."""
        parser.add_argument("do", choices=["verify", "seal", "export"], help="what to do")
        parser.add_argument(
            "--head", default="", metavar="DIGEST", help="verify: a digest noted earlier, which must be in the chain"
        )
        parser.add_argument("-o", "--output", type=Path, help="export: the file to write; without it, standard output")
        parser.add_argument(
            "--personal", action="store_true", help="export: with the personal parts that are still kept"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do one of the three."""
        if options["do"] == "verify":
            self._verify(options["head"])
        elif options["do"] == "seal":
            self.stdout.write(f"Sealed: {seal_waiting()}.")
        else:
            self._export(options["output"], personal=options["personal"])

    def _verify(self, head: str) -> None:
        verdict = verify(head)
        if verdict.fault:
            raise CommandError(
                f"The record was tampered with. First at {verdict.fault.number} of {verdict.sealed}: "
                f"{verdict.fault.says}"
            )
        self.stdout.write(f"The chain holds: {verdict.sealed} entries.")
        self.stdout.write(f"Personal parts: {verdict.personal}, of which {verdict.erased} were erased.")
        if verdict.late:
            self.stdout.write(
                f"Chained more than a day after later ones: {verdict.late}, the first is {verdict.first_late}. "
                "Imports and demonstrations do that; look at them where you know of none."
            )
        if verdict.waiting:
            self.stdout.write(f"Waiting for their seal: {verdict.waiting}. `hanse audit seal` seals them.")
        if verdict.head:
            self.stdout.write(f"Head: {verdict.head}")
            self.stdout.write("Note it elsewhere; `hanse audit verify --head` shows later that nothing was cut off.")

    def _export(self, output: Path | None, *, personal: bool) -> None:
        if output is None:
            for line in exported(personal=personal):
                self.stdout.write(line)
            return
        count = 0
        try:
            with output.open("w", encoding="utf-8") as file:
                for line in exported(personal=personal):
                    file.write(line + "\n")
                    count += 1
        except OSError as fault:
            raise CommandError(f"{output} cannot be written: {fault.strerror}. Choose a folder that exists.") from None
        self.stdout.write(f"Wrote {count} entries to {output}.")
