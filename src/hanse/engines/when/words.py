"""The words people use around dates, in the languages that are read and written whole: English, Korean.

Months and weekdays are CLDR's (through Babel); what stands here is what CLDR does not have.
"""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from babel import Locale

PARTS = ("early", "mid", "late")

ENGLISH_PARTS = {
    "early": "early",
    "beginning": "early",
    "start": "early",
    "mid": "mid",
    "middle": "mid",
    "late": "late",
    "end": "late",
}
KOREAN_PARTS = {
    "초": "early",
    "초순": "early",
    "상순": "early",
    "중순": "mid",
    "중": "mid",
    "말": "late",
    "하순": "late",
}
ALL_YEAR_WORDS = frozenset(
    {
        "year-round",
        "year round",
        "yearround",
        "all year",
        "all-year",
        "all year round",
        "throughout the year",
        "ongoing",
        "연중",
        "상시",
        "연중 상시",
    }
)
UNKNOWN_WORDS = frozenset(
    {
        "tbc",
        "tbd",
        "tba",
        "to be confirmed",
        "to be announced",
        "to be decided",
        "to be determined",
        "date to be confirmed",
        "date not fixed",
        "미정",
        "추후 공지",
        "날짜 미정",
        "일정 미정",
    }
)
OPEN_END_WORDS = frozenset({"from", "starting", "since", "onwards", "onward", "on", "부터"})
OPEN_START_WORDS = frozenset({"until", "till", "by", "before", "까지"})
# A day or month that is still "to be confirmed" is known about, not for sure.
ABOUT_WORDS = frozenset(
    {"about", "around", "circa", "c", "ca", "approx", "approximately", "tbc", "tbd", "tba", "약", "경", "예정"}
)
WEEK_NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
RANGE_WORDS = frozenset({"to", "until", "till", "through", "bis"})
# A span only where nothing lies between: "8 and 9 June" is one, "8 and 10 June" are two days.
AND_WORDS = frozenset({"and", "&", "및"})
WEEK_WORDS = frozenset({"week", "주간", "주"})
FILLERS = frozenset({"of", "the", "in", "at", "day", "월요일", "local", "time", "시작"})
# Abbreviations that mean two offsets a year, or several places; the zone is what is most often meant.
SHIFTING_ZONES = {
    "CET": "Europe/Paris",
    "CEST": "Europe/Paris",
    "EET": "Europe/Helsinki",
    "EEST": "Europe/Helsinki",
    "WET": "Europe/Lisbon",
    "BST": "Europe/London",
    "IST": "Asia/Kolkata",
    "EST": "America/New_York",
    "EDT": "America/New_York",
    "CST": "America/Mexico_City",
    "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles",
}
FIXED_ZONES = {"UTC": "+00:00", "GMT": "+00:00", "Z": "+00:00", "KST": "+09:00", "JST": "+09:00"}


def _english_names() -> tuple[dict[str, int], dict[str, int]]:
    locale = Locale("en")
    months: dict[str, int] = {"sept": 9}
    weekdays: dict[str, int] = {"tues": 1, "thur": 3, "thurs": 3}
    for width in ("wide", "abbreviated"):
        months |= {name.lower().rstrip("."): number for number, name in locale.months["format"][width].items()}
        weekdays |= {name.lower().rstrip("."): number for number, name in locale.days["format"][width].items()}
    return months, weekdays


MONTHS, WEEKDAYS = _english_names()
KOREAN_WEEKDAYS = {name: number for number, name in Locale("ko").days["format"]["wide"].items()}
KOREAN_SHORT_WEEKDAYS = {name: number for number, name in Locale("ko").days["format"]["abbreviated"].items()}


@cache
def zone_of_city(name: str) -> str:
    """The IANA zone that is named after a city, such as "Seoul"; empty where there is none."""
    continents = ("Africa/", "America/", "Asia/", "Australia/", "Europe/", "Pacific/")
    found = [z for z in available_timezones() if z.startswith(continents) and z.rpartition("/")[2] == name]
    return min(found, key=len, default="")
