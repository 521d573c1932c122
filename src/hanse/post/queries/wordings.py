"""Which words count, and which did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hanse.post.kinds import MessageKind
from hanse.post.models import Wording


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one kind in one language. `written` is the revision that counts; `revision` the newest one."""

    kind: MessageKind
    language: str
    subject: str
    body: str
    revision: int
    written: Wording | None


def all_words(kinds: Sequence[MessageKind], languages: Sequence[str]) -> list[tuple[MessageKind, list[Words]]]:
    """The words of all kinds, each in all languages, in one query."""
    newest: dict[tuple[str, str], Wording] = {}
    for row in Wording.objects.order_by("kind", "language", "-revision"):
        newest.setdefault((row.kind, row.language), row)
    return [(kind, [_words(kind, code, newest.get((kind.key, code))) for code in languages]) for kind in kinds]


def words_of(kind: MessageKind, language: str) -> Words:
    """The words of one kind in one language."""
    newest = Wording.objects.filter(kind=kind.key, language=language).order_by("-revision").first()
    return _words(kind, language, newest)


def revisions_of(kind: str, language: str) -> list[Wording]:
    """All that was ever written, the newest first."""
    return list(Wording.objects.filter(kind=kind, language=language).order_by("-revision"))


def _words(kind: MessageKind, language: str, newest: Wording | None) -> Words:
    house = kind.house_words(language)
    written = newest if newest is not None and not newest.is_house else None
    subject, body = (written.subject, written.body) if written else house
    return Words(kind, language, subject, body, newest.revision if newest else 0, written)
