"""Words into tokens: one regular expression without nested repetition, so that reading is linear in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from hanse.engines.when import words
from hanse.engines.when.model import NotADate

LONGEST = 200  # characters; no date needs more


class Kind(StrEnum):
    """What a token is."""

    YEAR = "year"
    NUMBER = "number"
    MONTH = "month"
    DAY = "day"
    WEEKDAY = "weekday"
    TIME = "time"
    PART = "part"
    QUARTER = "quarter"
    WEEK = "week"
    ABOUT = "about"
    FROM = "from"
    UNTIL = "until"
    DASH = "dash"
    ZONE = "zone"
    SLASH = "slash"


@dataclass(frozen=True, slots=True)
class Token:
    """One word with its meaning: a number for most kinds, `(hour, minute)` for a time, a name for a zone."""

    kind: Kind
    value: int | str | tuple[int, int]
    text: str


_PATTERN = re.compile(
    r"""
    (?P<space>[\s,|()·.]+)
  | (?P<zone>(?:UTC|GMT)[+-]\d{1,2}(?::?\d\d)?|[A-Z][A-Za-z]+(?:/[A-Za-z_+\-]+)+\d*)
  | (?P<iso>\d{4}-\d\d(?:-\d\d)?(?![\d:]))
  | (?P<offset>(?<=[\s(])[+-]\d\d:\d\d)
  | (?P<ampm>\d{1,2}(?::\d\d)?\s?[ap]\.?m\b\.?)
  | (?P<clock>\d{1,2}:\d\d(?::00)?)
  | (?P<hours>\d{1,2}h(?:\d\d)?\b)
  | (?P<korean>\d{1,4}(?:년|월|일|분기|시))
  | (?P<quarter>[Qq][1-4]\b)
  | (?P<ordinal>\d{1,2}(?:st|nd|rd|th)\b)
  | (?P<number>\d+)
  | (?P<dash>[-–—~〜−]+)
  | (?P<slash>/)
  | (?P<word>[^\W\d_]+)
    """,
    re.VERBOSE,
)


def tokens(text: str) -> list[Token]:
    """Read a text; raise `NotADate` at the first thing that cannot belong to a date."""
    if len(text) > LONGEST:
        raise NotADate(text[:LONGEST], f"A date needs fewer than {LONGEST} characters; this text has {len(text)}.")
    plain = unicodedata.normalize("NFKC", text)
    found: list[Token] = []
    position = 0
    while position < len(plain):
        match = _PATTERN.match(plain, position)
        if match is None:
            raise NotADate(
                text, f"“{plain[position]}” does not belong in a date. Write it such as “Mar 13-17” or “Sep”."
            )
        position = match.end()
        found += _meaning(text, str(match.lastgroup), match.group())
    return found


def _meaning(text: str, group: str, word: str) -> list[Token]:
    if group == "space":
        return []
    if group in _SIMPLE:
        return [_SIMPLE[group](text, word)]
    if group == "word":
        return _word(text, word)
    if group == "iso":
        kinds = (Kind.YEAR, Kind.MONTH, Kind.DAY)
        return [Token(kind, int(part), part) for kind, part in zip(kinds, word.split("-"), strict=False)]
    value = int(word)
    kind = Kind.YEAR if len(word) == 4 else Kind.NUMBER
    return [Token(kind, value, word)]


def _ampm(text: str, word: str) -> Token:
    digits = re.match(r"(\d{1,2})(?::(\d\d))?", word)
    hour, minute = int(digits[1]), int(digits[2] or 0)  # type: ignore[index]  # the token matched this shape
    if not 1 <= hour <= 12 or minute > 59:
        raise NotADate(text, f"“{word}” is not an hour. Write it such as “2:30 pm” or “14:30”.")
    return Token(Kind.TIME, (hour % 12 + (12 if "p" in word.lower() else 0), minute), word)


def _clock(text: str, word: str) -> Token:
    hour, minute = (int(part) for part in (word.replace("h", ":").rstrip(":") + ":00").split(":")[:2])
    if hour > 23 or minute > 59:
        raise NotADate(text, f"“{word}” is not an hour of the day. Hours go from 00:00 to 23:59.")
    return Token(Kind.TIME, (hour, minute), word)


def _korean(text: str, word: str) -> Token:
    unit = word.lstrip("0123456789")
    number = int(word.removesuffix(unit))
    if unit == "시":
        return _clock(text, f"{number}:00")
    kind = {"년": Kind.YEAR, "월": Kind.MONTH, "일": Kind.DAY, "분기": Kind.QUARTER}[unit]
    if (kind is Kind.MONTH and not 1 <= number <= 12) or (kind is Kind.QUARTER and not 1 <= number <= 4):
        raise NotADate(text, f"“{word}” does not exist. Months go from 1월 to 12월, quarters from 1분기 to 4분기.")
    return Token(kind, number, word)


def _zone(text: str, word: str) -> Token:
    if word[:3] in ("UTC", "GMT") and len(word) > 3:
        hours, _, minutes = word[4:].partition(":")
        if not minutes and len(hours) > 2:
            hours, minutes = hours[:-2], hours[-2:]
        if int(hours) > 14 or int(minutes or 0) > 59:
            raise NotADate(text, f"“{word}” is no offset in use. Offsets go from GMT-12 to GMT+14.")
        return Token(Kind.ZONE, f"{word[3]}{int(hours):02d}:{int(minutes or 0):02d}", word)
    return Token(Kind.ZONE, word, word)


_SIMPLE: dict[str, Callable[[str, str], Token]] = {
    "zone": _zone,
    "offset": lambda text, word: Token(Kind.ZONE, word, word),
    "ampm": _ampm,
    "clock": _clock,
    "hours": _clock,
    "korean": _korean,
    "quarter": lambda text, word: Token(Kind.QUARTER, int(word[1]), word),
    "ordinal": lambda text, word: Token(Kind.NUMBER, int(word[:-2]), word),
    "dash": lambda text, word: Token(Kind.DASH, 0, word),
    "slash": lambda text, word: Token(Kind.SLASH, 0, word),
}


def _word(text: str, word: str) -> list[Token]:
    lower = word.lower()
    for table, kind in (
        (words.MONTHS, Kind.MONTH),
        (words.WEEKDAYS, Kind.WEEKDAY),
        (words.KOREAN_WEEKDAYS, Kind.WEEKDAY),
        (words.KOREAN_SHORT_WEEKDAYS, Kind.WEEKDAY),
    ):
        if lower in table:
            return [Token(kind, table[lower], word)]
    for parts in (words.ENGLISH_PARTS, words.KOREAN_PARTS):
        if lower in parts:
            return [Token(Kind.PART, parts[lower], word)]
    for members, kind in (
        (words.WEEK_WORDS, Kind.WEEK),
        (words.ABOUT_WORDS, Kind.ABOUT),
        (words.OPEN_END_WORDS, Kind.FROM),
        (words.OPEN_START_WORDS, Kind.UNTIL),
        (words.RANGE_WORDS, Kind.DASH),
    ):
        if lower in members:
            return [Token(kind, 0, word)]
    if lower in words.FILLERS:
        return []
    if word.upper() in words.FIXED_ZONES:
        return [Token(Kind.ZONE, words.FIXED_ZONES[word.upper()], word)]
    raise NotADate(
        text, f"“{word}” is not a word for a date. Write it such as “Mar 13-17”, “early June”, “Q3” or “TBC”."
    )
