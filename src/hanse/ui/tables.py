"""A file as rows of text: CSV in any encoding people have, or a workbook, and everything that may be wrong with it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

MOST_OCTETS = 5 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 2_000
MOST_PASSED = 100_000  # rows looked at in a sheet, empty ones included
ENCODINGS = {"utf-8": "UTF-8", "cp949": "CP949 (EUC-KR)", "cp1252": "Windows-1252", "utf-16": "UTF-16"}
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf")


class NotReadable(Exception):
    """The file cannot be taken; the sentence says why, and what to do."""


class NeedsEncoding(Exception):
    """It is text, and not in UTF-8: somebody has to say which encoding makes sense of it."""


class NeedsSheet(Exception):
    """The workbook has several sheets; `names` are those with something on them."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        super().__init__(*names)


@dataclass(frozen=True, slots=True)
class Line:
    """A row: where it stands, its cells as text, and what is wrong with a cell by the number of its column."""

    number: int
    cells: tuple[str, ...]
    faults: dict[int, str] = field(default_factory=dict)

    def at(self, column: int) -> str:
        """The text of a cell; empty beyond the end."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows. `sheet` is empty for CSV."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    sheet: str = ""


def read_table(content: bytes, *, name: str, encoding: str = "", sheet: str = "") -> Table:
    """Read a file by what is in it, whatever it is called; raises `NotReadable`, `NeedsEncoding` and `NeedsSheet`."""
    if len(content) > MOST_OCTETS:
        raise NotReadable(_("The file is larger than 5 MB. Divide it, and import one part after the other."))
    if not content.strip():
        raise NotReadable(_("The file is empty. Choose another one."))
    if content.startswith(_OLE):
        raise NotReadable(_("This is a workbook of the old kind, or one with a password. Save it as .xlsx without a password."))  # fmt: skip
    is_workbook = content.startswith(_ZIP)
    if name.lower().endswith((".xlsm", ".xltm", ".xlsb")):
        raise NotReadable(_("Workbooks with macros are not taken. Save it as .xlsx, or as CSV."))
    if is_workbook:
        return _table(_sheet_rows(content, sheet), sheet)
    if name.lower().endswith(".xlsx"):
        raise NotReadable(_("This file is called .xlsx, and is no workbook. Open it, and save it as .xlsx or as CSV."))
    if content.startswith(_OTHERS):
        raise NotReadable(_("This is no table, whatever it is called. Save it as CSV or .xlsx."))
    return _table(_csv_rows(decoded(content, encoding)))


def decoded(content: bytes, encoding: str = "") -> str:
    """The text of a CSV file; raises `NeedsEncoding` where it is not plain."""
    bom = next((name for mark, name in _BOMS if content.startswith(mark)), "")
    codec = bom or encoding or "utf-8"
    if codec == "utf-16" and not bom:
        codec = "utf-16-be" if content[0::2].count(0) > content[1::2].count(0) else "utf-16-le"
    try:
        text = content.decode(codec)
    except UnicodeDecodeError as fault:
        if encoding or bom:
            raise NotReadable(_("The file cannot be read in this encoding. Save it as “CSV UTF-8”.")) from fault
        raise NeedsEncoding from fault
    if "\0" in text:
        if encoding or bom:
            raise NotReadable(_("This is no table, whatever it is called. Save it as CSV or .xlsx."))
        raise NeedsEncoding
    return text


def samples(content: bytes) -> dict[str, str]:
    """The beginning of a file in every encoding that can be, so that somebody can see which one is right."""
    found = {}
    # In UTF-16 every other octet of Latin letters, commas and line ends is zero.
    is_wide = content.count(0) * 10 > len(content)
    for codec in ENCODINGS:
        if codec == "utf-16" and not is_wide:
            continue
        try:
            found[codec] = " ".join(decoded(content, codec).split())[:120]
        except NotReadable:
            continue
    return found


def _csv_rows(text: str) -> Iterator[Line]:
    first, _end, rest = text.partition("\n")
    skipped = 0
    delimiter = ""
    if first.strip().lower().startswith("sep=") and len(first.strip()) <= 5:
        delimiter, text, skipped = first.strip("\r")[4:5], rest, 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or _delimiter(text), strict=True)
    start = 1
    try:
        for row in reader:
            yield Line(start + skipped, tuple(cell.strip() for cell in row))
            start = reader.line_num + 1
    except csv.Error as fault:
        says = _("From line %(line)s on the file cannot be read: %(fault)s. A quotation mark may be left open.")
        raise NotReadable(says % {"line": start + skipped, "fault": fault}) from fault


def _delimiter(text: str) -> str:
    """What separates the headings, outside of quotation marks."""
    heading = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(heading.split('"')[::2])
    return max(",;\t", key=outside.count)


def _table(rows: Iterable[Line], sheet: str = "") -> Table:
    filled = (row for row in rows if any(row.cells) or row.faults)
    head = next(filled, None)
    if head is None:
        raise NotReadable(_("The file is empty. Choose another one."))
    if head.faults:
        raise NotReadable(_("A heading is a formula. Write the words of the headings themselves."))
    while head.cells and not head.cells[-1]:
        head = Line(head.number, head.cells[:-1])
    if len(head.cells) > MOST_COLUMNS:
        raise NotReadable(_("The table has more than 200 columns. Take away those that are not needed."))
    lines: list[Line] = []
    for row in filled:
        if len(lines) == MOST_ROWS:
            raise NotReadable(_("The table has more than 20,000 rows. Divide it, and import one part after the other."))
        if any(row.cells[len(head.cells) :]):
            says = _("The row has more cells than there are headings. Put text with a comma into quotation marks.")
            row = Line(row.number, row.cells, {**row.faults, len(head.cells): says})
        lines.append(row)
    if not lines:
        raise NotReadable(_("There is only a heading, and no row below it."))
    return Table(head.cells, tuple(lines), sheet)


def _sheet_rows(content: bytes, sheet: str) -> Iterator[Line]:
    _check_archive(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        names = [one.title for one in book.worksheets]
        if not sheet and len(names) > 1:
            raise NeedsSheet(tuple(names))
        if (sheet and sheet not in names) or not names:
            raise NotReadable(_("There is no such sheet in the workbook. Choose another one."))
        page = book[sheet or names[0]]
        page.reset_dimensions()
        for number, row in enumerate(page.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
            if number > MOST_PASSED:
                raise NotReadable(_("The sheet is too long. Copy the rows that are filled into a new one."))
            yield _line(number, row)
        book.close()
    except (NotReadable, NeedsSheet):
        raise
    except Exception as fault:
        # A damaged workbook fails in the library in many ways, none of which says more than this.
        raise NotReadable(_("The workbook is damaged. Open it, and save it as .xlsx or as CSV.")) from fault


def _line(number: int, row: Iterable[Any]) -> Line:
    cells: list[str] = []
    faults: dict[int, str] = {}
    for place, cell in enumerate(row):
        if cell.data_type == "f":
            name = f"{get_column_letter(place + 1)}{number}"
            faults[place] = _("%(cell)s is a formula. Copy the cells and paste them as values.") % {"cell": name}
            cells.append("")
        elif cell.data_type == "e":
            name = f"{get_column_letter(place + 1)}{number}"
            faults[place] = _("%(cell)s holds an error of the spreadsheet. Write its value.") % {"cell": name}
            cells.append("")
        else:
            cells.append(_text(cell.value))
    while cells and not cells[-1] and len(cells) - 1 not in faults:
        cells.pop()
    return Line(number, tuple(cells), faults)


def _text(value: Any) -> str:
    """A cell as somebody would write it: days as 2023-02-21, whole numbers without a point."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value).strip()


def _check_archive(content: bytes) -> None:
    """Refuse bombs, macros, and archives that are no workbooks, before anything of them is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise NotReadable(_("The workbook unpacks to far more than it should. Save its rows as CSV."))
            names = {part.filename for part in parts}
            if any("vbaproject" in name.lower() or "/macrosheets/" in name.lower() for name in names):
                raise NotReadable(_("Workbooks with macros are not taken. Save it as .xlsx, or as CSV."))
            if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
                raise NotReadable(_("This is an archive, and no workbook. Choose the .xlsx or CSV file itself."))
            for name in names:
                if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.open(name).read(2048):
                    raise NotReadable(_("The workbook is damaged. Open it, and save it as .xlsx or as CSV."))
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError) as fault:
        raise NotReadable(_("The workbook is damaged. Open it, and save it as .xlsx or as CSV.")) from fault
