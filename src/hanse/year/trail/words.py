"""The words of the record: kinds of things, verbs and fields, and where a thing can be looked at."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hanse.audit.queries import Record
from hanse.calendar.queries.history import verb_words
from hanse.calendar.queries.record_words import field_words

# Kind of thing: the name of the address of its page, which takes the thing's key. Pages that are not there give no link.
PAGES = {
    "activity": "calendar:history",
    "year": "calendar:year-history",
    "organisation": "year:organisation",
    "membership": "year:organisation",
    "mandate": "year:organisation",
    "network": "regions:network",
    "area": "",
}


def kind_words() -> dict[str, str]:
    """Kinds of things as people call them."""
    return {
        "activity": _("activity"),
        "announcement": _("announcement"),
        "application": _("application for membership"),
        "area": _("area"),
        "consent": _("consent"),
        "disagreement": _("disagreement of sources"),
        "duty": _("recurring duty"),
        "identity-provider": _("identity provider"),
        "import": _("import"),
        "intake": _("terms of registration"),
        "interest": _("expression of interest"),
        "invitation": _("invitation"),
        "mandate": _("mandate"),
        "membership": _("membership"),
        "message": _("message"),
        "network": _("regional network"),
        "occasions": _("occasions of a duty"),
        "organisation": _("organisation"),
        "person": _("person"),
        "personal-data": _("personal data"),
        "places": _("places in a network"),
        "programme": _("programme"),
        "register": _("register of members"),
        "registration": _("registration"),
        "token": _("API token"),
        "trail": _("record of acts"),
        "webhook": _("webhook"),
        "wording": _("wording of a message"),
        "year": _("year"),
    }


def act_words() -> dict[str, str]:
    """Verbs as people read them after a name: “Mina Park confirmed …”."""
    return {
        **verb_words(),
        "accept": pgettext("act", "accepted"),
        "add": pgettext("act", "added"),
        "answer": pgettext("act", "answered"),
        "approve": pgettext("act", "approved"),
        "ask": pgettext("act", "asked for"),
        "begin": pgettext("act", "began"),
        "check-in": pgettext("act", "let in"),
        "convert": pgettext("act", "converted"),
        "correct": pgettext("act", "corrected"),
        "decline": pgettext("act", "declined"),
        "derive": pgettext("act", "derived"),
        "end": pgettext("act", "ended"),
        "erase": pgettext("act", "erased"),
        "export": pgettext("act", "exported"),
        "express": pgettext("act", "expressed"),
        "grant": pgettext("act", "granted"),
        "invite": pgettext("act", "invited"),
        "merge": pgettext("act", "merged"),
        "note dues": pgettext("act", "noted dues of"),
        "offer": pgettext("act", "offered a seat to"),
        "promote": pgettext("act", "gave a seat to"),
        "register": pgettext("act", "registered"),
        "revoke": pgettext("act", "revoked"),
        "strike": pgettext("act", "struck"),
        "submit": pgettext("act", "submitted"),
        "suspend": pgettext("act", "suspended"),
        "tell": pgettext("act", "told"),
        "undo": pgettext("act", "undid"),
        "withdraw": pgettext("act", "withdrew"),
    }


def field_name(kind: str, name: str) -> str:
    """A field as its form calls it, where the record is about an activity or a year; else its own name, readable."""
    if kind in ("activity", "year"):
        return field_words(name)
    return name.replace("_", " ").replace("-", " ")


def page_of_thing(record: Record) -> str:
    """Where the thing of an act can be looked at; empty where there is no page, or the thing was removed."""
    name = PAGES.get(record.kind, "")
    if not name or record.verb in ("remove", "delete"):
        return ""
    try:
        return reverse(name, args=[record.key])
    except NoReverseMatch:
        return ""
