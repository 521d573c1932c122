"""What happened to an expression of interest, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from hanse.audit.actor import name_signed
from hanse.audit.queries import Act
from hanse.audit.queries.reading import Record


def worded(entries: Iterable[Record]) -> list[Act]:
    """Acts as people read them after a name."""
    verbs = verb_words()
    return [Act(at=one.at, by=name_signed(one.by), verb=verbs.get(one.verb, one.verb)) for one in entries]


def verb_words() -> dict[str, str]:
    """What each act is called."""
    return {
        "express": _("wrote it"),
        "confirm": _("confirmed the address"),
        "withdraw": _("withdrew it"),
        "answer": _("answered it"),
        "hand-over": _("handed it over"),
        "invite": _("sent the link to go on"),
        "lead-on": _("noted what it became"),
        "close": _("closed it"),
        "tell": _("was told of a date"),
        "export": _("took the list away"),
    }
