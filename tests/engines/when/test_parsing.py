"""What brochures say, and what it means."""

from datetime import UTC, datetime

import pytest
from edtf import parse_edtf

from hanse.engines.when import NotADate, Precision, parse

READ = [
    ("Sep", "2023-09", Precision.MONTH),
    ("September 2023", "2023-09", Precision.MONTH),
    ("Sept.", "2023-09", Precision.MONTH),
    ("Mar 13-17", "2023-03-13/2023-03-17", Precision.DAYS),
    ("13–17 March", "2023-03-13/2023-03-17", Precision.DAYS),
    ("28 Feb – 2 Mar", "2023-02-28/2023-03-02", Precision.DAYS),
    ("March 1 - May 31, 2023", "2023-03-01/2023-05-31", Precision.DAYS),
    ("Nov 30", "2023-11-30", Precision.DAY),
    ("21st of September", "2023-09-21", Precision.DAY),
    ("Tuesday 21 Feb 2023", "2023-02-21", Precision.DAY),
    ("2023-09-26", "2023-09-26", Precision.DAY),
    ("Feb 21, 14:00 (GMT+9)", "2023-02-21T14:00:00+09:00", Precision.MINUTE),
    ("February 21 | 14:00 (GMT+9)", "2023-02-21T14:00:00+09:00", Precision.MINUTE),
    ("21 Feb, 2:30 pm", "2023-02-21T14:30:00+09:00", Precision.MINUTE),
    ("14h, 3 May", "2023-05-03T14:00:00+09:00", Precision.MINUTE),
    ("21 Feb 14:00-17:00", "2023-02-21T14:00:00+09:00/2023-02-21T17:00:00+09:00", Precision.MINUTE),
    (
        "31 Mar–1 Apr 2023, 09:00–17:00 Asia/Seoul",
        "2023-03-31T09:00:00+09:00/2023-04-01T17:00:00+09:00",
        Precision.MINUTE,
    ),
    (
        "1 Jan 2001, 08:00 (GMT-2) – 18 Feb 2001, 17:00 (GMT-3)",
        "2001-01-01T08:00:00-02:00/2001-02-18T17:00:00-03:00",
        Precision.MINUTE,
    ),
    ("Year-round", "2023-01-01/2023-12-31", Precision.ALL_YEAR),
    ("all year 2024", "2024-01-01/2024-12-31", Precision.ALL_YEAR),
    ("Q3", "2023-07/2023-09", Precision.QUARTER),
    ("2023-07/2023-09", "2023-07/2023-09", Precision.QUARTER),
    ("early June", "2023-06-01~/2023-06-10~", Precision.PART),
    ("mid-May", "2023-05-11~/2023-05-20~", Precision.PART),
    ("late Feb", "2023-02-21~/2023-02-28~", Precision.PART),
    ("mid-May to July", "2023-05-11~/2023-07", Precision.PART),
    ("week of 12 June", "2023-06-12/2023-06-18", Precision.WEEK),
    ("week of 14 June", "2023-06-12/2023-06-18", Precision.WEEK),
    ("TBC", "2023-XX", Precision.UNKNOWN),
    ("to be announced", "2023-XX", Precision.UNKNOWN),
    ("from Nov 30", "2023-11-30/..", Precision.DAYS),
    ("Nov 30 onwards", "2023-11-30/..", Precision.DAYS),
    ("until 31 May", "../2023-05-31", Precision.DAYS),
    ("by 31 May", "../2023-05-31", Precision.DAYS),
    ("Jun – Aug", "2023-06/2023-08", Precision.MONTHS),
    ("circa 12 June", "2023-06-12~", Precision.DAY),
    ("~12 June", "2023-06-12~", Precision.DAY),
    ("Dec 28 – Jan 3", "2023-12-28/2024-01-03", Precision.DAYS),
    ("7 Sep 2010", "2010-09-07", Precision.DAY),
    ("2026", "2026", Precision.YEAR),
    ("2월 21일 14:00", "2023-02-21T14:00:00+09:00", Precision.MINUTE),
    ("3월 13일~17일", "2023-03-13/2023-03-17", Precision.DAYS),
    ("3월 13일부터 17일까지", "2023-03-13/2023-03-17", Precision.DAYS),
    ("2024년 9월", "2024-09", Precision.MONTH),
    ("연중", "2023-01-01/2023-12-31", Precision.ALL_YEAR),
    ("미정", "2023-XX", Precision.UNKNOWN),
    ("6월 초", "2023-06-01~/2023-06-10~", Precision.PART),
    ("6월 말", "2023-06-21~/2023-06-30~", Precision.PART),
    ("3분기", "2023-07/2023-09", Precision.QUARTER),
    ("2023 to 2024", "2023-01/2024-12", Precision.MONTHS),
    ("2023/2024", "2023-01/2024-12", Precision.MONTHS),
    ("2023-06/2024", "2023-06/2024-12", Precision.MONTHS),
    ("2023/2023", "2023", Precision.YEAR),
    ("2023-09-XX", "2023-09", Precision.MONTH),
    ("2023-XX-XX", "2023-XX", Precision.UNKNOWN),
    ("2023-09?", "2023-09~", Precision.MONTH),
    ("2023-09%", "2023-09~", Precision.MONTH),
    ("June/July", "2023-06/2023-07", Precision.MONTHS),
    ("year round", "2023-01-01/2023-12-31", Precision.ALL_YEAR),
    ("June TBC", "2023-06~", Precision.MONTH),
    ("Mar 13-17 (TBC)", "2023-03-13~/2023-03-17~", Precision.DAYS),
    ("about Q3", "2023-07~/2023-09~", Precision.QUARTER),
    ("H1", "2023-01/2023-06", Precision.MONTHS),
    ("H2 2024", "2024-07/2024-12", Precision.MONTHS),
    ("first week of June", "2023-06-01~/2023-06-07~", Precision.DAYS),
    ("last week of Feb", "2023-02-22~/2023-02-28~", Precision.DAYS),
    ("21-Feb-2023", "2023-02-21", Precision.DAY),
    ("2023.9.30", "2023-09-30", Precision.DAY),
    ("2023. 9. 30.", "2023-09-30", Precision.DAY),
    ("Feb 21, noon", "2023-02-21T12:00:00+09:00", Precision.MINUTE),
    ("Feb 21, 9.30", "2023-02-21T09:30:00+09:00", Precision.MINUTE),
    ("Feb 21, 14:00 (Seoul time)", "2023-02-21T14:00:00+09:00", Precision.MINUTE),
    ("from 2023", "2023/..", Precision.MONTHS),
    ("before June", "../2023-05", Precision.MONTHS),
    ("before 12 June", "../2023-06-11", Precision.DAYS),
    ("by June", "../2023-06", Precision.MONTHS),
    ("Mar 13\u201117", "2023-03-13/2023-03-17", Precision.DAYS),
    ("Mar – 17 Mar", "2023-03/2023-03-17", Precision.PART),
]


@pytest.mark.parametrize(("text", "edtf", "precision"), READ)
def test_reads_what_brochures_say(text: str, edtf: str, precision: Precision) -> None:
    when = parse(text, 2023)
    assert (when.edtf, when.precision) == (edtf, precision)
    assert when.text == text


# The library gives no bounds for hours and open ends.
@pytest.mark.parametrize(("text", "edtf", "precision"), [r for r in READ if "T" not in r[1] and ".." not in r[1]])
def test_bounds_agree_with_the_edtf_library(text: str, edtf: str, precision: Precision) -> None:
    when = parse(text, 2023, "UTC")
    theirs = parse_edtf(edtf)
    assert when.lower is not None
    assert when.upper is not None
    assert (when.lower.year, when.lower.month, when.lower.day) == tuple(theirs.lower_strict()[:3])
    assert when.last_on is None or when.last_on.timetuple()[:3] == tuple(theirs.upper_strict()[:3])


REFUSED = [
    ("30 Feb", "February 2023 has 28 days, not 30."),
    ("Sept 31", "September 2023 has 30 days, not 31."),
    ("Monday 21 Feb 2023", "is a Tuesday, not a Monday"),
    ("03/04/2023", "can be read in two ways"),
    ("17-13 Mar", "ends before it starts"),
    ("May - March 2023", "ends before it starts"),
    ("21 Feb 17:00-14:00", "ends before it starts"),
    ("Mar 13-", "nothing after it"),
    ("- Mar", "nothing before it"),
    ("banana", "“banana” is not a word for a date"),
    ("Feb 21 25:00", "“25:00” is not an hour"),
    ("14:00", "an hour but no day"),
    ("31", "The day 31 has no month"),
    ("early", "needs a month"),
    ("5-6-7 Mar", "a start and an end"),
    ("21 Feb 14:00 (GMT+9) (GMT+8)", "Two time zones"),
    ("Mar Apr", "a second month"),
    ("week of June", "A week needs a day"),
    ("2023-13-01", "no month 13"),
    ("21 Feb 14:00 (GMT+25)", "no offset in use"),
    ("21 Feb 14:00 Mars/Phobos", "no time zone"),
    ("26 Mar 2023 02:30 Europe/Berlin", "skip 02:30"),
    ("12 Mar 1066", "outside 1900 to 2200"),
    ("", "The date is empty"),
    ("   ", "The date is empty"),
    ("x" * 10_000, "fewer than 200 characters"),
    ("9" * 150, "“9"),
    ("Mar \x00 13", "does not belong"),
    ("13월", "does not exist"),
    ("2023-01-01/2023-02-01/2023-03-01", "one slash"),
    ("../..", "A span"),
    ("Q5", "There is no quarter Q5"),
    ("2023-21", "is a season"),
    ("202X", "wider than a year"),
    ("Feb 3, 14:00 CET", "Write “Europe/Paris”"),
    ("13.03.2023", "numbers only"),
    ("10 Mar - 2 Feb", "ends before it starts"),
    ("0 May", "a month begins with day 1"),
    ("２０２３-13-01", "no month 13"),
]
APART = [
    "June 8 and 10",
    "8 June & 10 June",
    "8, 10 June",
    "8, 9, 10 June",
    "June 8, June 10",
    "8 and 9 and 10 June",
    "8, 9 and 10 June",
    "June and August",
    "Q1 and Q3",
    "7 Nov, 14:00 and 7 Nov, 16:00",
    "7 Nov, 10:00 and 16:00",
    "6월 8일 및 10일",
]


@pytest.mark.parametrize("text", APART)
def test_days_apart_are_no_span(text: str) -> None:
    with pytest.raises(NotADate) as refusal:
        parse(text, 2023)
    assert "Make an activity of each" in refusal.value.reason
    assert "agenda" in refusal.value.reason


@pytest.mark.parametrize(
    ("text", "span"),
    [("8 and 9 June", "8-9 June"), ("28 Feb and 1 Mar", "28 Feb - 1 Mar"), ("June and July", "Jun-Jul")],
)
def test_two_that_follow_each_other_are_a_span(text: str, span: str) -> None:
    assert parse(text, 2023).same_as(parse(span, 2023))


@pytest.mark.parametrize(
    "text", ["２０２３", "٢٠٢٣", "２０２３-０９", "２０２３년 9월", "１３-１７ Mar", "all year ２０２４"]
)
def test_digits_of_every_script_become_those_of_edtf(text: str) -> None:
    when = parse(text, 2023)
    assert when.edtf.isascii()
    assert when.text == text


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_refuses_nonsense_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(NotADate) as refusal:
        parse(text, 2023)
    assert reason in refusal.value.reason


def test_an_hour_that_the_clock_repeats_is_its_first() -> None:
    when = parse("29 Oct 2023 02:30 Europe/Berlin", 2023)
    assert when.lower == datetime(2023, 10, 29, 0, 30, tzinfo=UTC)


def test_days_begin_and_end_where_the_place_is() -> None:
    when = parse("Mar 13-17", 2023, "Asia/Seoul")
    assert when.lower == datetime(2023, 3, 12, 15, tzinfo=UTC)
    assert when.upper == datetime(2023, 3, 17, 15, tzinfo=UTC)
    assert (str(when.first_on), str(when.last_on)) == ("2023-03-13", "2023-03-17")


def test_reading_a_stored_date_does_not_load_the_slow_library() -> None:
    import subprocess
    import sys

    program = "import sys, hanse.engines.when as w; w.restore; sys.exit('edtf' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
