"""Who has been asked something about a registration and has not answered: for the secretariat's desk."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hanse.calendar.choices import Status
from hanse.calendar.registration.choices import ENTERED, State
from hanse.calendar.registration.models import Delegation, Registration
from hanse.calendar.registration.queries.lists import in_areas
from hanse.calendar.registration.windows import names_due_at
from hanse.ui.languages import wording
from hanse.ui.ledger import Unanswered

MOST = 50


def unanswered(*, now: datetime, areas: Collection[str] | None) -> list[Unanswered]:
    """Seats that were offered, and delegations without names, the longest first; two queries."""
    open_ones = (
        in_areas(areas)
        .exclude(intake__activity__status__in=(Status.CANCELLED, Status.HELD))
        .exclude(intake__activity__when_upper__lte=now)
        .select_related("intake__activity__year", "organisation")
    )
    offered = open_ones.filter(state=State.OFFERED, answer_by_at__gt=now).order_by("decided_at", "pk")
    return [*(_offered(row) for row in offered[:MOST]), *_nameless(open_ones)]


def _offered(row: Registration) -> Unanswered:
    return Unanswered(
        who=row.name or _("A delegation's seat"),
        whom=wording(row.organisation, "name") if row.organisation else row.organisation_name,
        about=_("A seat was offered: %(activity)s") % {"activity": wording(row.intake.activity, "title")},
        url=reverse("registration:page", args=[row.uid]),
        since_at=row.decided_at or row.submitted_at,
        until_at=row.answer_by_at,
    )


def _nameless(open_ones: QuerySet[Registration]) -> list[Unanswered]:
    """A delegation once, with how many of its seats have no name."""
    seats = Q(registrations__in=open_ones.filter(state__in=ENTERED, name=""))
    rows = Delegation.objects.filter(seats).annotate(missing=Count("registrations", filter=seats))
    found = rows.select_related("intake__activity__year", "organisation", "led_by").order_by("created_at", "pk")
    return [_delegation(row, row.missing) for row in found[:MOST]]


def _delegation(row: Delegation, missing: int) -> Unanswered:
    words = ngettext("%(count)s name is missing: %(activity)s", "%(count)s names are missing: %(activity)s", missing)
    return Unanswered(
        who=str(row.led_by or ""),
        whom=wording(row.organisation, "name"),
        about=words % {"count": missing, "activity": wording(row.intake.activity, "title")},
        url=reverse("registration:delegation", args=[row.uid]),
        since_at=row.created_at,
        until_at=names_due_at(row.intake),
    )
