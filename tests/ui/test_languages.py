"""English is the source; Korean is complete, and compiled from what stands in the catalogue."""

import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CATALOGUE = Path(__file__).resolve().parents[2] / "src/hanse/ui/locale/ko/LC_MESSAGES/django.po"


def test_korean_is_complete() -> None:
    catalogue = read_po(io.BytesIO(CATALOGUE.read_bytes()))
    assert len(catalogue) > 300
    for message in catalogue:
        if message.id:
            assert message.string, message.id
            assert not message.fuzzy, message.id


def test_the_compiled_catalogue_is_of_this_text() -> None:
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(CATALOGUE.read_bytes())))
    assert compiled.getvalue() == CATALOGUE.with_suffix(".mo").read_bytes()
