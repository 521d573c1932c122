"""Every text that a person may read stands in a catalogue, in Korean."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[2] / "src/hanse"
WORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Its context, the text itself, and whether it is the singular of two forms: where a singular stands in no other entry,
# a plain text of the same words is given the plural, with the name of its number unfilled.
Text = tuple[str, str, bool]


def translated() -> set[Text]:
    """What the catalogues of all rooms hold together; one process merges them."""
    return {
        (str(message.context or ""), *_plain(message.id))
        for path in SOURCE.rglob("locale/ko/LC_MESSAGES/django.po")
        for message in read_po(io.BytesIO(path.read_bytes()))
        if message.string and not message.fuzzy
    }


def _plain(found: Any) -> tuple[str, bool]:
    is_plural = isinstance(found, tuple)
    return str(found[0] if is_plural else found), is_plural


def texts_of(path: Path) -> Iterator[tuple[int, Text]]:
    """Line, and text, of everything in a file that is marked for translation."""
    code = path.read_text()
    if path.suffix != ".py":
        # What stands between the marks is blanked, not removed: it would look like Python that is badly indented.
        code = "\n".join(line.lstrip() for line in templatize(code, origin=str(path)).splitlines())
    for line, found, _comments, context in extract("python", io.BytesIO(code.encode()), keywords=WORDS):
        yield line, (context or "", *_plain(found))


@pytest.mark.parametrize("room", sorted(p.name for p in SOURCE.iterdir() if p.is_dir() and p.name != "__pycache__"))
def test_no_text_of_a_room_is_without_korean(room: str) -> None:
    known = translated()
    files = [*(SOURCE / room).rglob("*.py"), *(SOURCE / room).rglob("templates/**/*.*")]
    missing = [
        f"{path.relative_to(SOURCE)}:{line}: {text[1]}"
        for path in sorted(files)
        for line, text in texts_of(path)
        if text not in known
    ]
    assert missing == []
