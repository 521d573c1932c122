"""Who did what with a registration or with the terms, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hanse.audit.actor import name_signed
from hanse.audit.queries import Act, Changed, Record
from hanse.calendar.queries.record_words import Names
from hanse.calendar.registration.choices import Attendance, State

HIDDEN = frozenset({"quota_id", "person_id", "organisation_id"})


def worded(entries: Iterable[Record]) -> list[Act]:
    """Acts in the reader's words."""
    verbs, fields = verb_words(), field_words()
    return [
        Act(
            at=entry.at,
            by=name_signed(entry.by),
            acted_for=entry.acted_for,
            verb=verbs.get(entry.verb, entry.verb),
            changes=tuple(
                Changed(fields.get(name, name), _value(name, before), _value(name, after))
                for name, before, after in entry.pairs
                if name not in HIDDEN
            ),
        )
        for entry in entries
    ]


def verb_words() -> dict[str, str]:
    """Acts as the history calls them."""
    return {
        "draft": _("saved a draft"),
        "ask": _("sent it by address, to be confirmed"),
        "register": _("registered"),
        "adopt": _("took it into their account"),
        "change": _("changed it"),
        "name": _("named the person"),
        "cancel": _("cancelled it"),
        "discard": _("threw the draft away"),
        "offer": _("offered a seat"),
        "confirm": pgettext("history", "gave a seat"),
        "accept": _("took the seat"),
        "refuse": _("left the seat to the next"),
        "lapse": _("passed the seat on, unanswered"),
        "approve": _("approved it"),
        "reopen": _("approved it after all"),
        "decline": _("declined it"),
        "note": _("kept a note"),
        "set": _("set the terms"),
        "check-in": _("let in"),
        "undo": _("took the entry back"),
        "send ticket": _("sent the ticket"),
        "certify": _("gave the certificate"),
        "write letter": _("made a letter for a visa"),
        "ask for feedback": _("asked for feedback"),
    }


def field_words() -> dict[str, str]:
    """Fields as the history calls them."""
    return {
        "state": _("State"),
        "attendance": _("How"),
        "name": _("Name"),
        "email": _("E-mail"),
        "office": _("Office"),
        "organisation_name": _("Organisation"),
        "country": _("Country"),
        "born_on": _("Date of birth"),
        "answers": _("Answers"),
        "consent": _("Agreed to"),
        "note": _("Note"),
        "reason": _("Reason"),
        "answer_by_at": _("Kept until"),
        "attended": _("Was there"),
        "certificate": _("Certificate"),
        "seats_left": _("Seats left"),
    }


def _value(name: str, value: Any) -> str:
    if name == "state" and value in State.values:
        return str(State(value).label)
    if name in ("attendance", "attended") and value in Attendance.values:
        return str(Attendance(value).label)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_flat(one)}" for key, one in value.items())
    return Names().value(name, value)


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("text", ""))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
