"""The press: a sheet (a Typst template of this package) and data in, the bytes of a PDF out."""

from __future__ import annotations

import json
import threading
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from hanse.typeset.letters import FONTS

SHEETS = Path(__file__).parent / "sheets"
_AT_WORK = threading.Lock()  # one sheet at a time: a compiler keeps what it is working on


class NotTypeset(Exception):
    """Typst refused the sheet; the message is its own."""


def press(sheet: str, data: dict[str, Any], *, edition_at: datetime) -> bytes:
    """Set a sheet as tagged PDF (PDF/UA-1).

    Data travel as one JSON text beside the template, never within it, so that no word of anybody is read as markup
    (ADR 0007). `edition_at` is the only time that the document knows: equal data make equal bytes.
    """
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    with _AT_WORK:
        try:
            pdf: bytes = _compiler(sheet).compile(
                format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"], timestamp=int(edition_at.timestamp())
            )
        except RuntimeError as refusal:
            raise NotTypeset(str(refusal)) from refusal
    return pdf


@cache
def _compiler(sheet: str) -> typst.Compiler:
    """One compiler a sheet: it has read the faces, which never change while the program runs."""
    return typst.Compiler(
        str(SHEETS / f"{sheet}.typ"), root=str(SHEETS), font_paths=[str(FONTS)], ignore_system_fonts=True
    )
