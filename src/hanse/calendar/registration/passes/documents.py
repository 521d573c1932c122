"""The papers of an activity in the language of their reader; the caller has made that language the active one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext, ngettext

from hanse.calendar.models import Activity, Year
from hanse.calendar.registration.choices import Attendance
from hanse.calendar.registration.models import Certificate, Registration
from hanse.calendar.registration.passes.codes import short_code, shown_code
from hanse.calendar.registration.passes.tokens import address_of, seal, ticket_of
from hanse.calendar.registration.texts_day import day_words, full_date
from hanse.calendar.registration.words import language_now, where_of
from hanse.members.geography import country_name
from hanse.typeset import passes as sheets
from hanse.typeset.letters import shown
from hanse.typeset.passes import Badge, Badges, Fact, Head, Letter, Present, Size, Ticket
from hanse.ui.addresses import Addresses
from hanse.ui.languages import wording

LONGEST_ON_BADGE = 90  # letters; more would be smaller than 6 points


@dataclass(frozen=True, slots=True)
class Passport:
    """What a consulate asks for beside the name. It goes into one letter and is kept nowhere."""

    nationality: str
    number: str
    born_on: date
    valid_until: date
    office: str = ""
    consulate: str = ""


def ticket(one: Registration, *, base_url: str) -> Ticket:
    """A ticket; equal registrations make equal tickets."""
    return Ticket(
        head=_head(one.intake.activity, gettext("Ticket"), edition_at=_changed_at(one)),
        name=_name(one),
        facts=_facts(one),
        number=short_code(one.uid),
        number_label=gettext("Number of the ticket"),
        qr_alt=gettext("The code of this ticket, to be read at the door"),
        how=(
            gettext("Show this code at the door, on paper or on a phone. It opens for one person, once."),
            gettext("If the code cannot be read, say your name or the number of the ticket."),
            gettext("When your registration changes, a new ticket comes to you, and this one is not good any more."),
        ),
        url=address_of(seal(ticket_of(one)), base_url),
    )


def badges(activity: Activity, found: Sequence[Registration], *, size: Size, base_url: str) -> Badges:
    """Badges of some people of one activity."""
    newest = max((_changed_at(one) for one in found), default=activity.modified_at)
    return Badges(
        head=_head(activity, gettext("Badges"), edition_at=newest),
        size=size,
        qr_alt=gettext("Code of the ticket:"),
        badges=tuple(
            Badge(
                name=_name_on_badge(one),
                office=one.office,
                organisation=_organisation(one),
                number=short_code(one.uid),
                url=address_of(seal(ticket_of(one)), base_url),
            )
            for one in found
        ),
    )


def certificate(one: Certificate, *, base_url: str) -> sheets.Certificate:
    """A certificate of attendance. Its only time is the one at which it was given."""
    registration = one.registration
    activity = registration.intake.activity
    url = Addresses(base_url).to("day:verified", one.code)
    came = _came(registration)
    return sheets.Certificate(
        head=_head(activity, gettext("Certificate of attendance"), edition_at=one.issued_at),
        name=_name(registration),
        office=", ".join(part for part in (registration.office, _organisation(registration)) if part),
        says_before=gettext("This is to certify that"),
        says_after=gettext("took part online in") if came == Attendance.ONLINE else gettext("took part in"),
        signed=(
            gettext("For the secretariat of the %(network)s") % {"network": _network(activity.year, "name")},
            gettext("Given on %(day)s") % {"day": day_words(one.issued_at.date())},
        ),
        code=shown_code(one.code),
        verify=gettext("Whoever would like to be sure reads the code, or types it at %(address)s.")
        % {"address": shown(Addresses(base_url).to("day:verify"))},
        qr_alt=gettext("A code that leads to the page on which this certificate can be verified"),
        url=url,
    )


def visa_letter(one: Registration, passport: Passport, *, on: date, made_at: datetime, base_url: str) -> Letter:
    """A letter for a consulate: facts of the activity and of the registration, and what the passport says.

    It names whom we registered: the network confirms nobody else.
    """
    activity = one.intake.activity
    facts = [
        Fact(gettext("Name"), one.name),
        Fact(gettext("Nationality"), passport.nationality),
        Fact(gettext("Number of the passport"), passport.number),
        Fact(gettext("Born on"), day_words(passport.born_on)),
        Fact(gettext("Passport valid until"), day_words(passport.valid_until)),
        Fact(gettext("Office"), passport.office or one.office),
        Fact(gettext("Organisation"), _organisation(one)),
        Fact(gettext("Activity"), wording(activity, "title")),
        Fact(gettext("Date"), full_date(activity)),
        Fact(gettext("Place"), where_of(activity)),
        Fact(gettext("Number of the registration"), short_code(one.uid)),
    ]
    network = _network(activity.year, "name")
    return Letter(
        head=_head(activity, gettext("Confirmation of registration, for a visa"), edition_at=made_at),
        sender=_sender(activity.year),
        to=tuple(line for line in passport.consulate.splitlines() if line.strip())
        or (gettext("To whom it may concern"),),
        day=day_words(on),
        salutation=gettext("Dear Sir or Madam,"),
        before=(
            gettext(
                "%(network)s confirms that the person named below is registered for this activity and is expected there:"
            )
            % {"network": network},
        ),
        facts=tuple(fact for fact in facts if fact.text),
        after=(
            gettext(
                "This letter states what our records show. It is no undertaking on the costs of travel and stay. What the "
                "passport says was given by the person for this letter; we have not kept it."
            ),
            gettext("The activity is told at %(address)s. For questions, write to us at the address above.")
            % {"address": shown(Addresses(base_url).page("calendar:activity", activity.slug))},
        ),
        closing=gettext("Yours faithfully,"),
        signed=(gettext("For the secretariat of the %(network)s") % {"network": network},),
    )


def attendance_list(
    activity: Activity, lines: Iterable[Present], *, summary: str, newest_at: datetime | None
) -> sheets.AttendanceList:
    """Who came."""
    told = tuple(lines)
    head = _head(activity, gettext("Attendance list"), edition_at=newest_at or activity.modified_at)
    words = (gettext("Name and office"), gettext("Organisation"), gettext("How"), gettext("Let in"))
    return sheets.AttendanceList(head=head, summary=summary, columns=words, page=gettext("Page"), lines=told)


def summary_of(inside: int, online: int, missing: int) -> str:
    """The numbers of an attendance list in a sentence."""
    parts = [
        ngettext("%(count)s in the hall", "%(count)s in the hall", inside) % {"count": inside},
        ngettext("%(count)s online", "%(count)s online", online) % {"count": online},
        ngettext("%(count)s expected and not seen", "%(count)s expected and not seen", missing) % {"count": missing},
    ]
    return ", ".join(parts) + "."


def _head(activity: Activity, title: str, *, edition_at: datetime) -> Head:
    return Head(
        language=language_now(),
        area=activity.area.key,
        network=_network(activity.year, "name"),
        short_name=_network(activity.year, "short_name") or _network(activity.year, "name"),
        title=title,
        activity=wording(activity, "title"),
        when=full_date(activity),
        where=where_of(activity),
        edition_at=edition_at,
    )


def _facts(one: Registration) -> tuple[Fact, ...]:
    told = [
        Fact(gettext("Office"), one.office),
        Fact(gettext("Organisation"), _organisation(one)),
        Fact(gettext("Country"), country_name(one.country, language_now()) if one.country else ""),
        Fact(gettext("How"), str(Attendance(one.attendance).label)),
    ]
    return tuple(fact for fact in told if fact.text)


def _name(one: Registration) -> str:
    return one.name or gettext("Name to follow")


def _name_on_badge(one: Registration) -> str:
    """The name, shortened after a word where nobody could read it across a table; the list at the door has it in full."""
    name = _name(one)
    if len(name) <= LONGEST_ON_BADGE:
        return name
    kept = name[:LONGEST_ON_BADGE]
    return f"{(kept.rpartition(' ')[0] or kept).rstrip(' ,;')} …"


def _organisation(one: Registration) -> str:
    return wording(one.organisation, "name") if one.organisation else one.organisation_name


def _came(one: Registration) -> str:
    """In person where somebody was let in, whatever else they did."""
    came = {entry.attendance for entry in one.check_ins.all() if entry.undone_at is None}
    return Attendance.ONLINE if came == {Attendance.ONLINE} else Attendance.IN_PERSON


def _changed_at(one: Registration) -> datetime:
    """The newest time that a registration knows of itself, and the time of a ticket."""
    return max(at for at in (one.created_at, one.submitted_at, one.decided_at, one.ended_at) if at is not None)


def _network(year: Year, field: str) -> str:
    translated: Any = (year.translations or {}).get(language_now(), {}).get(f"network.{field}")
    return str(translated or year.network.get(field) or "")


def _sender(year: Year) -> tuple[str, ...]:
    known = year.secretariat
    lines = [", ".join(str(line) for line in known.get("address") or ()), known.get("email"), known.get("phone")]
    return tuple(str(line) for line in lines if line)
