"""Imports for tests."""

import io
from datetime import UTC, datetime
from typing import Any

from openpyxl import Workbook

from hanse.year.importing.models import Run

NOW = datetime(2023, 3, 6, 9, tzinfo=UTC)


def make_run(text: str | bytes, what: str = "organisations", **fields: Any) -> Run:
    """A file that was handed in, CSV unless told otherwise."""
    fields.setdefault("file_name", "table.csv")
    fields.setdefault("made_at", NOW)
    content = text.encode() if isinstance(text, str) else text
    return Run.objects.create(what=what, content=content, **fields)


def workbook(*sheets: list[list[Any]]) -> bytes:
    """A workbook with these rows on its sheets."""
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        page = book.create_sheet(f"Sheet{number}")
        for cells in rows:
            page.append(cells)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
