"""Codes of invitations: whether there are any, to whom one was sent, and why one opens nothing."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from hanse.calendar.registration.applicants import Applicant
from hanse.calendar.registration.choices import ENTERED
from hanse.calendar.registration.models import Intake, Invitation
from hanse.calendar.registration.queries.admitting import audience_admits
from hanse.calendar.registration.words import moment_for
from hanse.ui.languages import wording


def has_codes(terms: Intake, *, at: datetime) -> bool:
    """Whether codes were made that can be passed on, so that somebody may hold one."""
    good = Q(expires_at__isnull=True) | Q(expires_at__gt=at)
    return Invitation.objects.filter(good, intake=terms, email="", revoked_at__isnull=True).exists()


def addressee_of(terms: Intake, code: str) -> str:
    """The address that a code was sent to; empty where there is none.

    Who opens the link of a letter signed out is judged as its addressee: they prove it by the letter that comes next.
    """
    found = Invitation.objects.filter(intake=terms, code=code.strip().upper()).values_list("email", flat=True)
    return found.first() or ""


def code_fault(terms: Intake, who: Applicant, *, code: str, at: datetime, zone: str = "") -> str:
    """Why a code opens nothing for somebody, and what to do; empty where none was given, or it is good."""
    code = code.strip().upper()
    if not code or who.invitation is not None:
        return ""
    used = Count("registrations", filter=Q(registrations__state__in=ENTERED))
    found = Invitation.objects.filter(intake=terms, code=code).select_related("organisation").annotate(used=used)
    one = found.first()
    if one is None:
        says = _("There is no invitation with the code “%(code)s” here. Compare it with your letter.") % {"code": code}
    else:
        says = _why_not(terms, one, who, is_used=one.used >= one.uses, at=at, zone=zone)
    if audience_admits(terms, who, at=at) is None:
        says += " " + _("You can register without a code, too: leave its field empty.")
    return says


def _why_not(terms: Intake, one: Invitation, who: Applicant, *, is_used: bool, at: datetime, zone: str) -> str:
    if one.revoked_at is not None:
        return _("This invitation was taken back. If you think that it should be good, write to the secretariat.")
    if one.expires_at is not None and one.expires_at <= at:
        says = _("This invitation was good until %(moment)s. Ask the secretariat for a new one.")
        return says % {"moment": moment_for(one.expires_at, zone, terms.zone)}
    if is_used:
        return _(
            "The code of this invitation was used already. If it was you, your registration is on your desk, or behind "
            "the link in our e-mail; otherwise ask the secretariat for another code."
        )
    if one.email and one.email.casefold() != who.email.casefold():
        return _(
            "This invitation is for another address. Use the address that the letter went to: sign in with it, or write "
            "it in the form."
        )
    body = wording(one.organisation, "name") if one.organisation is not None else ""
    return _("This invitation is for %(organisation)s. Choose it as the one that you come for.") % {
        "organisation": body
    }
