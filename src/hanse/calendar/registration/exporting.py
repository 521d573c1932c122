"""Registrations as CSV and XLSX: only columns that the reader may see, and no cell that a program would run.

What people type becomes a cell. A cell that begins with =, +, -, @ and some others is a formula to a spreadsheet, so
that a name could send the whole list somewhere. In CSV such cells get an apostrophe (defusedcsv); in XLSX every cell is
written as text, which is never computed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

import xlsxwriter
from defusedcsv import csv
from django.utils.translation import gettext, gettext_lazy

from hanse.calendar.registration.choices import Attendance, QuestionKind, State
from hanse.calendar.registration.choices_day import Way
from hanse.calendar.registration.forms.questions import answer_words
from hanse.calendar.registration.models import Question
from hanse.calendar.registration.passes.codes import short_code
from hanse.calendar.registration.queries.exports import CHUNK, Row
from hanse.calendar.registration.texts_day import stamp
from hanse.calendar.registration.words import place_of

LONGEST_CELL = 32_767  # letters: what a cell of a workbook can hold
BOM = "\ufeff"  # by it Excel knows that the file is UTF-8
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_WIDE_SIGNS = ("＝", "＋", "－", "＠")  # read as =, +, - and @ where spreadsheets take full-width letters


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, and what of a row stands in it. `open_to_all` is false for the secretariat's own."""

    head: str
    cell: Callable[[Row], Any]
    open_to_all: bool = True


def columns(questions: Sequence[Question], *, zone: str, whole: bool) -> list[Column]:
    """All columns that somebody may see.

    An organisation sees whom it sends, how each stands, and who came. What people answered, and what the secretariat
    noted, is between those two (`whole`).
    """
    offered = [*_columns(zone), *_answers(questions)]
    return [one for one in offered if whole or one.open_to_all]


def csv_lines(offered: Sequence[Column], rows: Iterable[Row]) -> Iterator[str]:
    """A CSV file, some lines at a time; UTF-8 with a mark at its beginning."""
    held = io.StringIO()
    write = csv.writer(held, lineterminator="\r\n")
    held.write(BOM)
    write.writerow([_guarded(one.head) for one in offered])
    for number, row in enumerate(rows, 1):
        write.writerow([_guarded(_text(one.cell(row))) for one in offered])
        if number % CHUNK == 0:
            yield held.getvalue()
            held.seek(0)
            held.truncate()
    yield held.getvalue()


def write_workbook(target: IO[bytes], offered: Sequence[Column], rows: Iterable[Row], *, name: str) -> None:
    """An XLSX file, row after row: what is written is out of memory, in a file of the machine's own."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        # The time of its making would be another one each time.
        book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001  # the format knows no zones
        sheet = book.add_worksheet(_sheet_name(name))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(offered) - 1, 22)
        bold = book.add_format({"bold": True})
        for place, one in enumerate(offered):
            sheet.write_string(0, place, one.head[:LONGEST_CELL], bold)
        for line, row in enumerate(rows, 1):
            for place, one in enumerate(offered):
                if text := _text(one.cell(row)):
                    sheet.write_string(line, place, text[:LONGEST_CELL])


def _columns(zone: str) -> list[Column]:
    place = place_of(zone)

    def value(name: str) -> Callable[[Row], Any]:
        return lambda row: row.values[name]

    def instant(name: str) -> Callable[[Row], Any]:
        return lambda row: _moment(row.values[name], zone)

    def at(words: Any) -> str:
        return f"{words} ({place})"

    return [
        Column(gettext("Number"), lambda row: short_code(row.values["uid"])),
        Column(gettext("Name"), value("name")),
        Column(gettext("E-mail"), value("email")),
        Column(gettext("Office"), value("office")),
        Column(
            gettext("Organisation"), lambda row: row.values["organisation__name"] or row.values["organisation_name"]
        ),
        Column(gettext("Country"), value("country")),
        Column(gettext("Language"), value("language")),
        Column(gettext("Time zone"), value("zone")),
        Column(gettext("State"), lambda row: State(row.values["state"]).label),
        Column(gettext("How"), lambda row: Attendance(row.values["attendance"]).label),
        Column(gettext("Delegation"), value("delegation")),
        Column(gettext("Quota"), value("quota__name"), open_to_all=False),
        Column(gettext("Invitation"), value("invitation__code"), open_to_all=False),
        Column(gettext("Order of arrival"), value("arrival"), open_to_all=False),
        Column(gettext("Guest"), lambda row: gettext("Yes") if row.values["is_walk_in"] else ""),
        Column(at(gettext("Submitted")), instant("submitted_at")),
        Column(at(gettext("Decided")), instant("decided_at")),
        Column(at(gettext("Ended")), instant("ended_at")),
        Column(at(gettext("Let in")), lambda row: _entered(row, Attendance.IN_PERSON, zone)),
        Column(at(gettext("Online since")), lambda row: _entered(row, Attendance.ONLINE, zone)),
        Column(gettext("How we know"), _ways),
        Column(gettext("Note of the secretariat"), value("note"), open_to_all=False),
        Column(gettext("Agreed to"), value("consent"), open_to_all=False),
        Column(gettext("Identifier"), value("uid"), open_to_all=False),
    ]


def _answers(questions: Sequence[Question]) -> list[Column]:
    def cell(question: Question) -> Callable[[Row], Any]:
        if question.kind == QuestionKind.FILE:
            return lambda row: "; ".join(row.files.get(question.pk, ()))
        return lambda row: answer_words(question, (row.values["answers"] or {}).get(question.key))

    return [Column(one.label, cell(one), open_to_all=False) for one in questions]


def _entered(row: Row, attendance: str, zone: str) -> str:
    entry = row.entries.get(attendance)
    return _moment(entry.entered_at, zone) if entry else ""


def _ways(row: Row) -> str:
    return "; ".join(str(Way(entry.way).label) for entry in row.entries.values())


def _moment(instant: datetime | None, zone: str) -> str:
    return stamp(instant, zone) if instant else ""


def _text(value: Any) -> str:
    """What a cell can hold: no control signs, which stop some programs, and no half letters, which stop all."""
    return "" if value is None else _CONTROLS.sub("", str(value)).strip()


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(_WIDE_SIGNS) else text


def _sheet_name(name: str) -> str:
    """A workbook allows 31 letters for it, and not these."""
    return re.sub(r"[\[\]:*?/\\']", " ", name).strip()[:31] or str(gettext_lazy("Registrations"))
