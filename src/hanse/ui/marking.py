"""Found words shown in their text: marked, and with the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from hanse.ui.folding import fold, is_joined

# A run of letters, digits and the marks on them, with the apostrophes that folding drops.
_RUN = re.compile(r"[\w'’ʻ\u0300-\u036f\u0900-\u1cff]+")
_MARKDOWN = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*_`#>|]+|^\s*(?:[-+]|\d+\.)\s+", re.M)
AROUND = 70


def mark(text: str, words: Sequence[str]) -> SafeString:
    """The text as HTML in which every place that begins with one of the folded words is marked."""
    done, parts = 0, []
    for start, end in _places(text, words):
        parts += [escape(text[done:start]), "<mark>", escape(text[start:end]), "</mark>"]
        done = end
    return mark_safe("".join([*parts, escape(text[done:])]))


def has_any(text: str, words: Sequence[str]) -> bool:
    """Whether any of the folded words begins a word of the text."""
    return next(_places(text, words), None) is not None


def excerpt(text: str, words: Sequence[str]) -> SafeString:
    """The first place where a word occurs, marked, with about a line around it."""
    plain = " ".join(_MARKDOWN.sub(r"\1", text).split())
    first = next(_places(plain, words), None)
    if first is None:
        return mark_safe("")
    start, end = max(0, first[0] - AROUND), min(len(plain), first[1] + 2 * AROUND)
    if start:
        start = plain.find(" ", start, first[0]) + 1 or start
    if end < len(plain):
        end = max(plain.rfind(" ", first[1], end), first[1]) if " " in plain[first[1] : end] else end
    before, after = "… " if start else "", " …" if end < len(plain) else ""
    return mark_safe(f"{before}{mark(plain[start:end], words)}{after}")


def _places(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where to mark: from the first letter that counts to the last one that was typed."""
    folded = fold(text)
    if not any(sought in folded for sought in words):
        return
    for run in _RUN.finditer(text):
        word, at = run.group(), 0
        while at < max(1, len(word) - 1):  # as in the index, nothing begins with the last letter of a word
            length = _length(word[at:], words)
            if length:
                yield run.start() + at, run.start() + at + length
            if not is_joined(word):
                break
            at += length or 1


def _length(word: str, words: Sequence[str]) -> int:
    """How many letters of a word the longest of the sought words covers; 0 when none begins it."""
    folded = fold(word)
    covered = 0
    for sought in words:
        if folded.startswith(sought):
            covered = max(covered, next(n for n in range(1, len(word) + 1) if fold(word[:n]).startswith(sought)))
    return covered
