"""What a reader's program finds in a PDF."""

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader


def read(pdf: bytes) -> PdfReader:
    """Open it."""
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """All words, spaces made equal, so that a name is found wherever its line broke."""
    return squeezed(" ".join(page.extract_text() for page in read(pdf).pages))


def squeezed(text: str) -> str:
    """The same text without spaces: a PDF has none where a line breaks."""
    return re.sub(r"[\s\u200b]+", "", text)


def links_of(pdf: bytes) -> set[str]:
    """All addresses that the document leads to."""
    found = set()
    for page in read(pdf).pages:
        for note in page.get("/Annots", []):
            action = note.get_object().get("/A", {})
            if "/URI" in action:
                found.add(str(action["/URI"]))
    return found


def bookmarks(pdf: bytes) -> list[tuple[int, str]]:
    """Bookmarks with their depth."""

    def walk(items: Any, depth: int) -> Iterator[tuple[int, str]]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item, depth + 1)
            else:
                yield depth, str(item.title)

    return list(walk(read(pdf).outline, 1))


def is_accessible(pdf: bytes) -> bool:
    """Whether it says and shows what PDF/UA-1 asks of the document as a whole."""
    root: Any = read(pdf).trailer["/Root"]
    return all(
        (
            root["/MarkInfo"]["/Marked"],
            "/StructTreeRoot" in root,
            root["/Lang"],
            root["/ViewerPreferences"]["/DisplayDocTitle"],
            b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data(),
        )
    )


def tags_of(pdf: bytes) -> set[str]:
    """The kinds of tags in its structure."""
    found: set[str] = set()
    waiting: list[Any] = [read(pdf).trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        one = waiting.pop()
        one = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, dict):
            if "/S" in one:
                found.add(str(one["/S"]))
            if "/K" in one:
                waiting.append(one["/K"])
    return found
