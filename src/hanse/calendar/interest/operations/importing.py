"""Bringing in answers that came by an earlier form, as CSV or a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from hanse.audit.actor import By
from hanse.calendar.interest.models import Interest
from hanse.calendar.interest.operations.expressing import Wish, express_interest
from hanse.calendar.interest.queries.offers import Offers
from hanse.calendar.queries.choices import NotFound, find_organisation
from hanse.members.geography import is_country
from hanse.members.operations import organisation_ids
from hanse.ui.folding import fold
from hanse.ui.tables import Line, NotReadable, read_table

COLUMNS = ("name", "email", "organisation", "country", "role", "programmes", "message", "on", "language")
# Headings as forms on the web write them; capitals, accents and what stands between words do not matter.
CALLED = {
    "name": ("full name", "your name", "contact", "이름", "성명"),
    "email": ("e-mail", "email address", "e-mail address", "mail", "이메일", "전자우편"),
    "organisation": ("organization", "city", "institution", "company", "기관", "소속", "도시"),
    "country": ("country code", "국가"),
    "role": ("office", "position", "title", "job title", "직책"),
    "programmes": ("programme", "program", "programs", "interested in", "interest", "프로그램"),
    "message": ("comment", "comments", "remarks", "메시지", "의견"),
    "on": ("date", "day", "timestamp", "submitted at", "날짜"),
    "language": ("언어",),
}
MOST_ROWS = 5000


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file: what it would become, or what is wrong with it.

    `name` and `email` are as they stand in the file, so that a row which is refused can be found again; `twin` is the
    line that says the same before.
    """

    line: int
    name: str
    email: str
    wish: Wish | None
    on: date | None
    faults: tuple[str, ...]
    cells: tuple[str, ...] = ()
    is_here: bool = False
    twin: int = 0

    @property
    def is_new(self) -> bool:
        """Whether it would be kept."""
        return self.wish is not None and not self.is_here and not self.twin


@dataclass(frozen=True, slots=True)
class File:
    """A file with how it is to be read: its encoding and its sheet, where somebody has said them."""

    content: bytes
    name: str
    encoding: str = ""
    sheet: str = ""


def read_rows(file: File, offers: Offers, *, source: str, today: date) -> list[Row]:
    """Read a file; raises `NotReadable`, `NeedsEncoding` and `NeedsSheet`. What is wrong with a row is said of it."""
    table = read_table(file.content, name=file.name, encoding=file.encoding, sheet=file.sheet)
    places = _places(table.headings)
    missing = [name for name in ("name", "email") if name not in places]
    if missing:
        words = _("The first line lacks %(missing)s. It may have: %(columns)s.")
        raise NotReadable(words % {"missing": ", ".join(missing), "columns": ", ".join(COLUMNS)})
    if len(table.lines) > MOST_ROWS:
        raise NotReadable(_("The file has more than %(most)s rows. Split it.") % {"most": MOST_ROWS})
    reading = _Reading(places, offers, source, today, organisation_ids())
    rows = [reading.row(line) for line in table.lines]
    here = set(Interest.objects.filter(key__in=[r.wish.key for r in rows if r.wish]).values_list("key", flat=True))
    first: dict[UUID, int] = {}
    for place, row in enumerate(rows):
        if row.wish is None:
            continue
        before = first.setdefault(row.wish.key, row.line)
        rows[place] = replace(row, is_here=row.wish.key in here, twin=before if before != row.line else 0)
    return rows


def refused_rows(rows: list[Row]) -> list[tuple[str, ...]]:
    """Rows that would not be kept for a fault, with a heading and what is wrong, to be put right and brought anew."""
    return [(*COLUMNS, _("what is wrong")), *((*row.cells, " ".join(row.faults)) for row in rows if row.faults)]


@transaction.atomic
def import_interests(*, year: int, rows: list[Row], by: By, now: datetime) -> int:
    """Keep all rows that are right and not here yet; how many. Nobody is written to: they wrote long ago."""
    new = [(row.wish, row.on) for row in rows if row.wish and row.is_new]
    for wish, on in new:
        at = datetime.combine(on, time(12), UTC) if on else now
        interest = express_interest(year=year, wish=wish, person=None, by=by, now=now)
        Interest.objects.filter(pk=interest.pk).update(created_at=at)
    return len(new)


def _places(headings: tuple[str, ...]) -> dict[str, int]:
    """Which column of the file is which of ours; the first where two are called alike."""
    names = {_plain(word): name for name, words in CALLED.items() for word in (name, *words)}
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        if name := names.get(_plain(heading)):
            found.setdefault(name, place)
    return found


def _plain(heading: str) -> str:
    return "".join(letter for letter in fold(heading) if letter.isalnum())


@dataclass(frozen=True, slots=True)
class _Reading:
    """What rows are read against."""

    places: Mapping[str, int]
    offers: Offers
    source: str
    today: date
    ids: Mapping[str, int]

    def row(self, line: Line) -> Row:
        raw = {name: line.at(self.places[name]) if name in self.places else "" for name in COLUMNS}
        value = {name: " ".join(text.split()) for name, text in raw.items()}
        on, said = _day(value["on"], self.today)
        wanted = [part.strip() for part in value["programmes"].split(";") if part.strip()]
        areas, programmes, activities, unknown = self.offers.find(wanted)
        faults = [*line.faults.values(), *self._faults(value), *([said] if said else [])]
        faults += [
            _("There is no programme or activity “%(name)s” in this year.") % {"name": name[:60]} for name in unknown
        ]
        who = (line.number, value["name"], value["email"])
        cells = tuple(raw.values())
        if faults:
            return Row(*who, None, None, tuple(faults), cells)
        wish = Wish(
            key=uuid5(NAMESPACE_URL, f"{self.source}|{value['email'].lower()}|{value['on']}|{value['programmes']}"),
            **self._who(value),
            message=raw["message"].strip()[:5000],
            consent=_("Given on the earlier form: %(source)s") % {"source": self.source},
            language=value["language"].lower() or "en",
            areas=areas,
            programmes=programmes,
            activities=activities,
            source=self.source,
        )
        return Row(*who, wish, on, (), cells)

    def _who(self, value: Mapping[str, str]) -> dict[str, Any]:
        organisation = _organisation(value["organisation"], self.ids)
        return {
            "name": value["name"][:300],
            "email": value["email"][:254],
            "organisation": organisation,
            "organisation_name": "" if organisation else value["organisation"][:200],
            "country": value["country"].upper(),
            "office": value["role"][:200],
        }

    def _faults(self, value: Mapping[str, str]) -> list[str]:
        faults = []
        if not value["name"]:
            faults.append(_("The name is missing."))
        try:
            validate_email(value["email"])
        except ValidationError:
            faults.append(_("“%(email)s” is no e-mail address.") % {"email": value["email"][:60]})
        country, spoken = value["country"].upper(), value["language"].lower()
        if country and not is_country(country):
            faults.append(_("“%(code)s” is not a country. Use the two letters of ISO 3166-1.") % {"code": country[:20]})
        if spoken and spoken not in self.offers.languages:
            says = _("“%(code)s” is not a language of this site. Use one of %(codes)s, or leave it empty.")
            faults.append(says % {"code": spoken[:20], "codes": ", ".join(self.offers.languages)})
        return faults


def _organisation(words: str, ids: Mapping[str, int]) -> int | None:
    try:
        return ids.get(find_organisation(words)) if words else None
    except NotFound:
        return None  # it is kept by its name; the secretariat can connect it later


def _day(text: str, today: date) -> tuple[date | None, str]:
    """A day, with or without an hour, as workbooks and forms write it; not one that is still to come."""
    if not text:
        return None, ""
    try:
        on = datetime.fromisoformat(text).date()
    except ValueError:
        return None, _("“%(text)s” is no day. Write it as 2023-02-21.") % {"text": text[:30]}
    if on > today:
        says = _("%(day)s is still to come. Write the day on which the answer came.")
        return None, says % {"day": on.isoformat()}
    return on, ""
