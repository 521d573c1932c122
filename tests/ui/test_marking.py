"""Found words in their text."""

import re

import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from hanse.ui.folding import words_of
from hanse.ui.marking import excerpt, has_any, mark


@pytest.mark.parametrize(
    ("text", "sought", "marked"),
    [
        ("São Paulo", "sao", "<mark>São</mark> Paulo"),
        ("İstanbul, Beyoğlu", "ist beyog", "<mark>İst</mark>anbul, <mark>Beyoğ</mark>lu"),
        ("스마트도시상", "도시", "스마트<mark>도시</mark>상"),
        ("서울에서", "서", "<mark>서</mark>울에서"),
        ("people’s", "peoples", "<mark>people’s</mark>"),
        ("supersao", "sao", "supersao"),
        ("<i>sao</i>", "sao", "&lt;i&gt;<mark>sao</mark>&lt;/i&gt;"),
        ("Córdoba", "cor cordo", "<mark>Córdo</mark>ba"),
    ],
)
def test_marks(text: str, sought: str, marked: str) -> None:
    assert mark(text, words_of(sought)) == marked


def test_an_excerpt_is_about_a_line_around_the_first_place() -> None:
    text = "Lorem ipsum dolor. " * 30 + "The **ceremony** opens [here](https://example.org). " + "Sit amet. " * 30
    shown = excerpt(text, ["cere"])
    assert "The <mark>cere</mark>mony opens here." in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 300
    assert excerpt("nothing", ["cere"]) == ""


@given(st.text(), st.text())
def test_marking_changes_no_letter(text: str, sought: str) -> None:
    marked = mark(text, words_of(sought))
    assert re.sub("</?mark>", "", marked) == escape(text)
    assert ("<mark>" in marked) == has_any(text, words_of(sought))
