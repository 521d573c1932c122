"""Bringing in answers that came by an earlier form, as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import NAMESPACE_URL, uuid5

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

COLUMNS = ("name", "email", "organisation", "country", "role", "programmes", "message", "on", "language")
MOST_ROWS = 5000
MOST_OCTETS = 5_000_000


class NotReadable(Exception):
    """The file is no table that can be read; the message says why and how to mend it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file: what it would become, or what is wrong with it."""

    line: int
    wish: Wish | None
    on: date | None
    faults: tuple[str, ...]
    is_here: bool = False


def read_rows(content: bytes, offers: Offers, *, source: str) -> list[Row]:
    """Read a file; raises `NotReadable`. What is wrong with a row is said of that row."""
    if len(content) > MOST_OCTETS:
        raise NotReadable(_("The file has more than 5 MB. Split it."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotReadable(_("The file is not in UTF-8. Save it as “CSV UTF-8”.")) from None
    if "\x00" in text:
        raise NotReadable(_("This is not a text file. Save the table as “CSV UTF-8”."))
    first = text.partition("\n")[0]
    lines = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    missing = [name for name in ("name", "email") if name not in (lines.fieldnames or ())]
    if missing:
        words = _("The first line lacks %(missing)s. It may have: %(columns)s.")
        raise NotReadable(words % {"missing": ", ".join(missing), "columns": ", ".join(COLUMNS)})
    rows: list[Row] = []
    ids = organisation_ids()
    try:
        for row in lines:
            if len(rows) >= MOST_ROWS:
                raise NotReadable(_("The file has more than %(most)s rows. Split it.") % {"most": MOST_ROWS})
            rows.append(_read(row, lines.line_num, offers, source, ids))
    except csv.Error as fault:
        raise NotReadable(
            _("Line %(line)s cannot be read: %(fault)s.") % {"line": lines.line_num, "fault": fault}
        ) from None
    here = set(Interest.objects.filter(key__in=[r.wish.key for r in rows if r.wish]).values_list("key", flat=True))
    return [Row(r.line, r.wish, r.on, r.faults, bool(r.wish and r.wish.key in here)) for r in rows]


@transaction.atomic
def import_interests(*, year: int, rows: list[Row], by: By, now: datetime) -> int:
    """Keep all rows that are right and not here yet; how many. Nobody is written to: they wrote long ago."""
    new = [(row.wish, row.on) for row in rows if row.wish and not row.is_here]
    for wish, on in new:
        at = datetime.combine(on, time(12), UTC) if on else now
        interest = express_interest(year=year, wish=wish, person=None, by=by, now=now)
        Interest.objects.filter(pk=interest.pk).update(created_at=at)
    return len(new)


def _read(row: dict[str, str | None], line: int, offers: Offers, source: str, ids: Mapping[str, int]) -> Row:
    value = {name: " ".join((row.get(name) or "").split()) for name in COLUMNS}
    faults = []
    if not value["name"]:
        faults.append(_("The name is missing."))
    try:
        validate_email(value["email"])
    except ValidationError:
        faults.append(_("“%(email)s” is no e-mail address.") % {"email": value["email"][:60]})
    country = value["country"].upper()
    if country and not is_country(country):
        faults.append(_("“%(code)s” is not a country. Use the two letters of ISO 3166-1.") % {"code": country[:20]})
    on, said = _day(value["on"])
    wanted = [part.strip() for part in value["programmes"].split(";") if part.strip()]
    areas, programmes, activities, unknown = offers.find(wanted)
    faults += [said] if said else []
    faults += [
        _("There is no programme or activity “%(name)s” in this year.") % {"name": name[:60]} for name in unknown
    ]
    if faults:
        return Row(line, None, None, tuple(faults))
    organisation = _organisation(value["organisation"], ids)
    wish = Wish(
        key=uuid5(NAMESPACE_URL, f"{source}|{value['email'].lower()}|{value['on']}|{value['programmes']}"),
        name=value["name"][:300],
        email=value["email"][:254],
        organisation=organisation,
        organisation_name="" if organisation else value["organisation"][:200],
        country=country,
        office=value["role"][:200],
        message=(row.get("message") or "").strip()[:5000],
        consent=_("Given on the earlier form: %(source)s") % {"source": source},
        language=value["language"] if value["language"] in offers.languages else "en",
        areas=areas,
        programmes=programmes,
        activities=activities,
        source=source,
    )
    return Row(line, wish, on, ())


def _organisation(words: str, ids: Mapping[str, int]) -> int | None:
    try:
        return ids.get(find_organisation(words)) if words else None
    except NotFound:
        return None  # it is kept by its name; the secretariat can connect it later


def _day(text: str) -> tuple[date | None, str]:
    if not text:
        return None, ""
    try:
        return date.fromisoformat(text), ""
    except ValueError:
        return None, _("“%(text)s” is no day. Write it as 2023-02-21.") % {"text": text[:30]}
