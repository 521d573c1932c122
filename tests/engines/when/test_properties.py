"""What holds for every date."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hanse.engines.when import NotADate, Precision, When, format, order_key, parse, restore, shift
from hanse.engines.when.formatting import Style

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
ZONES = st.sampled_from(["Asia/Seoul", "America/Sao_Paulo", "Europe/Berlin", "Asia/Kathmandu", "UTC", "+09:00"])
DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A date in any of the forms that are read."""
    first = draw(DAYS)
    last = first + timedelta(days=draw(st.integers(1, 400)))
    hour = f"{draw(st.integers(8, 11)):02d}:{draw(st.integers(0, 59)):02d}"
    part = draw(st.sampled_from(["early", "mid", "late"]))
    return draw(
        st.sampled_from(
            [
                _day(first),
                f"{_day(first)} – {_day(last)}",
                _month(first),
                f"{_month(first)} – {_month(last)}",
                f"{part} {_month(first)}",
                f"{part} {_month(first)} to {_month(last)}",
                f"{_day(first)} to late {_month(last)}",
                f"week of {_day(first)}",
                f"about {_day(first)}",
                f"about {_month(first)}",
                f"from {_day(first)}",
                f"until {_day(first)}",
                f"from {_month(first)}",
                f"Q{draw(st.integers(1, 4))} {first.year}",
                f"all year {first.year}",
                f"{first.year}, date to be confirmed",
                str(first.year),
                f"{_day(first)}, {hour}",
                f"{_day(first)}, {hour}–17:00",
                f"{_day(first)}, {hour} – {_day(last)}, 17:00",
            ]
        )
    )


@given(texts(), ZONES, st.sampled_from(["en", "ko"]), st.sampled_from(["short", "long", "full"]), st.booleans())
def test_what_is_written_is_read_back(text: str, zone: str, locale: str, style: Style, leave_year_out: bool) -> None:
    when = parse(text, 2023, zone)
    year = int(next(part for part in when.edtf.split("/") if part != "..")[:4])
    written = format(when, locale, year=year if leave_year_out else None, style=style)
    again = parse(written, year, zone)
    assert again.same_as(when), f"{text!r} was written as {written!r}, which reads as {again.edtf}"


@given(texts(), ZONES)
def test_bounds_hold_the_days_and_edtf_gives_the_bounds_back(text: str, zone: str) -> None:
    when = parse(text, 2023, zone)
    if when.lower is not None and when.upper is not None:
        assert when.lower <= when.upper
    if when.first_on and when.last_on:
        assert when.first_on <= when.last_on
    again = parse(when.edtf, 2023, zone)
    assert (again.edtf, again.lower, again.upper) == (when.edtf, when.lower, when.upper)


@given(texts(), ZONES)
def test_restored_from_columns_it_is_the_same(text: str, zone: str) -> None:
    when = parse(text, 2023, zone)
    columns = {name: getattr(when, name) for name in When.__slots__}
    assert restore(**{**columns, "precision": str(when.precision)}) == when


@given(st.lists(texts(), min_size=2, max_size=8))
def test_order_is_total_and_goes_by_the_start(written: list[str]) -> None:
    whens = sorted((parse(text, 2023) for text in written), key=order_key)
    backwards = list(reversed(whens))
    assert whens == sorted(backwards, key=order_key) or len({order_key(w) for w in whens}) < len(whens)
    dated = [w for w in whens if w.precision not in (Precision.ALL_YEAR, Precision.YEAR, Precision.UNKNOWN)]
    assert all(a.lower is None or (b.lower is not None and a.lower <= b.lower) for a, b in pairwise(dated))
    assert whens[: len(dated)] == dated


@given(texts(), st.integers(-3, 3))
def test_shifting_there_and_back_keeps_the_precision_and_nearly_the_day(text: str, years: int) -> None:
    when = parse(text, 2023)
    moved = shift(when, years)
    assert moved.precision == when.precision
    back = shift(moved, -years)
    if back.edtf != when.edtf:  # only leap days and the last week of a long year cannot come back
        assert "-02-2" in when.edtf or when.precision is Precision.WEEK


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    reason = ""
    try:
        parse(text, 2023)
    except NotADate as refusal:
        reason = refusal.reason
    assert reason == "" or reason.endswith(".")


@pytest.mark.parametrize("month", range(1, 13))
def test_the_thirds_of_a_month_cover_it_without_overlap(month: int) -> None:
    parts = [parse(f"{part} {MONTHS[month - 1]}", 2024) for part in ("early", "mid", "late")]
    whole = parse(MONTHS[month - 1], 2024)
    assert parts[0].lower == whole.lower
    assert parts[2].upper == whole.upper
    assert parts[0].upper == parts[1].lower
    assert parts[1].upper == parts[2].lower


VOCABULARY = [
    "2023",
    "2024",
    "Jan",
    "Feb",
    "Mar",
    "June",
    "Dec",
    "1",
    "12",
    "31",
    "30",
    "29",
    "-",
    "–",
    "to",
    "/",
    "~",
    "until",
    "from",
    "before",
    "by",
    "early",
    "mid",
    "late",
    "Q1",
    "Q3",
    "H1",
    "H2",
    "week",
    "of",
    "first",
    "last",
    "14:00",
    "9.30",
    "noon",
    "GMT+9",
    "Asia/Seoul",
    "Seoul",
    "time",
    "TBC",
    "about",
    "Mon",
    "Friday",
    "2023-09",
    "2023-09-13",
    "2023-XX",
    "2024-02~",
    "..",
    "2023/2024",
    "3월",
    "13일",
    "2024년",
    "부터",
    "까지",
    "초",
    "말",
    "중순",
    "1분기",
    "(",
    ")",
    ",",
    "and",
]


@settings(max_examples=2000)
@given(st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=6))
def test_whatever_is_read_can_be_written_and_read_again(words: list[str]) -> None:
    try:
        when = parse(" ".join(words), 2023)
    except NotADate as refusal:
        assert refusal.reason.endswith(".")  # noqa: PT017  # a refusal is one of the two good outcomes
        return
    for locale in ("en", "ko"):
        assert parse(format(when, locale), 2023).same_as(when), format(when, locale)
    assert format(when, "fr", style="full")
