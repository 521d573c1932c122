"""Files of a year, to be changed and loaded for a test."""

import csv
import io
from pathlib import Path

from django.core.management import call_command


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def _write(path: Path, names: list[str], rows: list[dict[str, str]]) -> None:
    out = io.StringIO()
    writer = csv.DictWriter(out, names, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")


def load(folder: Path, *options: str) -> str:
    """Load a year as `hanse load` does; what it says."""
    said = io.StringIO()
    call_command("load", str(folder), *options, stdout=said)
    return said.getvalue()


def without(path: Path, *names: str) -> None:
    """Take columns out of a file."""
    rows = _read(path)
    _write(path, [name for name in rows[0] if name not in names], rows)


def amend(path: Path, first: str, **values: str) -> None:
    """Change the first row whose first column says `first`."""
    rows = _read(path)
    names = list(rows[0])
    next(row for row in rows if row[names[0]] == first).update(values)
    _write(path, names, rows)


def append(path: Path, **values: str) -> None:
    """Add a row; what is not given stays empty."""
    rows = _read(path)
    names = path.read_text(encoding="utf-8").split("\n", 1)[0].split(",")
    _write(path, names, [*rows, {**dict.fromkeys(names, ""), **values}])
