"""One way to write a value as bytes, so that the same value always gives the same digest.

As RFC 8785 (JSON Canonicalization Scheme): UTF-8, no white space, keys sorted by their UTF-16 code units, only the
escapes that JSON demands. One thing differs, because databases keep whole numbers exactly: a number without a
fraction is written in decimal digits at any size, and one with a fraction as Python's shortest text that gives it back.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from math import isfinite
from typing import Any

from django.utils.functional import Promise

GENESIS = bytes(32)  # what the first entry's digest covers in place of an earlier one
SALT_SIZE = 32  # octets; as long as the digest, so that guessing a value without it is hopeless


class NotCanonical(ValueError):
    """A value that has no one way to be written: not of JSON, not finite, or not of Unicode."""


def normal(value: Any) -> Any:
    """The value as every database gives it back: plain JSON, lists for tuples, whole numbers without a fraction.

    Raises `NotCanonical`.
    """
    match value:
        case None | bool() | int():
            return value
        case str() | Promise():
            return _text(str(value))
        case float():
            if not isfinite(value):
                raise NotCanonical(f"{value} is no number that JSON can hold.")
            return int(value) if value.is_integer() else value
        case list() | tuple():
            return [normal(one) for one in value]
        case Mapping():
            return {_text(str(name)): normal(one) for name, one in value.items()}
    raise NotCanonical(f"{value!r} ({type(value).__name__}) cannot stand in JSON; write it as text first.")


def canonical(value: Any) -> bytes:
    """A normal value as bytes."""
    return _write(value).encode()


def chained(previous: bytes, document: Mapping[str, Any]) -> bytes:
    """The digest of an entry: SHA-256 over the digest before it and its own document."""
    return sha256(previous + canonical(document)).digest()


def committed(salt: bytes, value: Any) -> str:
    """What stands in the chain in place of a personal value: SHA-256 over a salt and the value, in hexadecimal."""
    return sha256(salt + canonical(value)).hexdigest()


def fresh_salt() -> bytes:
    """A salt that nobody can guess."""
    return secrets.token_bytes(SALT_SIZE)


def instant(moment: datetime) -> str:
    """A moment in UTC to the microsecond, as 2023-05-16T12:00:00.000000Z."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def _write(value: Any) -> str:
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{_write(name)}:{_write(value[name])}" for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_write, value)) + "]"
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _text(text: str) -> str:
    """Text that UTF-8 and both databases can hold."""
    if "\x00" in text:
        raise NotCanonical("A text has the letter NUL in it, which no database keeps.")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NotCanonical("A text has half a letter in it (a lone surrogate).") from None
    return text
