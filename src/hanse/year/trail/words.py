"""The words of the record: kinds of things, verbs and fields, and where a thing can be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hanse.audit.queries import Record
from hanse.calendar.interest.queries import history as interest
from hanse.calendar.queries.history import verb_words
from hanse.calendar.queries.record_words import field_words
from hanse.calendar.registration.queries import history as registration
from hanse.members.queries import history as members

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
        "door": _("link to the door"),
        "duty": _("recurring duty"),
        "feedback": _("feedback"),
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
        "registrations": _("list of registrations"),
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
        "ask for feedback": pgettext("act", "asked for feedback of"),
        "begin": pgettext("act", "began"),
        "certify": pgettext("act", "gave the certificate of"),
        "check-in": pgettext("act", "let in"),
        "choose": pgettext("act", "said how to read"),
        "convert": pgettext("act", "converted"),
        "correct": pgettext("act", "corrected"),
        "decline": pgettext("act", "declined"),
        "derive": pgettext("act", "derived"),
        "discard": pgettext("act", "threw away"),
        "end": pgettext("act", "ended"),
        "erase": pgettext("act", "erased"),
        "export": pgettext("act", "exported"),
        "express": pgettext("act", "expressed"),
        "grant": pgettext("act", "granted"),
        "import": pgettext("act", "carried out"),
        "invite": pgettext("act", "invited"),
        "map": pgettext("act", "named the columns of"),
        "merge": pgettext("act", "merged"),
        "note dues": pgettext("act", "noted dues of"),
        "offer": pgettext("act", "offered a seat to"),
        "promote": pgettext("act", "gave a seat to"),
        "register": pgettext("act", "registered"),
        "revoke": pgettext("act", "revoked"),
        "send ticket": pgettext("act", "sent the ticket of"),
        "strike": pgettext("act", "struck"),
        "submit": pgettext("act", "submitted"),
        "suspend": pgettext("act", "suspended"),
        "tell": pgettext("act", "told"),
        "undo": pgettext("act", "undid"),
        "upload": pgettext("act", "handed in"),
        "withdraw": pgettext("act", "withdrew"),
        "write letter": pgettext("act", "made a letter for a visa of"),
    }


OF_REGISTRATION = ("registration", "intake", "delegation", "check-in")


@dataclass(frozen=True, slots=True)
class Words:
    """What rooms call their acts and fields, put together once for a page."""

    verbs: Mapping[tuple[str, str], str]
    fields: Mapping[str, Mapping[str, str]]

    @classmethod
    def of_rooms(cls) -> Words:
        """The words in the reader's language."""
        general = {("", verb): words for verb, words in act_words().items()}
        of_registration = {
            (kind, verb): words for kind in OF_REGISTRATION for verb, words in registration.verb_words().items()
        }
        of_interest = {("interest", verb): words for verb, words in interest.verb_words().items()}
        fields = {kind: registration.field_words() for kind in OF_REGISTRATION}
        fields |= {kind: members.field_words() for kind in ("organisation", "membership", "mandate", "invitation")}
        return cls({**general, **members.verb_words(), **of_registration, **of_interest}, fields)

    def verb(self, kind: str, verb: str) -> str:
        """An act on a kind of thing, as people read it after a name."""
        return self.verbs.get((kind, verb)) or self.verbs.get(("", verb), verb)

    def field(self, kind: str, name: str) -> str:
        """A field as its form calls it, else its own name, made readable."""
        if kind in ("activity", "year"):
            return field_words(name)
        return self.fields.get(kind, {}).get(name) or name.replace("_", " ").replace("-", " ")


def page_of_thing(record: Record) -> str:
    """Where the thing of an act can be looked at; empty where there is no page, or the thing was removed."""
    name = PAGES.get(record.kind, "")
    if not name or record.verb in ("remove", "delete"):
        return ""
    try:
        return reverse(name, args=[record.key])
    except NoReverseMatch:
        return ""
