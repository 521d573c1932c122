"""Words into tokens: one regular expression without nested repetition, so that reading is linear in the text."""

from __future__ import annotations

import re
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
    HALF = "half"
    WEEK = "week"
    WEEK_NUMBER = "week-number"
    ABOUT = "about"
    FROM = "from"
    UNTIL = "until"
    DASH = "dash"
    AND = "and"
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
  | (?P<months>[A-Za-z]{3,9}/[A-Za-z]{3,9}\b(?!/))
  | (?P<zone>(?:UTC|GMT)[+-]\d{1,2}(?::?\d\d)?|[A-Z][A-Za-z]+(?:/[A-Za-z_+\-]+)+\d*)
  | (?P<city>[A-Z][A-Za-z_]+(?=\s+time\b))
  | (?P<dmy>\d{1,2}-[A-Za-z]{3,9}-\d{4}\b)
  | (?P<numeric>\d{1,2}\.\d{1,2}\.\d{4}\b)
  | (?P<dotted>\d{4}\.\s?\d{1,2}\.(?:\s?\d{1,2}\b\.?)?)
  | (?P<iso>\d{4}-\d\d(?:-\d\d)?(?![\d:]))
  | (?P<offset>(?<=[\s(])[+-]\d\d:\d\d)
  | (?P<ampm>\d{1,2}(?::\d\d)?\s?[ap]\.?m\b\.?)
  | (?P<clock>\d{1,2}:\d\d(?::00)?)
  | (?P<dot_clock>\d{1,2}\.\d\d(?![\d.]))
  | (?P<hours>\d{1,2}h(?:\d\d)?\b)
  | (?P<korean>\d{1,4}(?:년|월|일|분기|시))
  | (?P<quarter>[Qq]\d\b)
  | (?P<half>[Hh][12]\b)
  | (?P<ordinal>\d{1,2}(?:st|nd|rd|th)\b)
  | (?P<number>\d+)
  | (?P<dash>[-‐‒–—~〜−]+)
  | (?P<slash>/)
  | (?P<ampersand>&)
  | (?P<word>[^\W\d_]+)
    """,
    re.VERBOSE,
)


def tokens(text: str) -> list[Token]:
    """Read a text; raise `NotADate` at the first thing that cannot belong to a date."""
    if len(text) > LONGEST:
        raise NotADate(
            text[:LONGEST],
            "A date needs fewer than {most} characters; this text has {count}.",
            most=LONGEST,
            count=len(text),
        )
    found: list[Token] = []
    position = 0
    while position < len(text):
        match = _PATTERN.match(text, position)
        if match is None:
            raise NotADate(
                text,
                "“{sign}” does not belong in a date. Write it such as “Mar 13-17” or “Sep”.",
                sign=text[position],
            )
        position = match.end()
        group = str(match.lastgroup)
        if group == "dot_clock":
            # 9.30 is half past nine only after a day with its month; elsewhere it is two numbers.
            kinds = {token.kind for token in found}
            group = "clock" if kinds >= {Kind.MONTH, Kind.NUMBER} else "numbers"
        found += _meaning(text, group, match.group())
    return found


def _meaning(text: str, group: str, word: str) -> list[Token]:
    if group == "space":
        return []
    if group in _SIMPLE:
        return [_SIMPLE[group](text, word)]
    if group == "word":
        return _word(text, word)
    if group in _SPLIT:
        return _SPLIT[group](text, word)
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
        raise NotADate(text, "“{word}” is not an hour. Write it such as “2:30 pm” or “14:30”.", word=word)
    return Token(Kind.TIME, (hour % 12 + (12 if "p" in word.lower() else 0), minute), word)


def _clock(text: str, word: str) -> Token:
    plain = word.replace("h", ":").replace(".", ":").rstrip(":")
    hour, minute = (int(part) for part in f"{plain}:00".split(":")[:2])
    if hour > 23 or minute > 59:
        raise NotADate(text, "“{hour}” is not an hour of the day. Hours go from 00:00 to 23:59.", hour=word)
    return Token(Kind.TIME, (hour, minute), word)


def _korean(text: str, word: str) -> Token:
    unit = word.lstrip("0123456789")
    number = int(word.removesuffix(unit))
    if unit == "시":
        return _clock(text, f"{number}:00")
    kind = {"년": Kind.YEAR, "월": Kind.MONTH, "일": Kind.DAY, "분기": Kind.QUARTER}[unit]
    if (kind is Kind.MONTH and not 1 <= number <= 12) or (kind is Kind.QUARTER and not 1 <= number <= 4):
        raise NotADate(
            text, "“{word}” does not exist. Months go from 1월 to 12월, quarters from 1분기 to 4분기.", word=word
        )
    return Token(kind, number, word)


def _zone(text: str, word: str) -> Token:
    if word[:3] in ("UTC", "GMT") and len(word) > 3:
        hours, _, minutes = word[4:].partition(":")
        if not minutes and len(hours) > 2:
            hours, minutes = hours[:-2], hours[-2:]
        if int(hours) > 14 or int(minutes or 0) > 59:
            raise NotADate(text, "“{word}” is no offset in use. Offsets go from GMT-12 to GMT+14.", word=word)
        return Token(Kind.ZONE, f"{word[3]}{int(hours):02d}:{int(minutes or 0):02d}", word)
    return Token(Kind.ZONE, word, word)


def _quarter(text: str, word: str) -> Token:
    if not 1 <= int(word[1]) <= 4:
        raise NotADate(text, "There is no quarter {word}. Quarters go from Q1 to Q4.", word=word)
    return Token(Kind.QUARTER, int(word[1]), word)


def _two_months(text: str, word: str) -> list[Token]:
    """ "June/July" is a span; "Asia/Seoul" is a zone."""
    first, last = word.split("/")
    if first.lower() in words.MONTHS and last.lower() in words.MONTHS:
        return [*_word(text, first), Token(Kind.DASH, 0, "/"), *_word(text, last)]
    return [_zone(text, word)]


def _city(text: str, word: str) -> list[Token]:
    """ "Seoul time" names the zone of Seoul; "local time" names none."""
    zone = words.zone_of_city(word)
    return [Token(Kind.ZONE, zone, word)] if zone else _word(text, word)


def _numbers(kinds: tuple[Kind, ...]) -> Callable[[str, str], list[Token]]:
    def split(text: str, word: str) -> list[Token]:
        parts = re.findall(r"\d+", word)
        return [Token(kind, int(part), part) for kind, part in zip(kinds, parts, strict=False)]

    return split


def _dmy(text: str, word: str) -> list[Token]:
    day, month, year = word.split("-")
    return [Token(Kind.DAY, int(day), day), *_word(text, month), Token(Kind.YEAR, int(year), year)]


def _numeric(text: str, word: str) -> list[Token]:
    raise NotADate(
        text,
        "“{word}” has numbers only, which can be read in two ways. Write the month as a word, such as “3 Apr 2023”.",
        word=word,
    )


_SPLIT: dict[str, Callable[[str, str], list[Token]]] = {
    "months": _two_months,
    "city": _city,
    "dmy": _dmy,
    "numeric": _numeric,
    "dotted": _numbers((Kind.YEAR, Kind.MONTH, Kind.DAY)),
    "numbers": _numbers((Kind.NUMBER, Kind.NUMBER)),
}

_SIMPLE: dict[str, Callable[[str, str], Token]] = {
    "zone": _zone,
    "offset": lambda text, word: Token(Kind.ZONE, word, word),
    "ampm": _ampm,
    "clock": _clock,
    "hours": _clock,
    "korean": _korean,
    "quarter": lambda text, word: _quarter(text, word),
    "half": lambda text, word: Token(Kind.HALF, int(word[1]), word),
    "ordinal": lambda text, word: Token(Kind.NUMBER, int(word[:-2]), word),
    "dash": lambda text, word: Token(Kind.DASH, 0, word),
    "slash": lambda text, word: Token(Kind.SLASH, 0, word),
    "ampersand": lambda text, word: Token(Kind.AND, 0, word),
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
        (words.AND_WORDS, Kind.AND),
    ):
        if lower in members:
            return [Token(kind, 0, word)]
    if lower == "noon":
        return [Token(Kind.TIME, (12, 0), word)]
    if lower in words.WEEK_NUMBERS:
        return [Token(Kind.WEEK_NUMBER, words.WEEK_NUMBERS[lower], word)]
    if lower in words.FILLERS:
        return []
    if word.upper() in words.FIXED_ZONES:
        return [Token(Kind.ZONE, words.FIXED_ZONES[word.upper()], word)]
    if word.upper() in words.SHIFTING_ZONES:
        raise NotADate(
            text,
            "“{word}” moves with summer time or means several places. Write “{zone}”, or an offset such as “GMT+1”.",
            word=word,
            zone=words.SHIFTING_ZONES[word.upper()],
        )
    raise NotADate(
        text,
        "“{word}” is not a word for a date. Write it such as “Mar 13-17”, “early June”, “Q3” or “TBC”.",
        word=word,
    )
