"""Dates as a reader of a language expects them: CLDR's patterns, and our words where CLDR has none."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.dates import parse_pattern

from hanse.engines.when.model import Precision, When, offset_at, zone_of
from hanse.engines.when.stored import part_of

Style = Literal["short", "long", "full"]
_SKELETONS: dict[Style, str] = {"short": "MMMd", "long": "MMMMd", "full": "MMMEd"}

# {d} is the date. Languages without words of their own are written in English altogether, and not half and half.
_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "all": "all year", "all_in": "all year {y}", "tbc": "date to be confirmed", "tbc_in": "{y}, date to be confirmed",
        "from": "from {d}", "until": "until {d}", "week": "week of {d}", "about": "about {d}",
        "early": "early {d}", "mid": "mid-{d}", "late": "late {d}", "quarter": "Q{q}", "quarter_in": "Q{q} {y}",
        "year": "{y}", "at": "{d}, {t}", "span": "{a} – {b}", "hours": "{a}–{b}",
    },
    "ko": {
        "all": "연중", "all_in": "{y}년 연중", "tbc": "날짜 미정", "tbc_in": "{y}년 날짜 미정",
        "from": "{d}부터", "until": "{d}까지", "week": "{d} 주간", "about": "{d}경",
        "early": "{d} 초", "mid": "{d} 중순", "late": "{d} 말", "quarter": "{q}분기", "quarter_in": "{y}년 {q}분기",
        "year": "{y}년", "at": "{d} {t}", "span": "{a} ~ {b}", "hours": "{a}~{b}",
    },
}  # fmt: skip


def format(when: When, locale: str = "en", *, year: int | None = None, style: Style = "short") -> str:
    """Write a date for a reader.

    `locale` is a language that has words here, `en` or `ko`; any other is answered in English. `year` is the year the page is about: it is left out
    where the date lies in it, except in the style `full`, which also names weekdays. What this writes in English
    and Korean, `parse` reads back to the same time.
    """
    return _format(when, locale, year, style)


@lru_cache(maxsize=4096)
def _format(when: When, locale: str, year: int | None, style: Style) -> str:
    text = _Writer(locale, year, style).write(when)
    # CLDR sets thin spaces around dashes, which few phones' fonts have, and shortens September alone to four letters.
    text = text.replace("\u2009", " ").replace("\u202f", " ")
    return re.sub(r"\bSept\b", "Sep", text)


def format_in_zone(when: When, locale: str, zone: str, *, year: int | None = None, style: Style = "short") -> str:
    """The same instant on another clock; a date without an hour is the same everywhere and stays as it is."""
    if not when.has_time:
        return format(when, locale, year=year, style=style)
    moved = When(when.text, when.edtf, when.lower, when.upper, when.precision, zone)
    return format(moved, locale, year=year, style=style)


class _Writer:
    """One language, one style, one year to leave out."""

    def __init__(self, locale: str, year: int | None, style: Style) -> None:
        # "13 March" rather than "March 13": English is the second language of most readers, and most write so.
        asked = Locale.parse(locale.replace("-", "_"))
        spoken = asked.language in _WORDS and locale != "en"
        self.locale = asked if spoken else Locale("en", "GB")
        self.words = _WORDS[self.locale.language]
        self.year = None if style == "full" else year
        self.style = style

    def write(self, when: When) -> str:
        match when.precision:
            case Precision.MINUTE:
                return self._timed(when)
            case Precision.ALL_YEAR | Precision.UNKNOWN:
                word = "all" if when.precision is Precision.ALL_YEAR else "tbc"
                return self._with_year(word, int(when.edtf[:4]))
            case Precision.QUARTER:
                quarter = (int(when.edtf[5:7]) + 2) // 3
                text = self._with_year("quarter", int(when.edtf[:4])).replace("{q}", str(quarter))
                return self.words["about"].format(d=text) if when.approximate else text
            case Precision.WEEK:
                return self.words["week"].format(d=self._date(when.edtf[:10], self._shows_year(when.edtf)))
        halves = when.edtf.split("/")
        if when.open_end:
            return self.words["from"].format(d=self._date(halves[0], self._shows_year(halves[0])))
        if when.open_start:
            return self.words["until"].format(d=self._date(halves[1], self._shows_year(halves[1])))
        if when.precision is Precision.PART:
            return self._parts(halves)
        return self._plain(when, halves)

    def _plain(self, when: When, halves: list[str]) -> str:
        shows_year = self._shows_year(when.edtf)
        bare = [half.rstrip("~") for half in halves]
        if len(bare) == 1:
            text = self._date(bare[0], shows_year)
        else:
            days = len(bare[0]) == 10
            skeleton = self._skeleton(days=days, shows_year=shows_year)
            first, last = (date.fromisoformat(half if days else half + "-01") for half in bare)
            text = self._interval(first, last, skeleton)
        return self.words["about"].format(d=text) if when.approximate else text

    def _interval(self, first: date, last: date, skeleton: str) -> str:
        """CLDR's pattern for a span, which says what stands once: 13–17 March, 28 February – 2 March."""
        wide = "MMMM" in skeleton
        patterns = self.locale.interval_formats[skeleton.replace("MMMM", "MMM")]
        differs = "y" if first.year != last.year else "M" if first.month != last.month else "d"
        ends = zip(patterns[differs], (first, last), strict=True)
        return "".join(self._apply(piece, day, wide=wide) for piece, day in ends)

    def _apply(self, pattern: str, day: date, *, wide: bool) -> str:
        """CLDR keeps most patterns with short months only; the long ones stand in the same places."""
        pattern = pattern.replace("LLLL", "LLL").replace("MMMM", "MMM")
        if wide:
            pattern = pattern.replace("MMM", "MMMM").replace("LLL", "LLLL")
        return str(parse_pattern(pattern).apply(day, self.locale))

    def _parts(self, halves: list[str]) -> str:
        start, end = halves[0], halves[-1]
        same = start[:7] == end[:7] and part_of(start, start=True) == part_of(end, start=False) != ""
        years = {half[:4] for half in halves}
        # The year stands once, where the language puts it: at the front in Korean, at the end elsewhere.
        front = self.locale.language == "ko"
        show = self._shows_year("/".join(halves))
        if same:
            return self._end(end, show, start=False)
        both = len(years) > 1
        first = self._end(start, show and (front or both), start=True)
        last = self._end(end, show and (not front or both), start=False)
        return self.words["span"].format(a=first, b=last)

    def _end(self, half: str, shows_year: bool, *, start: bool) -> str:
        part = part_of(half, start=start)
        if part:
            return self.words[part].format(d=self._date(half[:7], shows_year))
        return self._date(half.rstrip("~"), shows_year)

    def _timed(self, when: When) -> str:
        zone = zone_of(when.zone)
        if when.lower is None or when.upper is None:
            raise ValueError("A date with an hour has both bounds.")
        start, end = when.lower.astimezone(zone), when.upper.astimezone(zone)
        shows_year = self.year != start.year or self.year != end.year
        hours = f"{start:%H:%M}"
        first_zone, last_zone = gmt(when.zone, when.lower), gmt(when.zone, when.upper)
        day = self._date(f"{start:%Y-%m-%d}", shows_year)
        if when.end_known and start.date() == end.date() and first_zone == last_zone:
            hours = self.words["hours"].format(a=hours, b=f"{end:%H:%M}")
        text = self.words["at"].format(d=day, t=hours)
        if when.end_known and (start.date() != end.date() or first_zone != last_zone):
            last = self.words["at"].format(d=self._date(f"{end:%Y-%m-%d}", shows_year), t=f"{end:%H:%M}")
            # Where the clocks change in between, each end has its own offset.
            first = text if first_zone == last_zone else f"{text} ({first_zone})"
            text = self.words["span"].format(a=first, b=last)
        return f"{text} ({last_zone})"

    def _date(self, stamp: str, shows_year: bool) -> str:
        stamp = stamp.rstrip("~")
        if len(stamp) == 4:
            return self.words["year"].format(y=stamp)
        days = len(stamp) == 10
        day = date.fromisoformat(stamp if days else stamp + "-01")
        skeleton = self._skeleton(days=days, shows_year=shows_year)
        narrow = self.locale.datetime_skeletons[skeleton.replace("MMMM", "MMM")].pattern
        return self._apply(narrow, day, wide="MMMM" in skeleton)

    def _skeleton(self, *, days: bool, shows_year: bool) -> str:
        skeleton = _SKELETONS[self.style] if days else ("MMM" if self.style == "short" else "MMMM")
        return ("y" if shows_year else "") + skeleton

    def _shows_year(self, edtf: str) -> bool:
        return any(half[:4] != str(self.year) for half in edtf.split("/") if half != "..")

    def _with_year(self, word: str, year: int) -> str:
        if year == self.year:
            return self.words[word]
        return self.words[word + "_in"].replace("{y}", str(year))


def gmt(zone: str, moment: datetime) -> str:
    """The offset as people say it: GMT+9, GMT+5:45."""
    offset = offset_at(zone, moment)
    hours, minutes = int(offset[1:3]), offset[4:6]
    return f"GMT{offset[0]}{hours}" + (f":{minutes}" if minutes != "00" else "")
