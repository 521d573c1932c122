"""The press: a sheet (a Typst template of this package) and data in, the bytes of a PDF or of a picture out."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from hanse.typeset.letters import FONTS

SHEETS = Path(__file__).parent / "sheets"
WORKER = Path(__file__).parent / "worker.py"
PATIENCE = 60  # seconds; a year of 250 activities takes one


class NotTypeset(Exception):
    """Typst refused the sheet, or took too long; the message says which."""


def press(sheet: str, data: dict[str, Any], *, edition_at: datetime) -> bytes:
    """Set a sheet as tagged PDF (PDF/UA-1).

    Data travel as one JSON text beside the template, never within it, so that no word of anybody is read as markup.
    `edition_at` is the only time that the document knows: equal data make equal bytes. The work is done by a process
    of its own, because Typst keeps what it has worked on: a server would grow by 100 MB with each brochure (ADR 0007).
    """
    return _run(sheet, data, edition_at, "pdf", b"%PDF")


def picture(sheet: str, data: dict[str, Any], *, edition_at: datetime, dots: int) -> bytes:
    """The first page of a sheet as PNG, `dots` an inch; equal data make equal bytes."""
    return _run(sheet, data, edition_at, str(dots), b"\x89PNG")


def _run(sheet: str, data: dict[str, Any], edition_at: datetime, form: str, begins: bytes) -> bytes:
    told = [
        sys.executable,
        "-I",
        str(WORKER),
        str(SHEETS / f"{sheet}.typ"),
        str(FONTS),
        str(int(edition_at.timestamp())),
        form,
    ]
    try:
        done = subprocess.run(  # noqa: S603  # our own program; no word of anybody stands among its arguments
            told,
            input=json.dumps(data, ensure_ascii=False).encode(),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotTypeset(f"Typst took longer than {PATIENCE} seconds.") from None
    if done.returncode or not done.stdout.startswith(begins):
        raise NotTypeset(done.stderr.decode(errors="replace").strip() or f"Typst ended with {done.returncode}.")
    return done.stdout
