"""Cards: pictures of pages for messages and posts."""

import io

import pytest
from PIL import Image

from hanse.typeset.card import HEIGHT, LARGEST, WIDTH, Card, typeset_card

LONG = "Ein sehr langer Titel, der nicht aufhören will, für alle Städte der Welt und für die, die in ihnen leben; "


def drawn(**fields: str) -> tuple[bytes, Image.Image]:
    told = {"title": "Forum", "network": "Example", "language": "en", **fields}
    png = typeset_card(Card(**told))
    return png, Image.open(io.BytesIO(png))


@pytest.mark.parametrize(
    "fields",
    [
        {"area": "prize", "above": "Prize", "date": "September 2023", "place": "Seoul"},
        {"title": "제6차 총회", "language": "ko", "date": "2023년 9월", "place": "서울"},
        {"title": LONG * 2},
        {"title": "Donaudampfschifffahrtsgesellschaftskapitän" * 4},
        {"title": "منتدى المدن", "place": "أبوظبي"},
        {"title": '#panic("no") $x$ \\ *bold* `code` </svg>', "date": "*"},
        {"title": ""},
        {"numeral": "2023", "title": "Example Network of Cities", "date": LONG * 2},
    ],
)
def test_any_title_becomes_a_picture_of_one_size_and_little_weight(fields: dict[str, str]) -> None:
    png, picture = drawn(**fields)
    assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))
    assert len(png) <= LARGEST
    colours = picture.convert("RGB").getcolors(maxcolors=WIDTH * HEIGHT)
    assert colours
    assert len(colours) > 2


def test_equal_words_make_equal_bytes() -> None:
    assert drawn()[0] == drawn()[0]


def test_each_area_has_its_dye() -> None:
    tops = {drawn(area=area)[1].convert("RGB").getpixel((600, 52)) for area in ("prize", "governance", "")}
    assert len(tops) == 3
