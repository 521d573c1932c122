"""Somebody who wants to come, as audiences, quotas and refusals look at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hanse.calendar.choices import Audience
from hanse.calendar.registration.choices import Attendance
from hanse.calendar.registration.models import Intake, Invitation, Registration
from hanse.calendar.registration.queries.standing import Standing
from hanse.calendar.registration.seating import Fit
from hanse.members.choices import Kind
from hanse.members.models import Organisation

YOUNG = 35  # years, which nobody may have completed on the first day


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who asks: an account or an address, for whom, how old, and with which invitation."""

    person: int | None = None
    email: str = ""
    organisation: Organisation | None = None
    standing: Standing | None = None
    born_on: date | None = None
    invitation: Invitation | None = None
    attendance: str = Attendance.IN_PERSON

    def audiences(self, on: date) -> frozenset[str]:
        """To which audiences somebody belongs on the first day of an activity."""
        mine = {str(Audience.PUBLIC)}
        if self.born_on is not None and is_young(self.born_on, on):
            mine.add(Audience.UNDER_35)
        if self.organisation is not None and self.organisation.kind == Kind.CITY:
            mine.add(Audience.OFFICIALS)
        if self.standing is not None and self.standing.is_member:
            mine |= {Audience.MEMBERS, Audience.MEMBERS_AND_PARTNERS}
        if self.standing is not None and self.standing.is_partner:
            mine.add(Audience.MEMBERS_AND_PARTNERS)
        if self.invitation is not None:
            mine |= {Audience.INVITED, Audience.COMMITTEE}
        return frozenset(mine)


def of_registration(row: Registration, standing: Standing | None) -> Applicant:
    """Whoever registered, as seats look at them today."""
    return Applicant(
        person=row.person_id,
        email=row.email,
        organisation=row.organisation,
        standing=standing,
        born_on=row.born_on,
        invitation=row.invitation,
        attendance=row.attendance,
    )


def fit_of(who: Applicant, terms: Intake, on: date) -> Fit:
    """What the seats look at in an applicant."""
    return Fit(
        kind=who.organisation.kind if who.organisation else "",
        category=who.standing.category if who.standing else "",
        region=who.organisation.region if who.organisation else "",
        audiences=who.audiences(on),
        counts=counts(terms, who.attendance),
    )


def counts(terms: Intake, attendance: str) -> bool:
    """Whether somebody who comes in this way takes a seat."""
    return terms.counts_online or attendance != Attendance.ONLINE


def is_young(born_on: date, on: date) -> bool:
    """Whether somebody is under 35 on a day; born on 29 February, one is a year older on 1 March."""
    years = on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
    return years < YOUNG
