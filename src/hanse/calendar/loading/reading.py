"""Files into rows with line numbers; whatever cannot be read is a fault with its cure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hanse.calendar.loading.faults import Fault, did_you_mean, no_text_in, visible

LARGEST_FILE = 20_000_000  # bytes; a network's year is a hundred times smaller
LARGEST_FIELD = 200_000  # characters
MOST_FAULTS = 200  # a file of garbage need not be described line by line


@dataclass(slots=True)
class Row:
    """A line of a file with its values by column."""

    line: int
    values: dict[str, str]


@dataclass(slots=True)
class Table:
    """A file as read; `absent` names the columns that it could have and has not."""

    file: str
    absent: tuple[str, ...] = ()
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_text(path: Path, cure: str) -> tuple[str, Fault | None]:
    """The text of a file in UTF-8, with or without a mark at its start; `cure` says what to do where there is none."""

    def fault(says: str, line: int = 0) -> tuple[str, Fault]:
        return "", Fault(path.name, line, "", says, spoils=True)

    if not path.exists():
        return fault(f"The file is missing. {cure}")
    if not path.is_file():
        return fault("There is a folder of this name, where a file belongs. Move it away, and put the file there.")
    try:
        return _decoded(path, fault)
    except OSError as error:
        return fault(f"The file cannot be read: {error.strerror or error}. Look at its permissions.")


def _decoded(path: Path, fault: Callable[..., tuple[str, Fault]]) -> tuple[str, Fault | None]:
    size = path.stat().st_size
    if size > LARGEST_FILE:
        most = LARGEST_FILE // 1_000_000
        return fault(
            f"The file has {size // 1_000_000} MB; a year needs less than {most} MB. Check that it is the right file."
        )
    raw = path.read_bytes()
    zeros = raw[:400].count(b"\x00")
    if zeros > len(raw[:400]) * 0.6:  # text in UTF-16 has one in two at most
        return fault("The file is no text: it consists of bytes 0. Check that it is the right file.")
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or zeros > 40:
        return fault("The file is in UTF-16. Save it as “CSV UTF-8”.")
    if b"\x00" in raw:
        line = raw[: raw.index(b"\x00")].count(b"\n") + 1
        return fault("There is a byte 0 in the text. Save the file anew as “CSV UTF-8”.", line)
    try:
        return raw.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return fault(f"The file is not in UTF-8 ({_guess(raw)}). Save it as “CSV UTF-8”.", line)


def _guess(raw: bytes) -> str:
    for encoding, says in (("cp949", "it looks like Korean CP949"), ("latin-1", "it looks like Latin-1")):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "cp949" or any("가" <= c <= "힣" for c in text):
            return says
    return "its encoding is unknown"


def read_table(path: Path, columns: tuple[str, ...], required: tuple[str, ...]) -> Table:
    """Read a CSV file whose first line names its columns."""
    table = Table(path.name)
    text, fault = read_text(path, f"Put it there with this first line: {','.join(columns)}")
    if fault:
        table.faults.append(fault)
        return table
    text, delimiter = _without_sep(text)
    csv.field_size_limit(LARGEST_FIELD)
    first_line = text.removeprefix("\n").split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or _delimiter(first_line), strict=True)
    if delimiter:
        next(reader, None)
    try:
        header = [name.strip() for name in next(reader, [])]
        if _check_header(table, header, columns, required, reader.line_num):
            table.absent = tuple(name for name in columns if name not in header)
            _read_rows(table, reader, header)
    except csv.Error as error:
        says = (
            "A field is longer than 200,000 characters"
            if "field larger" in str(error)
            else "A quotation mark is open or out of place"
        )
        table.faults.append(
            Fault(path.name, reader.line_num, "", f"{says}. Mend it in a spreadsheet and save as “CSV UTF-8”.", True)
        )
    return table


def _without_sep(text: str) -> tuple[str, str]:
    """Spreadsheets on Windows may begin with “sep=;”: the line is emptied, so that lines count as in the file."""
    found = re.match(r'"?sep=(.)"?\r?\n', text, re.IGNORECASE)
    return (text[found.end() - 1 :], found[1]) if found else (text, "")


def _delimiter(first_line: str) -> str:
    """Spreadsheets in much of Europe write semicolons, some write tabs; the header tells."""
    return max(",;\t", key=first_line.count)


def _check_header(
    table: Table, header: list[str], columns: tuple[str, ...], required: tuple[str, ...], line: int
) -> bool:
    def fault(column: str, says: str) -> None:
        table.faults.append(Fault(table.file, line, column, says, spoils=True))

    if not any(header):
        fault("", f"The first line is empty. It names the columns: {','.join(columns)}")
        return False
    for name in header:
        if says := no_text_in(name):
            fault(visible(name[:40]), says)
        elif name not in columns:
            fault(name[:40], f"There is no column “{name[:40]}”. {did_you_mean(name, columns)}")
        elif header.count(name) > 1:
            fault(name, "The column stands there twice. Remove one of them.")
    for name in required:
        if name not in header:
            fault(name, f"The column is missing. The first line is: {','.join(columns)}")
    return not table.faults


def _read_rows(table: Table, reader: Any, header: list[str]) -> None:
    line = reader.line_num + 1
    for cells in reader:
        if len(table.faults) >= MOST_FAULTS:
            table.faults.append(Fault(table.file, line, "", "And more of the same kind. Mend these first."))
            return
        if any(cell.strip() for cell in cells):
            if len(cells) > len(header):
                table.faults.append(
                    Fault(
                        table.file,
                        line,
                        "",
                        f"There are {len(cells)} values for {len(header)} columns. Put text with commas in quotation marks.",
                    )
                )
            else:
                padded = [*cells, *[""] * (len(header) - len(cells))]
                values = {name: cell.strip() for name, cell in zip(header, padded, strict=True)}
                strange = [Fault(table.file, line, n, says) for n, v in values.items() if (says := no_text_in(v))]
                table.faults += strange
                table.rows += [] if strange else [Row(line, values)]
        line = reader.line_num + 1
