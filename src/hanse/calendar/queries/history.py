"""Who changed what of an activity, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hanse.audit.queries import Record, history
from hanse.calendar.forms.activity import ActivityForm
from hanse.calendar.forms.acts import YearForm
from hanse.calendar.forms.rows import HEADINGS

MOST_ACTS = 200
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Changed:
    """One field, before and after, as a reader would call them."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Act:
    """One act: when, by whom, what, and what it changed."""

    at: datetime
    by: str
    verb: str
    changes: tuple[Changed, ...]


def acts_on(slug: str) -> tuple[Act, ...]:
    """The acts on an activity, newest first."""
    return tuple(worded(history("activity", slug, MOST_ACTS)))


def worded(entries: Iterable[Record]) -> list[Act]:
    """Acts with their fields in the reader's words."""
    verbs = verb_words()
    return [
        Act(
            entry.at,
            signature_name(entry.by),
            verbs.get(entry.verb, entry.verb),
            tuple(
                Changed(field_words(name), value_words(pair[0]), value_words(pair[1]))
                for name, pair in entry.changes.items()
                if isinstance(pair, list) and len(pair) == 2
            ),
        )
        for entry in entries
    ]


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


def signature_name(by: str) -> str:
    """The name in a signature such as `Mina Park <mina@example.org>`."""
    return by.split(" <")[0]


def field_words(name: str) -> str:
    """What a form calls a field of a draft."""
    base, at, language = name.partition("@")
    if base in HEADINGS:
        return str(HEADINGS[base][0])
    own = {"organisers": _("Organisers"), "co_organisers": _("Co-organisers"), "partners": _("Partners")}
    own |= {"participants": _("Participants")}
    own |= {"statuses": _("History"), "speakers": _("Speakers"), "status": _("State")}
    field = ActivityForm.base_fields.get(base) or YearForm.base_fields.get(base)
    words = own.get(base) or (str(field.label) if field else base)
    return f"{words} ({language})" if at else words


def value_words(value: Any) -> str:
    """A value in short: texts as they are, rows by what they say."""
    if isinstance(value, list):
        rows = ["; ".join(str(v) for v in row.values() if v) if isinstance(row, dict) else str(row) for row in value]
        text = "\n".join(rows)
        if len(text) > LONGEST:
            return ngettext("%(count)s row", "%(count)s rows", len(value)) % {"count": len(value)}
        return text
    text = "" if value is None else str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
