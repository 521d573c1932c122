"""Taking back one thing that an import made or changed, where nobody has touched it since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hanse.accounts.models import User
from hanse.accounts.operations.people import LastAdministrator, NobodyThere, OwnRole, close_account
from hanse.audit.actor import Actor
from hanse.calendar.registration.choices import ENTERED
from hanse.calendar.registration.models import Registration
from hanse.calendar.registration.operations.changing import cancel_registration
from hanse.calendar.registration.refusals import Refused
from hanse.members.models import Mandate
from hanse.members.operations.faults import Gone, InUse, SavedByOthers
from hanse.members.operations.mandates import InvitationOver, Offer, revise_mandate, revoke_mandate, withdraw_invitation
from hanse.members.operations.profiles import revise_profile, take_back_organisation
from hanse.year.importing.kinds.people import facts_of
from hanse.year.importing.kinds.registrations import change
from hanse.year.importing.models import Trace


@transaction.atomic
def undo_trace(*, trace: Trace, by: Actor, now: datetime, clock: datetime) -> str:
    """Take it back; why not, where it stays."""
    return _WAYS[trace.kind](trace, by, now, clock)


def _organisation(trace: Trace, by: Actor, now: datetime, clock: datetime) -> str:
    seen = trace.left["revision"]
    try:
        if trace.is_new:
            take_back_organisation(slug=trace.key, seen=seen, by=by, now=now)
        else:
            revise_profile(slug=trace.key, seen=seen, values=trace.before, may_all=True, by=by, now=now)
    except SavedByOthers:
        return _("Somebody has changed it since.")
    except InUse:
        return _("Something refers to it by now.")
    except Gone:
        return _("It is not there any more.")
    return ""


def _person(trace: Trace, by: Actor, now: datetime, clock: datetime) -> str:
    person = int(trace.key)
    user = User.objects.filter(pk=person).first()
    if user is None:
        return _("It is not there any more.")
    if user.last_seen_on is not None:
        return _("The person has signed in since.")
    if Mandate.objects.filter(person=user, revoked_at=None).exists():
        return _("The person has a mandate.")
    try:
        close_account(person=person, by=by, now=now)
    except (OwnRole, LastAdministrator, NobodyThere):
        return _("The account works for the secretariat by now.")
    return ""


def _mandate(trace: Trace, by: Actor, now: datetime, clock: datetime) -> str:
    row = Mandate.objects.filter(pk=int(trace.key)).first()
    if row is None:
        return _("It is not there any more.")
    if row.revoked_at is not None or facts_of(row) != trace.left:
        return _("Somebody has changed it since.")
    if trace.is_new:
        revoke_mandate(mandate=row.pk, today=clock.date(), by=by, now=now, may_leave_nobody=True)
        return ""
    ends_on = trace.before["ends_on"]
    offer = Offer(
        role=row.role,
        office=trace.before["office"],
        is_administrator=trace.before["is_administrator"],
        ends_on=date.fromisoformat(ends_on) if ends_on else None,
    )
    revise_mandate(mandate=row.pk, offer=offer, today=clock.date(), by=by, now=now, may_leave_nobody=True)
    return ""


def _invitation(trace: Trace, by: Actor, now: datetime, clock: datetime) -> str:
    try:
        withdraw_invitation(invitation=int(trace.key), by=by, now=now)
    except InvitationOver:
        return _("The invitation was accepted.")
    return ""


def _registration(trace: Trace, by: Actor, now: datetime, clock: datetime) -> str:
    row = Registration.objects.filter(uid=trace.key).first()
    if row is None:
        return _("It is not there any more.")
    if row.revision != trace.left["revision"] or row.state not in ENTERED:
        return _("Somebody has changed it since.")
    try:
        if trace.is_new:
            cancel_registration(uid=row.uid, role="secretariat", by=by, now=now, clock=clock)
        else:
            change(uid=row.uid, seen=row.revision, wanted=trace.before, by=by, now=now, clock=clock)
    except Refused as refusal:
        return refusal.sentence
    return ""


_WAYS: dict[str, Callable[[Trace, Actor, datetime, datetime], str]] = {
    "organisation": _organisation,
    "person": _person,
    "mandate": _mandate,
    "invitation": _invitation,
    "registration": _registration,
}
