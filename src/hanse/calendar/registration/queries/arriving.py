"""What the form of an activity needs to know before it is shown or read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hanse.calendar.choices import Audience, Mode
from hanse.calendar.registration.applicants import Applicant, fit_of
from hanse.calendar.registration.choices import ENTERED, State
from hanse.calendar.registration.models import Intake, Registration
from hanse.calendar.registration.queries.admitting import Admission, admission_of, applicant_of, first_day
from hanse.calendar.registration.queries.capping import has_all_words, left_for_body
from hanse.calendar.registration.queries.codes import addressee_of, code_fault, has_codes
from hanse.calendar.registration.queries.terms import line_and_hall, terms_of
from hanse.calendar.registration.seating import Hall


@dataclass(frozen=True, slots=True)
class FormPage:
    """The terms, whether this reader may register, what they have entered or begun already, and the seats.

    `code_fault` says why the code that they brought opens nothing; `has_codes`, that others may hold good ones;
    `most` is how many seats their organisation can still have, where that is limited.
    """

    terms: Intake
    who: Applicant
    admission: Admission
    there: Registration | None
    draft: Registration | None
    hall: Hall
    waiting: int
    at: datetime
    code_fault: str = ""
    has_codes: bool = False
    most: int | None = None

    @property
    def has_seat(self) -> bool:
        """Whether a seat is free for this reader, as things stand."""
        return self.hall.place(fit_of(self.who, self.terms, first_day(self.terms, self.at))) is not None

    @property
    def seats(self) -> str:
        """How many seats are free for this reader, in a sentence; empty where nothing limits them."""
        left = self.hall.left_for(fit_of(self.who, self.terms, first_day(self.terms, self.at)))
        if self.most is not None:
            left = self.most if left is None else min(left, self.most)
        if left is None:
            return ""
        if left:
            return ngettext("%(count)s seat is free for you.", "%(count)s seats are free for you.", left) % {
                "count": left
            }
        online = _("Online there is room for everybody.")
        full = waiting_words(self.waiting) if self.terms.has_waiting_list else _("All seats are taken.")
        if self.most == 0:
            full = has_all_words(self.terms, self.who)
        return f"{full} {online}" if self.has_room_online else full

    @property
    def has_room_online(self) -> bool:
        """Whether those who come online need no seat, beside a hall that others sit in."""
        return self.terms.activity.mode == Mode.HYBRID and not self.terms.counts_online

    @property
    def button(self) -> str:
        """The words of the main button: what pressing it does."""
        if self.terms.needs_approval and self.who.invitation is None:
            return _("Ask for a seat")
        may_sit = self.has_seat or self.has_room_online or self.most == 0  # who chose another organisation, or none
        return _("Register") if may_sit else _("Join the waiting list")

    @property
    def may_bring(self) -> bool:
        """Whether a delegation of the organisation that the reader acts for could be registered."""
        is_full = self.most == 0 and not self.has_room_online
        return self.admission.may and self.who.organisation is not None and may_bring_others(self.terms) and not is_full


def waiting_words(waiting: int) -> str:
    """How long the line is."""
    if not waiting:
        return _("All seats are taken. Nobody waits yet.")
    says = ngettext(
        "All seats are taken. %(count)s person waits.", "All seats are taken. %(count)s people wait.", waiting
    )
    return says % {"count": waiting}


def form_page(
    slug: str,
    *,
    person: int | None,
    email: str,
    organisation: int | None,
    now: datetime,
    secretariat: bool,
    zone: str,
    code: str = "",
    draft: UUID | None = None,
) -> FormPage | None:
    """Read all of it; `None` where the activity takes no registrations, or none that this reader may know of."""
    terms = terms_of(slug, now=now, secretariat=secretariat)
    if terms is None:
        return None
    address = addressee_of(terms, code) if person is None and code else email
    who = applicant_of(terms, person=person, email=address, organisation=organisation, at=now, code=code)
    hall, waiting, _entered = line_and_hall(terms)
    return FormPage(
        terms=terms,
        who=who,
        admission=admission_of(terms, who, at=now, zone=zone),
        there=entered_of(terms, person, email),
        draft=draft_of(terms, person, organisation, draft),
        hall=hall,
        waiting=waiting,
        at=now,
        code_fault=code_fault(terms, who, code=code, at=now, zone=zone),
        has_codes=has_codes(terms, at=now),
        most=left_for_body(terms, who),
    )


def entered_of(terms: Intake, person: int | None, email: str) -> Registration | None:
    """What an account has entered; one without an account is asked by a letter, never by a page."""
    if person is None:
        return None
    mine = Q(person=person) | Q(email__iexact=email, email__gt="")
    return terms.registrations.filter(mine, state__in=ENTERED).first()


def draft_of(terms: Intake, person: int | None, organisation: int | None, uid: UUID | None) -> Registration | None:
    """The draft to go on with: one's own for the organisation, or the organisation's that was named."""
    if person is None:
        return None
    drafts = terms.registrations.filter(state=State.DRAFT).select_related("organisation").prefetch_related("uploads")
    if uid is not None:
        theirs = Q(organisation=organisation) if organisation is not None else Q(pk__in=[])
        return drafts.filter(Q(made_by=person) | theirs, uid=uid).first()
    return drafts.filter(made_by=person, organisation=organisation).first()


def may_bring_others(terms: Intake) -> bool:
    """Whether an organisation can register several people at once."""
    return terms.takes_delegations and terms.activity.audience != Audience.UNDER_35
