"""Words as a search compares them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanse.ui.folding import LONGEST_WORD, MOST_WORDS, fold, index_words, words_of


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("São Paulo", "sao paulo"), ("Beyoğlu", "beyoglu"), ("Đà Nẵng", "da nang"), ("İzmir", "izmir"), ("Iğdır", "igdir"),
        ("Straße", "strasse"), ("Łódź", "lodz"), ("Córdoba’s", "cordobas"), ("서울", "서울"), ("Ｆｕｌｌ", "full"), ("Москва", "москва"),
    ],
)  # fmt: skip
def test_folds(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_words_of_a_joined_script_begin_at_every_letter_but_the_last() -> None:
    assert index_words("스마트도시상") == "스마트도시상 마트도시상 트도시상 도시상 시상"
    assert index_words("서울에서 서울") == "서울에서 울에서 에서 서울"


def test_vowel_signs_stay_in_their_word() -> None:
    assert len(words_of("काठमाडौं")) == 1


def test_a_word_is_kept_once_and_never_too_long() -> None:
    assert index_words("Forum, forum; FÓRUM") == "forum"
    assert index_words("x" * 99) == "x" * LONGEST_WORD
    assert len(words_of(" ".join(map(str, range(50))))) == MOST_WORDS


@given(st.text())
def test_what_is_typed_in_full_is_among_what_is_indexed(text: str) -> None:
    indexed = index_words(text).split(" ")
    assert all(any(word.startswith(sought) for word in indexed) for sought in words_of(text))


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_the_index_holds_words_and_single_spaces_only(text: str) -> None:
    indexed = index_words(text)
    assert indexed == " ".join(indexed.split())
    assert not set(indexed) & set("'\"\\*():|&!<>,\x00")
