"""Who changed what, of an activity or of a year's own words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from hanse.audit.actor import name_signed
from hanse.audit.queries import Act, Changed, Record, acts_since, history
from hanse.calendar.drafts import COPY_OF
from hanse.calendar.queries.record_words import Names, difference, field_words

MOST_ACTS = 200


def acts_on(slug: str) -> tuple[Act, ...]:
    """The acts on an activity, newest first."""
    return tuple(worded(history("activity", slug, MOST_ACTS)))


def acts_on_year(number: int) -> tuple[Act, ...]:
    """The acts on what a year says of itself, newest first."""
    return tuple(worded(history("year", str(number), MOST_ACTS)))


def acts_after(slug: str, moment: datetime) -> tuple[Act, ...]:
    """The acts on an activity since a moment, oldest first."""
    return tuple(worded(acts_since("activity", slug, moment)))


def worded(entries: Iterable[Record]) -> list[Act]:
    """Acts with their fields and values in the reader's words, in a handful of queries whatever their number."""
    listed = list(entries)
    names = Names.of((name, value) for entry in listed for name, *pair in entry.pairs for value in pair)
    verbs = verb_words()
    return [
        Act(
            at=entry.at,
            by=name_signed(entry.by),
            verb=verbs.get(entry.verb, entry.verb),
            changes=tuple(Changed(field_words(n), *difference(names, n, *pair)) for n, *pair in entry.pairs),
            note=note_words(entry.note),
        )
        for entry in listed
    ]


def headlines(entries: Iterable[Record]) -> list[Act]:
    """Acts without what they changed, for short lists."""
    verbs = verb_words()
    return [Act(at=e.at, by=name_signed(e.by), verb=verbs.get(e.verb, e.verb)) for e in entries]


def verb_words() -> dict[str, str]:
    """Acts as the history calls them."""
    return {
        "load": _("loaded from files"),
        "create": _("added"),
        "revise": _("edited"),
        "publish": _("published"),
        "confirm": _("confirmed"),
        "postpone": _("postponed"),
        "cancel": _("cancelled"),
        "hold": _("marked as held"),
        "reopen": _("reopened"),
        "remove": _("removed"),
        "open": _("opened"),
    }


def note_words(note: str) -> str:
    """A note as it is; what the house itself notes, in the reader's language."""
    if note.startswith(f"{COPY_OF} "):
        return _("as a copy of %(address)s") % {"address": note.removeprefix(f"{COPY_OF} ")}
    return note
