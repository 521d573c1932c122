"""Putting values into words, and checking which variables the words use.

Words are the secretariat's and may hold Markdown; values come from people and are set as the plain text that they
are: a name that looks like a link or a heading stays a name. Only `{name}` is read, never attributes or indices.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping

from hanse.post.kinds import Markdown

_FIELD = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
# What would be Markdown: anywhere, at the edge of a word, as an entity, and at the start of a line. The rest of the
# punctuation stays as it is, so that a stored message can still be read by people.
_SIGNS = re.compile(r"([\\`*\[\]<|])")
_EDGES = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_START = re.compile(r"^(?:([#>+=~-])|(\d{1,9})([.)]))")
_ADDRESS = re.compile(r"https?://[^\s<>\"\\^`{|}]+")
# Control characters but line ends, and the overrides of direction that could turn the words after a name around.
_UNSEEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, *range(8234, 8239), *range(8294, 8298)])


class Unfilled(Exception):
    """The words name a variable for which there is no value, or hold a brace that names nothing."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        super().__init__(", ".join(self.names))


def plain(text: str) -> str:
    """The text without signs that nobody sees, on one line: for subjects and headers."""
    return " ".join(text.translate(_UNSEEN).split())


def clean(text: str) -> str:
    """The text without signs that nobody sees, its lines kept."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNSEEN)


def fill_subject(words: str, values: Mapping[str, str]) -> str:
    """A subject with its values, on one line."""
    return plain(_fill(words, lambda name, _before: str(values[name]), values))


def fill_body(words: str, values: Mapping[str, str]) -> str:
    """Markdown with its values set as text; a value that is a whole web address becomes a link."""
    return _fill(clean(words), lambda name, before: _set(values[name], before), values)


def variables_of(words: str) -> list[str]:
    """The variables that words use, in order, each once."""
    found = (match[1] for match in _FIELD.finditer(words) if match[1] is not None)
    return list(dict.fromkeys(name.strip() for name in found))


def faults_of(words: str, known: Collection[str]) -> tuple[list[str], bool]:
    """Variables that nobody knows, and whether a single brace stands in the words."""
    unknown = [name for name in variables_of(words) if name not in known]
    lonely = any(match[0] in ("{", "}") for match in _FIELD.finditer(words))
    return unknown, lonely


def _fill(words: str, value: Callable[[str, str], str], values: Mapping[str, str]) -> str:
    parts: list[str] = []
    missing: list[str] = []
    last = 0
    for match in _FIELD.finditer(words):
        parts.append(words[last : match.start()])
        last = match.end()
        if match[0] in ("{{", "}}"):
            parts.append(match[0][0])
            continue
        name = (match[1] or "").strip()
        if name in values and _NAME.fullmatch(name):
            parts.append(value(name, "".join(parts)[-2:]))
        else:
            missing.append(name or match[0])
    if missing:
        raise Unfilled(missing)
    return "".join([*parts, words[last:]])


def as_text(value: str) -> str:
    """A value as Markdown that shows just this text."""
    return _set(str(value), "")


def _set(value: str, before: str) -> str:
    if isinstance(value, Markdown):
        return clean(value)
    text = clean(value).strip()
    if _ADDRESS.fullmatch(text):
        address = text.replace("(", "%28").replace(")", "%29")
        return address if before.endswith(("](", "<")) else f"<{address}>"
    # A backslash at the end of a line is a break of the line in CommonMark.
    return "\\\n".join(_escape(line.strip()) for line in text.split("\n") if line.strip())


def _escape(line: str) -> str:
    line = _SIGNS.sub(r"\\\1", line)
    line = _EDGES.sub(r"\_", line)
    line = _ENTITY.sub(r"\&", line)
    return _START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", line)
