"""What can be set is set as it is; what cannot never stops the press."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from hanse.typeset.brochure import typeset_brochure
from hanse.typeset.letters import MISSING, address, coverage, plain, shown
from tests.typeset.making import make_brochure, make_entry
from tests.typeset.reading import squeezed, text_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("São Paulo", "São Paulo"),
        ("Sa\u0303o Paulo", "São Paulo"),
        ("line\nline\ttab", "line line tab"),
        ("null\x00 bell\x07 \u202eright\u202c \ufeff", "null bell right "),
        ("Forum 🎉", "Forum "),
        ("हिन्दी", MISSING * 6),
        ("서울 مدينة", "서울 مدينة"),
        ("\ud83d", ""),
    ],
)
def test_text_is_kept_and_only_what_no_face_has_is_replaced(text: str, wanted: str) -> None:
    found = plain(text)
    assert found == wanted or (set(found) == {MISSING} and set(wanted) == {MISSING})


def test_very_long_words_can_break_and_nothing_of_them_is_lost() -> None:
    word = "Donaudampfschifffahrtsgesellschaft" * 3
    assert "\u200b" in plain(word)
    assert plain(word).replace("\u200b", "") == word
    assert plain("https://example.org/a/path/of/some/length").split("\u200b")[-1] == "length"


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x", "", "www.x.org"]
)
def test_only_addresses_that_may_be_followed_become_links(href: str) -> None:
    assert address(href) == ""


def test_addresses_lose_what_hides_in_them_and_print_short() -> None:
    assert address(" https://example.org/\u202e\x00a b ") == "https://example.org/ab"
    assert shown("https://www.example.org/2023/") == "example.org/2023"
    assert shown("mailto:desk@example.org") == "desk@example.org"


@given(st.text(max_size=200))
def test_every_letter_that_is_left_can_be_set(text: str) -> None:
    assert all(ord(letter) in coverage() or letter == "\u200b" for letter in plain(text))


def test_the_faces_have_every_letter_that_their_list_names() -> None:
    """PDF/UA-1 refuses a document with a missing glyph, so setting each of them proves the list."""
    letters = [chr(code) for code in sorted(coverage()) if plain(chr(code)).strip()]
    lines = ["".join(letters[n : n + 20]) for n in range(0, len(letters), 20)]
    pdf = typeset_brochure(make_brochure(*(make_entry(n, line) for n, line in enumerate(lines))))
    assert pdf.startswith(b"%PDF")


def test_hangul_of_the_standard_of_the_catalogue_and_of_the_year_is_covered() -> None:
    standard = {bytes((a, b)).decode("euc_kr") for a in range(0xB0, 0xC9) for b in range(0xA1, 0xFF)}
    catalogue = read_po(io.BytesIO((ROOT / "src/hanse/ui/locale/ko/LC_MESSAGES/django.po").read_bytes()))
    texts = [str(message.string) for message in catalogue]
    texts += [path.read_text(encoding="utf-8") for path in sorted((ROOT / "years").rglob("*.*")) if path.is_file()]
    used = set(re.findall("[가-힣]", " ".join(texts)))
    assert not [letter for letter in standard | used if ord(letter) not in coverage()]


def test_hangul_and_diacritics_can_be_read_out_of_the_document() -> None:
    names = ["세계스마트시티기구 꽃뷰", "Beyoğlu", "Đà Nẵng", "São Paulo", "Санкт-Петербург", "Αθήνα", "İzmir"]
    text = text_of(
        typeset_brochure(make_brochure(*(make_entry(n, name) for n, name in enumerate(names)), language="ko"))
    )
    for name in names:
        assert squeezed(name) in text
