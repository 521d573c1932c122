"""Text as a search compares it: no accents, no capitals, so that "sao" finds São Paulo."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from django.db import models

# Letters that Unicode does not take apart, but that people without them on the keyboard replace like this.
_LOOSE = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ʻ": "",
        "’": "",
        "'": "",
    }
)


def fold(text: str) -> str:
    """Lower case without accents; Hangul and other scripts keep their letters whole.

    NFKD takes "ã" apart into "a" and a mark, which is dropped; Hangul would fall apart into jamo, so the
    result is put together again (NFC).
    """
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare).translate(_LOOSE)


class FoldedField(models.TextField):  # type: ignore[type-arg]  # generic for the checker only
    """Holds the folded text of other fields; filled whenever the row is written.

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
        """The folded text of the sources, which is also put on the instance."""
        value = fold(" ".join(_words(getattr(model_instance, source)) for source in self.sources))
        setattr(model_instance, self.attname, value)
        return value


def fold_rows(rows: Iterable[models.Model]) -> None:
    """Bring the folded columns of rows up to date before a `bulk_update`."""
    for row in rows:
        for field in row._meta.concrete_fields:
            if isinstance(field, FoldedField):
                field.pre_save(row, add=False)


def _words(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return " ".join(_words(v) for v in value)
    if isinstance(value, dict):
        return " ".join(_words(v) for v in value.values())
    return "" if value is None else str(value)
