"""What registration keeps of people, what becomes of it when they ask to be erased, and for how long it stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hanse.audit.holdings import (
    WHOLE,
    Fate,
    Holding,
    Outcome,
    Period,
    Room,
    Subject,
    of_address,
    with_account,
)
from hanse.calendar.registration.choices import State
from hanse.calendar.registration.models import Intake, Registration
from hanse.calendar.registration.operations.offering import promote_waiting

TO_COME = (State.ASKED, State.CONFIRMED, State.WAITING, State.OFFERED)
AFTER_IT = _("after the activity")
ACTIVITY = {"activity": "intake__activity__title", "organisation": "organisation__name"}


def _over(path: str = "", more: Q | None = None) -> Callable[[datetime], Q]:
    """Rows of activities that ended before a moment; those without a date count from when the row was begun."""
    last_on, begun_at = f"{path}intake__activity__last_on", f"{path}created_at"

    def due(limit: datetime) -> Q:
        ended = Q(**{f"{last_on}__lt": limit.date()}) | Q(**{f"{last_on}__isnull": True, f"{begun_at}__lt": limit})
        return ended & more if more else ended

    return due


def _where(subject: Subject, path: str, state: Q) -> Q:
    return with_account(f"{path}person", f"{path}email")(subject) & state


DRAFT, SENT = Q(state=State.DRAFT), ~Q(state=State.DRAFT)
HOLDINGS = (
    Holding(
        model="registration.Upload",
        name=_("Files that you handed in with a registration"),
        whose=with_account("registration__person", "registration__email"),
        fate=Fate.GOES,
        withheld=("file",),
        told={"activity": "registration__intake__activity__title"},
        file="file",
        periods=(
            Period(
                fields=(WHOLE,),
                months=6,
                since=AFTER_IT,
                reason=_("They are for preparing the activity, and nothing else."),
                due=_over("registration__"),
            ),
        ),
    ),
    Holding(
        model="registration.Registration",
        name=_("Registrations that you have begun and not sent"),
        whose=lambda subject: _where(subject, "", DRAFT),
        fate=Fate.GOES,
        told=ACTIVITY,
        recorded="registration",
        withheld=("note", "key"),
        periods=(
            Period(
                fields=(WHOLE,),
                months=6,
                since=_("after the draft was begun"),
                reason=_("Who has not sent it by then does not come back to it."),
                due=lambda limit: DRAFT & Q(created_at__lt=limit),
            ),
        ),
    ),
    Holding(
        model="registration.Certificate",
        name=_("Certificates of attendance"),
        whose=with_account("registration__person", "registration__email"),
        fate=Fate.GOES,
        told={"activity": "registration__intake__activity__title"},
        periods=(
            Period(
                fields=(WHOLE,),
                months=36,
                since=AFTER_IT,
                reason=_("You or your employer may ask for proof of attendance."),
                due=_over("registration__"),
            ),
        ),
    ),
    Holding(
        model="registration.CheckIn",
        name=_("Times at which you were let in"),
        whose=with_account("registration__person", "registration__email"),
        fate=Fate.BLANKED,
        blanks={"note": ""},
        why=_("How many came is counted for the report of the activity, without names."),
        withheld=("by", "undone_by", "key", "skew_seconds"),
        told={"activity": "registration__intake__activity__title"},
        periods=(
            Period(
                fields=("note",),
                months=12,
                since=AFTER_IT,
                reason=_("It explains exceptions at the door until the activity is closed."),
                due=lambda limit: Q(registration__intake__activity__last_on__lt=limit.date()),
            ),
        ),
    ),
    Holding(
        model="registration.Registration",
        name=_("Registrations for activities"),
        whose=lambda subject: _where(subject, "", SENT),
        fate=Fate.BLANKED,
        blanks={
            "answers": {}, "zone": "", "note": "", "reason": "", "born_on": None, "consent": "",
            "name": "", "email": "", "office": "", "organisation_name": "", "person": None, "made_by": None,
        },
        keeps=("country", "language"),
        why=_(
            "That somebody registered, for which organisation and from which country, is counted for reports and quotas. "
            "Your name, addresses and answers go. What was still to come is cancelled, and the seat goes to the next."
        ),
        told=ACTIVITY,
        recorded="registration",
        withheld=("note", "key"),
        periods=(
            Period(
                fields=("answers", "zone", "note", "reason", "born_on"),
                months=12,
                since=AFTER_IT,
                reason=_("They are needed until the activity is reported on and paid for."),
                due=_over(more=SENT),
            ),
            Period(
                fields=("name", "email", "office", "organisation_name", "consent", "person", "made_by"),
                months=36,
                since=AFTER_IT,
                reason=_("You or your employer may ask for proof of attendance."),
                due=_over(more=SENT),
                forgets=True,
            ),
            Period(
                fields=("country", "language"),
                since=_("for good"),
                reason=_("They count who came from where, and name nobody."),
            ),
        ),
    ),
    Holding(
        model="registration.Invitation",
        name=_("Invitations to register"),
        whose=of_address(),
        fate=Fate.GOES,
        withheld=("code", "note"),
        told={"activity": "intake__activity__title"},
        periods=(
            Period(
                fields=(WHOLE,),
                months=12,
                since=AFTER_IT,
                reason=_("They let people in; afterwards they are of no use."),
                due=lambda limit: ~Q(email="") & Q(registrations__isnull=True) & Q(intake__activity__last_on__lt=limit.date()),
            ),
        ),
    ),
    Holding(
        model="registration.DoorLink",
        name=_("Links for keeping the door"),
        whose=lambda subject: Q(pk__in=()),
        fate=Fate.GOES,
        periods=(
            Period(
                fields=(WHOLE,),
                months=12,
                since=_("after the link has expired"),
                reason=_("They say who kept the door, should there be a question."),
                due=lambda limit: Q(expires_at__lt=limit),
            ),
        ),
    ),
)  # fmt: skip


class RegistrationRoom(Room):
    """Erasing somebody does more here than to delete and to empty."""

    def erase(self, subject: Subject, *, now: datetime, stamp: datetime) -> list[Outcome]:
        """Empty the registrations of somebody; what is still to come is cancelled first, under the lock of its intake, and the seats go to who waits."""
        mine = Registration.objects.filter(with_account()(subject))
        to_come = mine.filter(state__in=TO_COME).exclude(intake__activity__last_on__lt=now.date())
        held = Intake.objects.select_for_update().filter(registrations__in=to_come.values("pk")).order_by("pk")
        intakes = list(held.values_list("pk", flat=True))  # evaluated, because asking is what takes the locks
        to_come.update(state=State.CANCELLED, ended_at=now, answer_by_at=None)
        outcomes = super().erase(subject, now=now, stamp=stamp)
        for intake in intakes:
            promote_waiting(intake=intake, now=stamp, clock=now)
        return outcomes


ROOM = RegistrationRoom(HOLDINGS)
