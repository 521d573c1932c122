"""Content lines: folding and escaping."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanse.calendar.feeds.lines import LIMIT, document, folded, text, uri


@given(st.text(max_size=400))
def test_no_physical_line_is_longer_than_75_octets(value: str) -> None:
    for line in document([f"SUMMARY:{text(value)}"]).split(b"\r\n"):
        assert len(line) <= LIMIT


@given(st.text(max_size=400))
def test_unfolding_gives_the_line_back_and_no_character_is_split(value: str) -> None:
    line = f"SUMMARY:{text(value)}"
    pieces = folded(line).split("\r\n ")
    assert "".join(pieces) == line
    for piece in pieces:
        piece.encode().decode()


@pytest.mark.parametrize(("length", "lines"), [(74, 1), (75, 1), (76, 2), (149, 2), (150, 3)])
def test_a_line_is_folded_only_when_it_must_be(length: int, lines: int) -> None:
    assert folded("x" * length).count("\r\n") == lines - 1


def test_a_line_is_folded_before_a_character_of_several_octets() -> None:
    first, second = folded("x" * 74 + "서울").split("\r\n ")
    assert (first, second) == ("x" * 74, "서울")


@pytest.mark.parametrize(
    ("plain", "escaped"),
    [
        ("a, b; c", "a\\, b\\; c"),
        ("back\\slash", "back\\\\slash"),
        ("one\ntwo\r\nthree\rfour", "one\\ntwo\\nthree\\nfour"),
        ("a\tb", "a\tb"),
        ("bell\x07 and null\x00", "bell and null"),
        ("one\u2028two", "one\\ntwo"),
    ],
)
def test_text_is_escaped(plain: str, escaped: str) -> None:
    assert text(plain) == escaped


def test_an_address_cannot_begin_a_new_line() -> None:
    assert uri("https://example.org/\r\nSUMMARY:x") == "https://example.org/SUMMARY:x"
