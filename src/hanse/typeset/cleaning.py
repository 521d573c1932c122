"""Data on its way into a sheet: every text with letters that can be set, every address one that may be followed."""

from __future__ import annotations

import io
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

import segno

from hanse.typeset.letters import MISSING, address, plain

INK = "#17202e"
_ADDRESSES = ("href", "url", "live_url")
# Bookmarks and pictures must say something (PDF/UA-1), also where nothing of a name can be set.
_NEEDED = ("title", "name", "alt", "qr")


def cleaned(value: Any, name: str = "") -> Any:
    """A frozen dataclass, a tuple or a value as the press takes it; `name` is the field that holds it."""
    if is_dataclass(value):
        return {f.name: cleaned(getattr(value, f.name), f.name) for f in fields(value)}
    if isinstance(value, tuple):
        return [cleaned(one, name) for one in value]
    if isinstance(value, str):
        return _text(value, name)
    return value.isoformat() if isinstance(value, datetime | date) else value


def qr_svg(text: str, *, error: str = "q", on_page: bool = False) -> str:
    """A QR code as SVG without a margin. `error` says how much may be soiled: a quarter (q), an eighth (m).

    `on_page` leaves its size to the style of a web page.
    """
    drawn = io.BytesIO()
    code = segno.make(text, error=error, micro=False)
    code.save(drawn, kind="svg", border=0, xmldecl=False, dark=INK, light=None, omitsize=on_page)
    return drawn.getvalue().decode()


def _text(text: str, name: str) -> str:
    if name in _ADDRESSES:
        return address(text)
    if name == "text":
        return plain(text)  # a run keeps the spaces at its ends
    kept = plain(text).strip()
    return kept or (MISSING if name in _NEEDED else "")
