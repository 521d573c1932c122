"""Text as a search compares it: words without accents and capitals, so that "sao" finds São Paulo.

A `FoldedField` holds the words of other fields; `…__begins="sao pau"` on it asks for rows in which every word of
the text begins some word. The databases answer from the index that `ui.word_index.WordIndex` makes in a migration.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler

# Letters that Unicode does not take apart, but that people without them on the keyboard replace like this.
_LOOSE = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ʻ": "", "’": "", "'": ""})  # fmt: skip
# Vowel signs that stand between the letters of a word, as in काठमाडौं.
_SIGNS = "".join(chr(c) for c in range(0x0900, 0x1D00) if unicodedata.category(chr(c)) in ("Mc", "Mn"))
_WORD = re.compile(rf"(?:[^\W_]|[{re.escape(_SIGNS)}])+")
# Thai, Lao, Myanmar, Hangul, Khmer, kana and Han: scripts whose words stand together or are joined freely, so that
# people look for what stands inside: "도시" is in "스마트도시상".
_JOINED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")  # fmt: skip
LONGEST_WORD = 40
LONGEST_PIECE = 8
MOST_WORDS = 8
LONGEST_SORTED = 100  # letters; what is equal so far may stand in any order


def fold(text: str) -> str:
    """Lower case without accents; Hangul and other scripts keep their letters whole.

    NFKD takes "ã" apart into "a" and a mark, which is dropped; Hangul would fall apart into jamo, so the
    result is put together again (NFC).
    """
    if text.isascii():
        return text.lower().replace("'", "")
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare.casefold()).translate(_LOOSE)


def words_of(text: str) -> list[str]:
    """The words that somebody looks for, each once, as the index knows them; never more than `MOST_WORDS`."""
    found = (_cut(word) for word in _WORD.findall(fold(text)))
    return list(dict.fromkeys(found))[:MOST_WORDS]


def index_words(text: str) -> str:
    """All words of a text, each once, with a space between them; joined scripts begin anew at every letter.

    Not at the last one: endings such as 서 in 에서 would be found everywhere.
    """
    found: dict[str, None] = {}
    for word in _WORD.findall(fold(text)):
        found[_cut(word)] = None
        for letter in _JOINED.finditer(word, 1, len(word) - 1):
            found[word[letter.start() : letter.start() + LONGEST_PIECE]] = None
    return " ".join(found)


def is_joined(word: str) -> bool:
    """Whether a word is written in a script in which words are found inside others."""
    return _JOINED.search(word) is not None


def _cut(word: str) -> str:
    return word[: LONGEST_PIECE if is_joined(word) else LONGEST_WORD]


class FoldedField(models.TextField):  # type: ignore[type-arg]  # generic for the checker only
    """Holds the folded words of other fields or properties; filled whenever the row is written.

    `bulk_update` does not ask fields for their value: callers pass `fold_rows(objects)` first.
    """

    def __init__(self, *args: Any, sources: Iterable[str] = (), **kwargs: Any) -> None:
        self.sources = tuple(sources)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "sources": self.sources}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """The folded words of the sources, which are also put on the instance."""
        value = index_words("\n".join(_text(getattr(model_instance, source)) for source in self.sources))
        setattr(model_instance, self.attname, value)
        return value


class SortField(models.CharField):  # type: ignore[type-arg]  # generic for the checker only
    """Holds a name as lists are sorted by it: without accents and capitals, so that "Abu Dhabi" stands before "ASEAN".

    May be null, so that a migration can add it to a table on SQLite without building the table anew, which would cost
    the table its index of words; whatever is written through models has it.
    """

    def __init__(self, *args: Any, source: str = "name", **kwargs: Any) -> None:
        self.source = source
        kwargs.setdefault("editable", False)
        kwargs.setdefault("null", True)
        kwargs.setdefault("max_length", LONGEST_SORTED)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """The key of the source, which is also put on the instance."""
        value = sort_key(_text(getattr(model_instance, self.source)))
        setattr(model_instance, self.attname, value)
        return value


@FoldedField.register_lookup
class Begins(Lookup):
    """Rows in which every word of a text begins some word: `folded__begins="sao pau"`."""

    lookup_name = "begins"
    prepare_rhs = False
    can_use_none_as_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        """A condition that the database answers from its index of words."""
        words = words_of(str(self.rhs))
        if not words:
            raise EmptyResultSet
        field, alias = self.lhs.target, compiler.quote_name_unless_alias(self.lhs.alias)
        if connection.vendor == "sqlite":
            table = f"{field.model._meta.db_table}_words"
            sql = f"{alias}.id IN (SELECT rowid FROM {table} WHERE {table} MATCH %s)"
            wanted = " ".join(f'"{word}" *' for word in words)
            return sql, (f"{field.column} : ({wanted})",)
        return f"{alias}.{field.column}_words @@ %s::tsquery", (" & ".join(f"'{word}':*" for word in words),)


def fold_rows(rows: Iterable[models.Model]) -> None:
    """Bring the folded columns of rows up to date before a `bulk_update`."""
    for row in rows:
        for field in row._meta.concrete_fields:
            if isinstance(field, FoldedField | SortField):
                field.pre_save(row, add=False)


def sort_key(text: str) -> str:
    """What a name is sorted by: its words, folded, without what stands between them."""
    return " ".join(_WORD.findall(fold(text)))[:LONGEST_SORTED]


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "\n".join(_text(v) for v in value)
    if isinstance(value, dict):
        return "\n".join(_text(v) for v in value.values())
    return "" if value is None else str(value)
