"""Days stand in the order of the reader's language, wherever they stand."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.template import engines
from django.utils.translation import override

from hanse.ui.days import day_words, instant_words

SOURCE = Path(__file__).resolve().parents[2] / "src/hanse"
# Names of months in a fixed order: English, whatever the language of the page.
FIXED = re.compile(r"""\|date:["'][^"']*[FMNbE][^"']*["']""")


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "16 May 2023 / 16 May / May 2023"), ("ko", "2023년 5월 16일 / 5월 16일 / 2023년 5월")],
)
def test_a_day_has_the_order_of_the_language(language: str, said: str) -> None:
    page = engines["django"].from_string("{{ on|day }} / {{ on|short_day }} / {{ on|month_of }}")
    with override(language):
        for on in (date(2023, 5, 16), datetime(2023, 5, 16, 23, 59, tzinfo=UTC)):
            assert page.render({"on": on}) == said
        assert page.render({"on": None}) == " /  / "


@pytest.mark.parametrize(("language", "said"), [("en", "16 May 2023, 08:05"), ("ko", "2023년 5월 16일 08:05")])
def test_an_instant_has_it_too(language: str, said: str) -> None:
    with override(language):
        assert instant_words(datetime(2023, 5, 16, 8, 5, tzinfo=UTC)) == said


def test_a_letter_has_its_own_language() -> None:
    with override("en"):
        assert day_words(date(2023, 5, 16), "ko") == "2023년 5월 16일"


def test_no_template_fixes_the_order_of_a_date() -> None:
    fixed = [
        f"{path.relative_to(SOURCE)}: {found}"
        for path in sorted(SOURCE.rglob("*.html"))
        for found in FIXED.findall(path.read_text(encoding="utf-8"))
    ]
    assert fixed == []
