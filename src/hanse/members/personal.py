"""What the members' room keeps of people, what becomes of it on erasure, and for how long it stays."""

from __future__ import annotations

from datetime import datetime

from django.apps import apps
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
    of_account,
    of_address,
    with_account,
)
from hanse.members.choices import PENDING
from hanse.members.models import Mandate
from hanse.members.operations.applications import KEPT_FOR_YEARS

MERGED: str = "members.MergedPerson"
HOLDINGS = (
    Holding(
        model="members.DirectoryConsent",
        name=_("What the directory may show of you"),
        whose=of_account("mandate__person"),
        fate=Fate.GOES,
        told={"organisation": "mandate__organisation__name"},
        periods=(
            Period(
                fields=(WHOLE,),
                months=12,
                since=_("after the mandate has ended"),
                reason=_("It proves that you agreed to be shown."),
                due=lambda limit: Q(mandate__ends_on__lt=limit.date()) | Q(mandate__revoked_at__lt=limit),
            ),
        ),
    ),
    Holding(
        model="members.Invitation",
        name=_("Invitations to act for an organisation"),
        whose=lambda subject: of_address()(subject) | of_account("mandate__person")(subject),
        fate=Fate.GOES,
        withheld=("nonce", "invited_by", "withdrawn_by"),
        told={"organisation": "organisation__name"},
        periods=(
            Period(
                fields=(WHOLE,),
                months=12,
                since=_("after the invitation"),
                reason=_("They show how a mandate came about while that can be questioned."),
                due=lambda limit: Q(invited_at__lt=limit),
            ),
        ),
    ),
    Holding(
        model="members.Mandate",
        name=_("Mandates to act for organisations"),
        whose=of_account("person"),
        fate=Fate.BLANKED,
        blanks={"note": ""},
        keeps=("office",),
        why=_(
            "Who held which office, from when until when, is the record of the organisation: what it signed must stay "
            "explicable. The mandates end now, and your name is taken off them."
        ),
        withheld=("granted_by", "revoked_by", "confirmed_by", "note"),
        told={"organisation": "organisation__name"},
        periods=(
            Period(
                fields=("note",),
                months=24,
                since=_("after the mandate has ended"),
                reason=_("Remarks on a mandate are of use while its acts can be questioned."),
                due=lambda limit: Q(ends_on__lt=limit.date()) | Q(revoked_at__lt=limit),
            ),
            Period(
                fields=("office",),
                since=_("as long as the organisation is on record"),
                reason=_("What was signed for an organisation must stay explicable. It names the office, not the person."),
            ),
        ),
    ),
    Holding(
        model="members.Coordination",
        name=_("Regional networks that you coordinate"),
        whose=of_account("person"),
        fate=Fate.STAYS,
        why=_("Who coordinated is the record of the network. It ends now, and your name is taken off."),
        withheld=("named_by",),
        told={"network": "network__name"},
    ),
    Holding(
        model="members.Letter",
        name=_("Signed letters of applications for membership"),
        whose=with_account("application__applicant", "application__email"),
        fate=Fate.STAYS,
        keeps=("name", "media_type", "sha256"),
        why=_("The letter is the organisation's, and the ground of its membership."),
        content="content",
        told={"application": "application__reference"},
        periods=(
            Period(
                fields=("name", "content"),
                since=_("as long as the application is kept"),
                reason=_("The signed letter is the ground of a membership."),
            ),
        ),
    ),
    Holding(
        model="members.Application",
        name=_("Applications for membership that name you as the contact"),
        whose=with_account("applicant"),
        fate=Fate.BLANKED,
        blanks={"contact": "", "contact_office": "", "email": "", "consent": "", "applicant": None},
        keeps=(
            "reference", "name", "native_name", "city", "country", "website", "reasons", "signatory", "signatory_office",
            "language", "checks",
        ),
        why=_("The application is the organisation's. Your name and address go; who signed for it stays."),
        withheld=("screener", "checks"),
        periods=(
            Period(
                fields=(WHOLE,),
                months=12 * KEPT_FOR_YEARS,
                since=_("after the application was decided or withdrawn"),
                reason=_("Who applied, and who signed in which office, is the ground of a membership."),
                due=lambda limit: Q(state_at__lt=limit) & ~Q(state__in=PENDING),
            ),
        ),
    ),
    Holding(
        model="members.Expert",
        name=_("Places on the Advisory Board"),
        whose=of_account("person"),
        fate=Fate.BLANKED,
        blanks={
            "name": "(erased)", "field": "", "bio": "", "translations": {}, "agreed_to": "", "shows_name": False,
            "shows_bio": False, "person": None,
        },
        why=_("That the board had a place, from when until when, is its record. Your name and the text about you go."),
        periods=(
            Period(
                fields=("bio", "translations", "agreed_to"),
                months=24,
                since=_("after the term has ended"),
                reason=_("The page of the board shows them during the term."),
                due=lambda limit: Q(ends_on__lt=limit.date(), shows_bio=False),
            ),
            Period(
                fields=("name", "field"),
                since=_("for good"),
                reason=_("Who advised the network is its record."),
            ),
        ),
    ),
)  # fmt: skip


def doubles_of(subject: Subject) -> list[int]:
    """The accounts that were found to be doubles of this one and went into it."""
    try:
        merged = apps.get_model(MERGED)
    except LookupError:
        return []
    return list(merged._default_manager.filter(kept=subject.person).values_list("double", flat=True))


class MembersRoom(Room):
    """Erasing somebody does more here than to delete and to empty."""

    def erase(self, subject: Subject, *, now: datetime, stamp: datetime) -> list[Outcome]:
        """End the mandates of somebody, and take off what is personal. The organisations stay as they are."""
        if subject.person is not None:
            mandates = Mandate.objects.filter(person=subject.person, revoked_at__isnull=True)
            still = mandates.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=now.date()))
            still.update(revoked_at=now, revoked_by="erasure")
            for holding in self.installed():
                if holding.model == "members.Coordination":
                    holding.rows(subject).filter(ends_on__isnull=True).update(ends_on=now.date())
        return super().erase(subject, now=now, stamp=stamp)


ROOM = MembersRoom(HOLDINGS)
