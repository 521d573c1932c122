"""Who may register now, and the sentence that says why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from hanse.calendar.choices import Audience, Status
from hanse.calendar.registration.applicants import Applicant
from hanse.calendar.registration.choices import ENTERED, Attendance
from hanse.calendar.registration.models import Intake, Invitation
from hanse.calendar.registration.queries.standing import standings
from hanse.calendar.registration.windows import Window, window_of
from hanse.calendar.registration.words import ends_at, moment_for
from hanse.members.models import Organisation

# Refusals that time mends, or an activity that does not take place; all others are about who somebody is.
ABOUT_TIME = frozenset({"not-open", "closed", "cancelled", "postponed", "over"})


@dataclass(frozen=True, slots=True)
class Admission:
    """Whether somebody may register. `code` names the reason for programs, `reason` says it, and what to do."""

    may: bool
    code: str = ""
    reason: str = ""


MAY = Admission(may=True)


def admission_of(
    terms: Intake, who: Applicant, *, at: datetime, opened_at: datetime | None = None, zone: str = ""
) -> Admission:
    """Whether somebody may register at an instant, without a query.

    `opened_at`: when the form was opened; `zone`: by which clock the reader is told hours.
    """
    return time_admits(terms, at=at, opened_at=opened_at, zone=zone) or audience_admits(terms, who, at=at) or MAY


def first_day(terms: Intake, at: datetime) -> date:
    """The day on which ages and memberships are judged: the first of the activity, or today where it has none."""
    return terms.activity.first_on or at.date()


def time_admits(terms: Intake, *, at: datetime, opened_at: datetime | None = None, zone: str = "") -> Admission | None:
    """What time and the state of the activity say; `None` where they say nothing against it."""
    refusal = _state_refuses(terms, at)
    if refusal is not None:
        return refusal
    window = window_of(terms)
    if window.opens_at is not None and at < window.opens_at:
        opens = moment_for(window.opens_at, zone, terms.zone)
        return Admission(False, "not-open", _("Registration opens on %(moment)s. Come back then.") % {"moment": opens})
    if window.closes_at is not None and at >= window.closes_at and not _in_grace(window, at, opened_at):
        closed = moment_for(window.closes_at, zone, terms.zone)
        says = _("Registration closed on %(moment)s. If you must come, write to the secretariat.")
        return Admission(False, "closed", says % {"moment": closed})
    return None


def _in_grace(window: Window, at: datetime, opened_at: datetime | None) -> bool:
    """Whoever had the form open when it closed has a little longer to send it."""
    if window.closes_at is None or window.grace_ends_at is None or opened_at is None:
        return False
    return opened_at < window.closes_at and at < window.grace_ends_at


def _state_refuses(terms: Intake, at: datetime) -> Admission | None:
    activity = terms.activity
    if activity.status == Status.CANCELLED:
        return Admission(False, "cancelled", _("This activity is cancelled, so nobody can register."))
    if activity.status == Status.POSTPONED:
        says = _("This activity is postponed. Registration goes on when it has a new date.")
        return Admission(False, "postponed", says)
    over = ends_at(activity)
    if activity.status == Status.HELD or (over is not None and over <= at):
        return Admission(False, "over", _("This activity is over."))
    return None


def audience_admits(terms: Intake, who: Applicant, *, at: datetime) -> Admission | None:
    """What the audience of the activity says; `None` where it says nothing against it.

    An invitation opens every audience. A date of birth that was not asked for yet is not held against anybody.
    """
    audience = terms.activity.audience
    if who.invitation is not None or (audience == Audience.PUBLIC and not terms.is_by_invitation):
        return None
    if terms.is_by_invitation or audience in (Audience.INVITED, Audience.COMMITTEE):
        return _not_invited(audience)
    belongs = audience in who.audiences(first_day(terms, at))
    if belongs or (audience == Audience.UNDER_35 and who.born_on is None):
        return None
    if audience == Audience.UNDER_35:
        says = _("This is for people under 35 on its first day. You are welcome at the activities for everybody.")
        return Admission(False, "under-35", says)
    if who.person is None:
        says = _("Sign in first, so that we see for which organisation you come.")
        return Admission(False, "sign-in", says)
    return _not_among(audience, who)


def _not_invited(audience: str) -> Admission:
    if audience == Audience.COMMITTEE:
        says = _("This is for members of the committee. If you are one, the secretariat will send you an invitation.")
    else:
        says = _("This is by invitation. If you have one, open the link in it, or write its code below.")
    return Admission(False, "invited", says)


def _not_among(audience: str, who: Applicant) -> Admission:
    if who.organisation is None:
        says = _(
            "This is for organisations, and you come for yourself at the moment. Choose yours at the top of the page; "
            "if it is not offered there, ask its administrator or the secretariat for a mandate."
        )
        return Admission(False, "organisation", says)
    named = {"organisation": who.organisation.name}
    if audience == Audience.OFFICIALS:
        says = _("This is for officials of cities and governments, and %(organisation)s is no city or government.")
        return Admission(False, "officials", says % named)
    if audience == Audience.MEMBERS:
        says = _(
            "This is for members in good standing, and %(organisation)s is none at present. "
            "The secretariat tells you how to join, or what is missing."
        )
        return Admission(False, "members", says % named)
    says = _(
        "This is for members and partners, and %(organisation)s is neither at present. "
        "The secretariat tells you how to join."
    )
    return Admission(False, "members-and-partners", says % named)


def invitation_for(
    terms: Intake, *, code: str, email: str, organisation: int | None, at: datetime, besides: int | None = None
) -> Invitation | None:
    """The invitation that somebody can use: that of the code, or one that names their address or organisation.

    One that names an address is good for that address alone, whoever has its code, and whether or not they may act
    for the organisation that it names, too. `besides` is the key of a
    registration whose own use does not count. One query.
    """
    used = Q(registrations__state__in=ENTERED) & ~Q(registrations__pk=besides)
    mine = Q(email__iexact=email, email__gt="") | Q(organisation=organisation, organisation__isnull=False, email="")
    wanted = (Q(code=code.strip().upper()) | mine) if code.strip() else mine
    good = Invitation.objects.filter(
        wanted, Q(expires_at__isnull=True) | Q(expires_at__gt=at), intake=terms, revoked_at__isnull=True
    )
    for one in good.annotate(used=Count("registrations", filter=used)).order_by("-email", "id"):
        fits_address = one.email.casefold() == email.casefold()
        fits_body = one.organisation_id is None or one.organisation_id == organisation
        if (fits_address if one.email else fits_body) and one.used < one.uses:
            return one
    return None


def applicant_of(
    terms: Intake,
    *,
    person: int | None,
    email: str,
    organisation: int | None,
    at: datetime,
    code: str = "",
    attendance: str = Attendance.IN_PERSON,
    born_on: date | None = None,
    besides: int | None = None,
) -> Applicant:
    """Everything that decides about somebody, in at most three queries."""
    body = Organisation.objects.filter(pk=organisation).first() if organisation is not None else None
    standing = standings([body], first_day(terms, at)).get(body.pk) if body is not None else None
    invitation = invitation_for(terms, code=code, email=email, organisation=organisation, at=at, besides=besides)
    return Applicant(
        person=person,
        email=email,
        organisation=body,
        standing=standing,
        born_on=born_on,
        invitation=invitation,
        attendance=attendance,
    )
