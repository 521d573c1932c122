"""What the record keeps, in a reader's words: fields by their labels, values by their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from babel.dates import format_date
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from hanse.calendar.choices import AreaKey, Audience, Mode, Part, SessionKind, Status
from hanse.calendar.forms.activity import ActivityForm
from hanse.calendar.forms.acts import YearForm
from hanse.calendar.forms.rows import HEADINGS
from hanse.calendar.loading.schema import FILES
from hanse.calendar.models import Activity, Programme
from hanse.calendar.queries.choices import organisation_names
from hanse.members.geography import country_name
from hanse.members.queries.networks import network_names

LONGEST = 400  # characters of one value; more is cut to where it differs
AROUND = 60
_CHOICES: Mapping[str, Any] = {
    "status": Status, "mode": Mode, "audience": Audience, "area": AreaKey, "part": Part, "kind": SessionKind,
}  # fmt: skip
_ORDER = {(file.kind, name): place for file in FILES if file.group for place, name in enumerate(file.names)}
_ORGANISATIONS = frozenset({"organisers", "co_organisers", "partners", "participants", "organisation"})


def field_words(name: str) -> str:
    """What a form calls a field of a draft, or of a year."""
    base, at, code = name.partition("@")
    group, _dot, inner = base.partition(".")
    if inner:
        words = f"{field_words(group)}, {inner.replace('.', ': ')}"
    elif group in HEADINGS:
        words = str(HEADINGS[group][0])
    else:
        own = {"organisers": _("Organisers"), "co_organisers": _("Co-organisers"), "partners": _("Partners")}
        own |= {"participants": _("Participants")}
        own |= {"statuses": _("History"), "speakers": _("Speakers"), "status": _("State")}
        own |= {"network": _("Network"), "secretariat": _("Secretariat")}
        labelled = ActivityForm.base_fields.get(group) or YearForm.base_fields.get(group)
        words = own.get(group) or (str(labelled.label) if labelled else group)
    return f"{words} ({_language_name(code)})" if at else words


@cache
def _language_name(code: str) -> str:
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code


@dataclass(slots=True)
class Names:
    """Names of what values point at, by their addresses; read for many changes at once."""

    organisations: Mapping[str, str] = field(default_factory=dict)
    activities: Mapping[str, str] = field(default_factory=dict)
    programmes: Mapping[str, str] = field(default_factory=dict)
    networks: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, changes: Iterable[tuple[str, Any]]) -> Names:
        """The names that these fields with their values need, in one query for each kind."""
        wanted: dict[str, set[str]] = {}
        for name, value in changes:
            for key, text in _texts(name, value):
                kind = "organisations" if key in _ORGANISATIONS else key
                wanted.setdefault(kind, set()).update(part for part in text.split(";") if part)
        found = cls()
        if slugs := wanted.get("organisations"):
            found.organisations = organisation_names(list(slugs))
        if slugs := wanted.get("parent"):
            found.activities = dict(Activity.objects.filter(slug__in=slugs).values_list("slug", "title"))
        if slugs := wanted.get("programme"):
            found.programmes = dict(Programme.objects.filter(slug__in=slugs).values_list("slug", "name"))
        if wanted.get("networks"):
            found.networks = network_names()
        return found

    def value(self, name: str, value: Any) -> str:
        """A whole value in words: rows one a line, names with their values likewise."""
        if isinstance(value, list):
            return "\n".join(self.row(name, row) for row in value)
        if isinstance(value, dict):
            return "\n".join(f"{key}: {self.value(key, inner)}" for key, inner in value.items())
        return self._text(name, "" if value is None else str(value))

    def row(self, group: str, row: Any) -> str:
        """A row that hangs on an activity, or a line of an address, in one line."""
        if not isinstance(row, dict):
            return str(row)
        # PostgreSQL keeps the names of JSON in an order of its own.
        names = sorted(row, key=lambda name: _ORDER.get((group, name), len(_ORDER)))
        return " · ".join(self._text(name, str(row[name])) for name in names if row[name] and name != "key")

    def _text(self, name: str, text: str) -> str:
        if name in _CHOICES and text in _CHOICES[name].values:
            return str(_CHOICES[name](text).label)
        if name == "country" and text:
            return country_name(text, _code()) or text
        if name in ("on", "published_on"):
            return _day(text)
        pointed = {"parent": self.activities, "programme": self.programmes, "networks": self.networks}
        names = self.organisations if name in _ORGANISATIONS else pointed.get(name)
        return text if names is None else ", ".join(names.get(part, part) for part in text.split(";"))


def difference(names: Names, name: str, before: Any, after: Any) -> tuple[str, str]:
    """Before and after in words: of rows those that went and those that came, of long texts the part that differs."""
    if isinstance(before, list) and isinstance(after, list):
        gone, came = [r for r in before if r not in after], [r for r in after if r not in before]
        if not gone and not came:
            return ("", _("in another order"))
        return names.value(name, gone), names.value(name, came)
    if isinstance(before, dict) and isinstance(after, dict):
        changed = [key for key in {**before, **after} if before.get(key) != after.get(key)]
        pair = [{key: side[key] for key in changed if key in side} for side in (before, after)]
        return names.value(name, pair[0]), names.value(name, pair[1])
    return cut(names.value(name, before), names.value(name, after))


def cut(before: str, after: str) -> tuple[str, str]:
    """Two texts; where one is long, only from a little before to a little after the place where they differ."""
    if max(len(before), len(after)) <= LONGEST:
        return before, after
    start = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    backwards = zip(reversed(before[start:]), reversed(after[start:]), strict=False)
    alike = next((n for n, (a, b) in enumerate(backwards) if a != b), min(len(before), len(after)) - start)
    return _around(before, start, len(before) - alike), _around(after, start, len(after) - alike)


def _around(text: str, start: int, end: int) -> str:
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    shown = text[first:last]
    if len(shown) > 2 * LONGEST:
        shown, last = shown[: 2 * LONGEST], 0
    return ("…" if first else "") + shown + ("…" if last < len(text) else "")


def _texts(name: str, value: Any) -> Iterable[tuple[str, str]]:
    """Each text of a value with the name under which it stands."""
    if isinstance(value, list):
        for row in value:
            if isinstance(row, dict):
                yield from ((key, inner) for key, inner in row.items() if isinstance(inner, str))
    elif isinstance(value, str):
        yield name, value


def _day(text: str) -> str:
    try:
        return str(format_date(date.fromisoformat(text), "medium", locale="en_GB" if _code() == "en" else _code()))
    except ValueError:
        return text


def _code() -> str:
    return (get_language() or "en").split("-")[0]
