"""The words of the record in the reader's language, and where a thing can be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.apps import apps
from django.urls import NoReverseMatch, reverse

from hanse.audit.queries import Record
from hanse.calendar.interest.queries import history as interest
from hanse.calendar.queries.record_words import field_words
from hanse.calendar.registration.queries import history as registration
from hanse.members.queries import history as members
from hanse.year.trail.acts import ACTS, KINDS, MODELS

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


OF_REGISTRATION = ("registration", "intake", "delegation", "check-in")


@dataclass(frozen=True, slots=True)
class Words:
    """What rooms call their acts and fields, put together once for a page."""

    verbs: Mapping[tuple[str, str], str]
    fields: Mapping[str, Mapping[str, str]]

    @classmethod
    def of_rooms(cls) -> Words:
        """The words in the reader's language."""
        general = {("", verb): str(words) for verb, words in ACTS.items()}
        of_registration = {
            (kind, verb): words for kind in OF_REGISTRATION for verb, words in registration.verb_words().items()
        }
        of_interest = {("interest", verb): words for verb, words in interest.verb_words().items()}
        fields = {kind: _labels(model) for kind, model in MODELS.items()}
        fields |= {kind: registration.field_words() for kind in OF_REGISTRATION}
        fields |= {kind: members.field_words() for kind in ("organisation", "membership", "mandate", "invitation")}
        return cls({**general, **members.verb_words(), **of_registration, **of_interest}, fields)

    def verb(self, kind: str, verb: str) -> str:
        """An act on a kind of thing, as people read it after a name."""
        return self.verbs.get((kind, verb)) or self.verbs.get(("", verb), verb)

    def kind(self, kind: str) -> str:
        """What people call one thing of a kind."""
        return str(KINDS.get(kind, kind.replace("-", " ")))

    def field(self, kind: str, name: str) -> str:
        """A field as its form calls it, else its own name, made readable."""
        if kind in ("activity", "year"):
            return field_words(name)
        return self.fields.get(kind, {}).get(name) or name.replace("_", " ").replace("-", " ")


def alike(verb: str) -> tuple[str, ...]:
    """The verbs that read as this one does: rooms have more than one for the same act."""
    words = ACTS.get(verb)
    return tuple(one for one, said in ACTS.items() if words is not None and said == words) or (verb,)


def _labels(model: str) -> dict[str, str]:
    """What the fields of a model are called."""
    return {field.name: str(field.verbose_name) for field in apps.get_model(model)._meta.concrete_fields}


def page_of_thing(record: Record) -> str:
    """Where the thing of an act can be looked at; empty where there is no page, or the thing was removed."""
    name = PAGES.get(record.kind, "")
    if not name or record.verb in ("remove", "delete"):
        return ""
    try:
        return reverse(name, args=[record.key])
    except NoReverseMatch:
        return ""
