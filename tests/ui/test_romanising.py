"""Hangul by the letters of the Revised Romanization."""

import pytest

from hanse.ui.romanising import romanised


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("서울", "seoul"), ("부산", "busan"), ("제주", "jeju"), ("광주", "gwangju"), ("포럼", "poreom"), ("총회", "chonghoe"),
        ("스마트도시", "seumateudosi"), ("값", "gap"), ("까치", "kkachi"), ("의회", "uihoe"), ("2023년 포럼", "2023nyeon poreom"),
        ("Forum é 論壇", "Forum é 論壇"), ("", ""), ("가힣", "gahit"),
    ],
)  # fmt: skip
def test_syllable_by_syllable(hangul: str, latin: str) -> None:
    assert romanised(hangul) == latin


def test_every_syllable_has_latin_letters_only() -> None:
    assert all(romanised(chr(code)).isascii() and romanised(chr(code)).isalpha() for code in range(0xAC00, 0xD7A4))
