"""What an address of the record asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.translation import gettext

from hanse.audit.queries.searching import Search
from hanse.ui.filters import BadFilter, check_names, whole_number, words_of
from hanse.year.trail.words import alike

PASSING = ("lang", "before")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The filters as they stand in the address; `acted_for` stands there as `for`."""

    q: str = ""
    by: str = ""
    person: str = ""
    subject: str = ""
    acted_for: str = ""
    kind: str = ""
    key: str = ""
    verb: str = ""
    since: str = ""
    until: str = ""

    @classmethod
    def read(cls, query: QueryDict, *, kinds: Sequence[str], verbs: Sequence[str]) -> Asked:
        """Read an address; raises `BadFilter` for what nobody offered."""
        names = [_in_address(field.name) for field in fields(cls)]
        check_names(query, names, passing=PASSING)
        asked = cls(
            **{
                field.name: words_of(query.get(_in_address(field.name), ""), _in_address(field.name))
                for field in fields(cls)
            }
        )
        for name, value, offered in (("kind", asked.kind, kinds), ("verb", asked.verb, verbs)):
            if value and value not in offered:
                raise BadFilter(name, value, offered)
        for name in ("person", "subject"):
            _number(name, getattr(asked, name))
        for name in ("since", "until"):
            _day(name, getattr(asked, name))
        return asked

    def search(self, zone: str) -> Search:
        """The search that it means, with days as they begin and end in a time zone."""
        since, until = _day("since", self.since), _day("until", self.until)
        return Search(
            text=self.q,
            by=self.by,
            person=_number("person", self.person),
            subject=_number("subject", self.subject),
            kind=self.kind,
            key=self.key,
            verbs=alike(self.verb) if self.verb else (),
            since_at=_midnight(since, zone) if since else None,
            until_at=_midnight(until + timedelta(days=1), zone) if until else None,
        )

    @property
    def given(self) -> list[tuple[str, str]]:
        """The filters that are set, by their names in the address."""
        pairs = [(_in_address(field.name), str(getattr(self, field.name))) for field in fields(self)]
        return [(name, value) for name, value in pairs if value]

    @property
    def query(self) -> str:
        """The same as an address."""
        return urlencode(self.given)


def _in_address(name: str) -> str:
    return "for" if name == "acted_for" else name


def _number(name: str, text: str) -> int | None:
    if not text:
        return None
    number = whole_number(text)
    if number is None:
        raise BadFilter(
            name, text[:20], says=gettext("“%(value)s” is no account. Use a number.") % {"value": text[:20]}
        )
    return number


def _day(name: str, text: str) -> date | None:
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        day = date.min
    if day is not None and not 1970 <= day.year <= 9000:
        words = gettext("“%(value)s” is no day. Write it as 2023-05-16.")
        raise BadFilter(name, text[:20], says=words % {"value": text[:20]})
    return day


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone))
