"""Dates in readers' languages."""

import pytest

from hanse.engines.when import Cadence, format, format_in_zone, parse, rhythm

WRITTEN = [
    ("Sep", "Sep", "September 2023", "9월", "2023년 9월"),
    ("Mar 13-17", "13–17 Mar", "13–17 March 2023", "3월 13일~17일", "2023년 3월 13일~17일"),
    ("28 Feb – 2 Mar", "28 Feb – 2 Mar", "28 February – 2 March 2023", "2월 28일 ~ 3월 2일", "2023년 2월 28일 ~ 3월 2일"),
    ("Feb 21, 14:00", "21 Feb, 14:00 (GMT+9)", "21 February 2023, 14:00 (GMT+9)", "2월 21일 14:00 (GMT+9)", "2023년 2월 21일 14:00 (GMT+9)"),
    ("year-round", "all year", "all year 2023", "연중", "2023년 연중"),
    ("early June", "early Jun", "early June 2023", "6월 초", "2023년 6월 초"),
    ("from 30 Nov", "from 30 Nov", "from 30 November 2023", "11월 30일부터", "2023년 11월 30일부터"),
    ("TBC", "date to be confirmed", "2023, date to be confirmed", "날짜 미정", "2023년 날짜 미정"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "short", "long", "korean", "korean_long"), WRITTEN)
def test_writes_as_a_reader_expects(text: str, short: str, long: str, korean: str, korean_long: str) -> None:
    when = parse(text, 2023)
    assert format(when, "en", year=2023) == short
    assert format(when, "en", style="long") == long
    assert format(when, "ko", year=2023) == korean
    assert format(when, "ko", style="long") == korean_long


@pytest.mark.parametrize("locale", ["fr", "de", "pt_BR", "pt-BR"])
@pytest.mark.parametrize("text", ["Mar 13-17", "early June", "from Nov 30", "TBC", "Feb 21, 14:00 (GMT+9)"])
def test_a_language_without_words_of_its_own_is_written_in_english_altogether(locale: str, text: str) -> None:
    when = parse(text, 2023)
    assert format(when, locale, style="full") == format(when, "en", style="full")


def test_the_readers_clock() -> None:
    when = parse("Feb 21, 14:00 (GMT+9)", 2023)
    assert format_in_zone(when, "en", "Africa/Kampala", year=2023) == "21 Feb, 08:00 (GMT+3)"
    assert format_in_zone(when, "en", "America/Mexico_City", year=2023) == "20 Feb, 23:00 (GMT-6)"
    assert format_in_zone(when, "en", "Asia/Kathmandu", year=2023) == "21 Feb, 10:45 (GMT+5:45)"
    assert format_in_zone(parse("Sep", 2023), "en", "Africa/Kampala", year=2023) == "Sep"


def test_assemblies_under_a_rule_of_three_years() -> None:
    record = rhythm(Cadence.TRIENNIAL, [2010, 2012, 2014, 2017, 2021, 2023])
    assert record.gaps == ((2010, 2012, 2), (2012, 2014, 2), (2014, 2017, 3), (2017, 2021, 4), (2021, 2023, 2))
    assert (record.kept, record.early, record.late, record.next_due) == (1, 3, 1, 2026)


def test_a_rule_without_a_record_has_nothing_due() -> None:
    assert rhythm(Cadence.ANNUAL, []).next_due is None
