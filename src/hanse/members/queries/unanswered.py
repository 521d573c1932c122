"""Who was invited, or asked about an application, and has not answered: for the secretariat's desk."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from hanse.members.choices import ApplicationState
from hanse.members.models import Application, Invitation
from hanse.ui.languages import wording
from hanse.ui.ledger import Unanswered

MOST = 50


def unanswered(*, now: datetime, areas: Collection[str] | None) -> list[Unanswered]:
    """Invitations that were not accepted, and applicants with a question, the longest first; two queries.

    The members belong to no area: programme managers see none of this.
    """
    if areas is not None:
        return []
    invited = Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now)
    asked = Application.objects.filter(state=ApplicationState.ASKED)
    return [
        *(_invited(row) for row in invited.select_related("organisation").order_by("invited_at", "pk")[:MOST]),
        *(_asked(row) for row in asked.order_by("state_at", "pk")[:MOST]),
    ]


def _invited(row: Invitation) -> Unanswered:
    return Unanswered(
        who=row.name or row.email,
        whom=wording(row.organisation, "name"),
        about=_("Invited to act for it"),
        url=reverse("members:people", args=[row.organisation.slug]),
        since_at=row.invited_at,
        until_at=row.expires_at,
    )


def _asked(row: Application) -> Unanswered:
    return Unanswered(
        who=row.contact,
        whom=row.name,
        about=_("A question on the application"),
        url=reverse("joining:screen", args=[row.reference]),
        since_at=row.state_at,
    )
