"""A picture of a page for messages and posts that lead to it: a title with its date, as PNG."""

from __future__ import annotations

import io
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from PIL import Image

from hanse.typeset.letters import MISSING, plain
from hanse.typeset.press import picture

WIDTH, HEIGHT = 1200, 630  # pixels, as those who show such pictures ask for
LARGEST = 60_000  # bytes, so that a slow line shows it at once
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # a picture knows no time
_COLOURS = 48  # ink, paper, one dye, and the shades at the edges of letters


@dataclass(frozen=True, slots=True)
class Card:
    """What the picture says. `above` is the running head, `numeral` a year in large; `area` gives dye and sign."""

    title: str
    network: str
    language: str
    area: str = ""
    above: str = ""
    numeral: str = ""
    date: str = ""
    place: str = ""


def typeset_card(card: Card) -> bytes:
    """The card as PNG, never more than `LARGEST` bytes. Raises `NotTypeset` where Typst refuses it."""
    told = {name: plain(text).strip() for name, text in asdict(card).items()}
    drawn = picture("card", {**told, "title": told["title"] or MISSING}, edition_at=EPOCH, dots=144)
    return _lightened(drawn)


def _lightened(picture: bytes) -> bytes:
    """The same with few colours: half and fewer of the bytes, and no eye sees the difference."""
    drawn = Image.open(io.BytesIO(picture)).convert("RGB")
    colours = _COLOURS
    while True:
        out = io.BytesIO()
        drawn.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
            out, "PNG", optimize=True
        )
        if len(out.getvalue()) <= LARGEST or colours <= 4:
            return out.getvalue()
        colours //= 2
