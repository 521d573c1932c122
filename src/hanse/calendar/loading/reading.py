"""Files into rows with line numbers; whatever cannot be read is a fault with its cure."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from hanse.calendar.loading.faults import Fault, did_you_mean

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


def read_text(path: Path) -> tuple[str, Fault | None]:
    """The text of a file in UTF-8, with or without a mark at its start."""
    size = path.stat().st_size
    if size > LARGEST_FILE:
        return "", Fault(
            path.name,
            0,
            "",
            f"The file has {size // 1_000_000} MB; a year needs less than {LARGEST_FILE // 1_000_000} MB. Check that it is the right file.",
        )
    raw = path.read_bytes()
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or raw[:400].count(b"\x00") > 40:
        return "", Fault(path.name, 0, "", "The file is in UTF-16. Save it as “CSV UTF-8”.")
    if b"\x00" in raw:
        line = raw[: raw.index(b"\x00")].count(b"\n") + 1
        return "", Fault(path.name, line, "", "There is a byte 0 in the text. Save the file anew as “CSV UTF-8”.")
    try:
        return raw.decode("utf-8-sig"), None
    except UnicodeDecodeError as fault:
        line = raw[: fault.start].count(b"\n") + 1
        return "", Fault(path.name, line, "", f"The file is not in UTF-8 ({_guess(raw)}). Save it as “CSV UTF-8”.")


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
    if not path.exists():
        table.faults.append(
            Fault(path.name, 0, "", f"The file is missing. Put it there with this first line: {','.join(columns)}")
        )
        return table
    text, fault = read_text(path)
    if fault:
        table.faults.append(fault)
        return table
    csv.field_size_limit(LARGEST_FIELD)
    first_line = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(first_line), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        if _check_header(table, header, columns, required):
            table.absent = tuple(name for name in columns if name not in header)
            _read_rows(table, reader, header)
    except csv.Error as error:
        says = (
            "A field is longer than 200,000 characters"
            if "field larger" in str(error)
            else "A quotation mark is open or out of place"
        )
        table.faults.append(
            Fault(path.name, reader.line_num, "", f"{says}. Mend it in a spreadsheet and save as “CSV UTF-8”.")
        )
    return table


def _delimiter(first_line: str) -> str:
    """Spreadsheets in much of Europe write semicolons, some write tabs; the header tells."""
    return max(",;\t", key=first_line.count)


def _check_header(table: Table, header: list[str], columns: tuple[str, ...], required: tuple[str, ...]) -> bool:
    if not any(header):
        table.faults.append(
            Fault(table.file, 1, "", f"The first line is empty. It names the columns: {','.join(columns)}")
        )
        return False
    for name in header:
        if name not in columns:
            table.faults.append(
                Fault(table.file, 1, name[:40], f"There is no column “{name[:40]}”. {did_you_mean(name, columns)}")
            )
        elif header.count(name) > 1:
            table.faults.append(Fault(table.file, 1, name, "The column stands there twice. Remove one of them."))
    for name in required:
        if name not in header:
            table.faults.append(
                Fault(table.file, 1, name, f"The column is missing. The first line is: {','.join(columns)}")
            )
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
                table.rows.append(Row(line, {name: cell.strip() for name, cell in zip(header, padded, strict=True)}))
        line = reader.line_num + 1


def read_yaml(path: Path) -> tuple[dict[str, Any], list[Fault]]:
    """Read year.yaml; its faults carry the line that YAML complains about."""
    if not path.exists():
        return {}, [
            Fault(path.name, 0, "", "The file is missing. It says which year this is; see the handbook for its form.")
        ]
    text, fault = read_text(path)
    if fault:
        return {}, [fault]
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        column = f"{mark.column + 1}" if mark else ""
        return {}, [
            Fault(
                path.name,
                line,
                column,
                f"This is not YAML: {getattr(error, 'problem', None) or 'it cannot be read'}. Check the indentation and the quotation marks.",
            )
        ]
    if not isinstance(data, dict):
        return {}, [
            Fault(path.name, 1, "", "The file holds no names with values. It begins with a line such as “year: 2023”.")
        ]
    return data, []
