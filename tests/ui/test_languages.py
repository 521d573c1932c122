"""English is the source; Korean is complete in every room, and compiled from what stands in the catalogue."""

import ast
import io
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parents[2] / "src/hanse"
CATALOGUES = sorted(SOURCE.rglob("locale/ko/LC_MESSAGES/django.po"))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(SOURCE).parents[3]))
def test_korean_is_complete(path: Path) -> None:
    catalogue = read_po(io.BytesIO(path.read_bytes()))
    assert len(catalogue) > 0
    for message in catalogue:
        if message.id:
            texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
            assert all(texts), message.id
            assert not message.fuzzy, message.id


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(SOURCE).parents[3]))
def test_the_compiled_catalogue_is_of_this_text(path: Path) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(path.read_bytes())))
    assert compiled.getvalue() == path.with_suffix(".mo").read_bytes()


def test_every_reason_why_words_are_no_date_is_in_korean() -> None:
    catalogue = read_po(io.BytesIO((SOURCE / "ui/locale/ko/LC_MESSAGES/django.po").read_bytes()))
    reasons = [
        argument.value
        for path in sorted((SOURCE / "engines/when").glob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "NotADate"
        for argument in call.args[1:2]
        if isinstance(argument, ast.Constant)
    ]
    assert len(reasons) > 35
    assert [reason for reason in reasons if reason not in catalogue] == []
