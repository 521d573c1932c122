"""One page of the record, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from hanse.audit.actor import name_signed, token_signed
from hanse.audit.models import Entry, Seal
from hanse.audit.queries import Changed, Record
from hanse.audit.queries.searching import find, page_of, vocabulary
from hanse.audit.queries.verifying import head
from hanse.calendar.queries.choices import organisation_names
from hanse.calendar.queries.record_words import Names, cut, difference
from hanse.members.models import Organisation
from hanse.year.trail.asking import Asked
from hanse.year.trail.parts import Part
from hanse.year.trail.words import Words, page_of_thing


@dataclass(frozen=True, slots=True)
class Act:
    """One act as the page shows it: `token` if a program did it, `whom` the organisation for which it was done."""

    id: int
    at: datetime
    by: str
    token: str
    person: int | None
    acted_for: str
    whom: str
    verb: str
    kind: str
    kind_key: str
    key: str
    label: str
    url: str
    note: str
    changes: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class TrailPage:
    """What the reader asked for, what there is to choose from, and one page of acts."""

    asked: Asked
    acts: tuple[Act, ...]
    older: str
    kinds: tuple[tuple[str, str], ...]
    verbs: tuple[tuple[str, str], ...]
    head: Seal | None


def offered(part: Part) -> tuple[list[str], list[str]]:
    """The kinds and the verbs that occur in a part of the record."""
    return vocabulary(part.within)


def acts_of(asked: Asked, part: Part, zone: str) -> QuerySet[Entry]:
    """The acts that are asked for."""
    within = part.within & _for_whom(asked.acted_for) if asked.acted_for else part.within
    return find(asked.search(zone), within, in_notes=not part.organisation)


def _for_whom(words: str) -> Q:
    """Acts for an organisation, by its address or by the beginnings of words of its name."""
    named = Organisation.objects.filter(folded_names__begins=words).order_by().values("slug")
    return Q(acted_for=words) | Q(acted_for__in=named)


def trail_page(
    asked: Asked, part: Part, *, kinds: Iterable[str], verbs: Iterable[str], before: str, zone: str
) -> TrailPage:
    """One page; raises `BadPlace`."""
    found = page_of(acts_of(asked, part, zone), before=before)
    words = Words.of_rooms()
    return TrailPage(
        asked=asked,
        acts=tuple(_acts(map(part.shown, found.records), words)),
        older=found.older,
        kinds=tuple(sorted(((kind, words.kind(kind)) for kind in kinds), key=lambda pair: pair[1])),
        verbs=_verbs(verbs, words, asked.verb),
        head=head(),
    )


def _verbs(verbs: Iterable[str], words: Words, chosen: str) -> tuple[tuple[str, str], ...]:
    """Verbs in the order of their words; of those that read alike one, which finds them all: the chosen one if it is there."""
    found: dict[str, str] = {}
    for verb in verbs:
        said = words.verb("", verb)
        found[said] = verb if verb == chosen else found.get(said, verb)
    return tuple((verb, said) for said, verb in sorted(found.items()))


def _acts(found: Iterable[Record], words: Words) -> list[Act]:
    listed = list(found)
    names = organisation_names(sorted({record.acted_for for record in listed if record.acted_for}))
    pairs = [(name, side) for record in listed for name, *pair in record.pairs for side in pair]
    pointed = Names.of(pairs)
    return [_act(record, names.get(record.acted_for, record.acted_for), words, pointed) for record in listed]


def _act(record: Record, whom: str, words: Words, pointed: Names) -> Act:
    return Act(
        id=record.id,
        at=record.at,
        by=name_signed(record.by),
        token=token_signed(record.by),
        person=record.person,
        acted_for=record.acted_for,
        whom=whom,
        verb=words.verb(record.kind, record.verb),
        kind=words.kind(record.kind),
        kind_key=record.kind,
        key=record.key,
        label=record.label or record.key,
        url=page_of_thing(record),
        note=record.note,
        changes=tuple(changed_words(record, words, pointed)),
    )


def changed_words(record: Record, words: Words, names: Names) -> list[Changed]:
    """What an act changed, in words; of activities and years in those of their forms."""
    if record.kind in ("activity", "year"):
        return [Changed(words.field(record.kind, n), *difference(names, n, *pair)) for n, *pair in record.pairs]
    return [
        Changed(words.field(record.kind, name), *cut(names.value("", before), names.value("", after)))
        for name, before, after in record.pairs
    ]
