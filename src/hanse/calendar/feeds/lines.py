"""Content lines of RFC 5545: escaped, folded at 75 octets, ended by CRLF."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

LIMIT = 75  # octets without the line's end (RFC 5545, 3.1)
_SPECIAL = re.compile(r"[\\;,\x00-\x08\x0a-\x1f\x7f\u2028\u2029]")
_ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\u2028": "\\n", "\u2029": "\\n"}


def text(value: str) -> str:
    """A TEXT value (3.3.11): special characters escaped, control characters, which it may not hold, left out."""
    if not _SPECIAL.search(value):
        return value
    whole = value.replace("\r\n", "\n").replace("\r", "\n")
    return _SPECIAL.sub(lambda match: _ESCAPES.get(match[0], ""), whole)


def uri(value: str) -> str:
    """An address as a value: what could end the line or is no part of an address is left out."""
    return re.sub(r"[\x00-\x20\x7f]", "", value)


def day(value: date) -> str:
    """A DATE (3.3.4)."""
    return f"{value.year:04d}{value.month:02d}{value.day:02d}"


def local(value: datetime) -> str:
    """A DATE-TIME by the clock on the wall (3.3.5, form 1); the zone stands in a parameter."""
    return f"{day(value)}T{value.hour:02d}{value.minute:02d}{value.second:02d}"


def utc(value: datetime) -> str:
    """A DATE-TIME in UTC (3.3.5, form 2)."""
    return local(value.astimezone(UTC)) + "Z"


def folded(line: str) -> str:
    """One content line, in as many physical lines as it needs; never through the middle of a character."""
    if len(line) <= LIMIT and line.isascii():
        return line
    raw = line.encode()
    if len(raw) <= LIMIT:
        return line
    pieces, start, room = [], 0, LIMIT
    while len(raw) - start > room:
        end = start + room
        while raw[end] & 0xC0 == 0x80:  # a continuation byte of UTF-8 belongs to the character before it
            end -= 1
        pieces.append(raw[start:end].decode())
        start, room = end, LIMIT - 1  # the space that begins a continued line is one of its octets
    pieces.append(raw[start:].decode())
    return "\r\n ".join(pieces)


def document(lines: Iterable[str]) -> bytes:
    """All lines, folded and ended."""
    return ("\r\n".join(map(folded, lines)) + "\r\n").encode()
