"""`hanse brochure 2023 -o calendar.pdf`: typeset a year's calendar of activities."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from hanse.calendar.brochure.building import build
from hanse.calendar.queries.brochure import gather
from hanse.calendar.queries.years import NoSuchYear, year, year_numbers
from hanse.typeset.brochure import typeset_brochure
from hanse.typeset.press import NotTypeset
from hanse.ui import clock


class Command(BaseCommand):
    """Write the brochure that `/2023/brochure.pdf` answers with."""

    help = "Typeset the calendar of activities of a year as PDF, with what everybody may know."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The year, the file and the language."""
        parser.add_argument("year", type=int, help="such as 2023")
        parser.add_argument("-o", "--output", type=Path, required=True, help="the file to write, such as calendar.pdf")
        parser.add_argument(
            "--language",
            choices=[code for code, _ in settings.LANGUAGES],
            default=settings.LANGUAGE_CODE,
            help="the language it is written in",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Gather, word, typeset, write; a file that is there already is replaced whole or not at all."""
        language, output = options["language"], options["output"]
        try:
            shown = year(options["year"])
        except NoSuchYear:
            known = ", ".join(str(number) for number in year_numbers()) or "none yet"
            raise CommandError(
                f"There is no year {options['year']}. There are: {known}. `hanse load` brings one in."
            ) from None
        with override(language):
            gathered = gather(shown, now=clock.now())
            brochure = build(
                gathered, base_url=settings.BASE_URL, language=language, default_language=settings.LANGUAGE_CODE
            )
        try:
            pdf = typeset_brochure(brochure)
        except NotTypeset as refusal:
            raise CommandError(f"The brochure could not be typeset, and nothing was written: {refusal}") from None
        _write(output, pdf)
        self.stdout.write(f"Wrote {output}, {len(pdf) / 1024:.0f} KB.")


def _write(output: Path, pdf: bytes) -> None:
    part = output.with_name(output.name + ".part")
    try:
        part.write_bytes(pdf)
        part.replace(output)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise CommandError(
            f"{output} cannot be written: {fault.strerror}. Choose a folder that exists and that you may write to."
        ) from None
