"""`hanse export 2023 DIR`: write a year as files."""

from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hanse.audit.queries import newest_act
from hanse.calendar.loading.exporting import files_of, within_year
from hanse.calendar.loading.ground import NAME, Ground
from hanse.calendar.queries.snapshot import loaded, snapshot


class Command(BaseCommand):
    """Write a year in the form that `hanse load` reads."""

    help = "Export a year to a folder, in the form that `hanse load` reads."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The year and the folder."""
        parser.add_argument("year", type=int, help="such as 2023")
        parser.add_argument("folder", type=Path, help="where the files go; it is made where there is none")
        parser.add_argument("--force", action="store_true", help="replace files that are there already")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write every file, or none where one is in the way."""
        kept = snapshot(options["year"])
        if ("year", str(options["year"])) not in kept:
            raise CommandError(f"There is no year {options['year']}. Load or open it first.")
        files = files_of(options["year"], kept, loaded(options["year"]))
        files[NAME] = Ground(options["year"], newest_act(), within_year(kept)).written()
        folder: Path = options["folder"]
        try:
            _write(folder, files, force=options["force"])
        except OSError as fault:
            raise CommandError(
                f"{fault.filename or folder} cannot be written: {fault.strerror}. Choose a folder that you may write to."
            ) from None
        self.stdout.write(f"Wrote {len(files)} files to {folder}.")


def _write(folder: Path, files: Mapping[str, bytes], *, force: bool) -> None:
    other = [
        name
        for name, content in files.items()
        if name != NAME and (folder / name).exists() and (folder / name).read_bytes() != content
    ]
    if other and not force:
        names = ", ".join(sorted(other)[:4])
        raise CommandError(
            f"{folder} holds other versions of {names}. Choose an empty folder, or replace them with --force."
        )
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
