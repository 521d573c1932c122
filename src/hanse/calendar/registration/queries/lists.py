"""Registrations as the secretariat sees them: of one activity, and of all that wait for somebody."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Min, Q, QuerySet
from django.utils.translation import gettext as _

from hanse.calendar.registration.choices import ENTERED, State
from hanse.calendar.registration.filters import UNNAMED, RegistrationFilter
from hanse.calendar.registration.models import Delegation, Intake, Invitation, Registration
from hanse.calendar.registration.queries.terms import line_and_hall
from hanse.members.models import Organisation
from hanse.ui.addresses import Addresses
from hanse.ui.languages import wording

ON_A_PAGE = 50
MOST_BODIES = 300


@dataclass(frozen=True, slots=True)
class Counted:
    """A quota or a state with how many there are; `left` is how many seats are free."""

    key: str
    name: str
    count: int
    left: int | None = None
    seats: int | None = None


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of registrations, with what they can be narrowed by."""

    terms: Intake | None
    page: Page[Any]
    states: tuple[Counted, ...]
    quotas: tuple[Counted, ...]
    bodies: tuple[tuple[str, str], ...]
    left: int | None


def list_page(terms: Intake, chosen: RegistrationFilter, *, number: str) -> ListPage:
    """The registrations of an activity; the same queries for one row and for fifty."""
    mine = Registration.objects.filter(intake=terms)
    hall, _waiting, _entered = line_and_hall(terms)
    quotas = [
        Counted(str(quota.pk), wording(quota, "name"), hall.taken.get(quota.pk, 0), hall.left_in(row), quota.seats)
        for quota, row in zip(terms.quotas.all(), hall.rows, strict=True)
    ]
    bodies = Organisation.objects.filter(registrations__intake=terms).distinct().order_by("name")[:MOST_BODIES]
    return ListPage(
        terms=terms,
        page=_paged(chosen.apply(mine), number),
        states=_states(mine),
        quotas=tuple(quotas),
        bodies=tuple((one.slug, wording(one, "name")) for one in bodies),
        left=hall.left,
    )


def queue_page(chosen: RegistrationFilter, *, areas: Collection[str] | None, number: str) -> ListPage:
    """The registrations of all activities, or of some areas."""
    mine = in_areas(areas)
    return ListPage(
        terms=None,
        page=_paged(chosen.apply(mine), number),
        states=_states(mine),
        quotas=(),
        bodies=(),
        left=None,
    )


def in_areas(areas: Collection[str] | None) -> QuerySet[Registration]:
    """All registrations, or those of some areas."""
    found = Registration.objects.all()
    return found if areas is None else found.filter(intake__activity__area__key__in=areas)


def _paged(rows: QuerySet[Registration], number: str) -> Page[Any]:
    found = rows.select_related("organisation", "quota", "delegation", "intake__activity__area")
    ordered = found.order_by(F("submitted_at").desc(nulls_last=True), "-pk")
    return Paginator(ordered, ON_A_PAGE).get_page(number)


def _states(rows: QuerySet[Registration]) -> tuple[Counted, ...]:
    counted = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    states = [State.ASKED, State.WAITING, State.OFFERED, State.CONFIRMED, State.DECLINED, State.CANCELLED, State.LAPSED]
    found = [Counted(str(s), str(s.label), counted.get(s, 0)) for s in states if counted.get(s)]
    unnamed = rows.filter(state__in=ENTERED, delegation__isnull=False, name="").count()
    if unnamed:
        found.append(Counted(UNNAMED, _("Without a name"), unnamed))
    return tuple(found)


def picked(terms: Intake | None, areas: Collection[str] | None, uids: Collection[str]) -> list[Registration]:
    """The registrations that somebody picked from a list, in the order of arrival, those of other areas left out."""
    mine = in_areas(areas).filter(uid__in=uids)
    if terms is not None:
        mine = mine.filter(intake=terms)
    return list(
        mine.select_related("intake__activity__area", "intake__activity__year").order_by("intake", "arrival", "pk")
    )


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """An invitation, and how often it was used."""

    one: Invitation
    used: int
    is_good: bool
    link: str


def invitation_address(terms: Intake, one: Invitation) -> str:
    """Where an invitation is used, as it stands in letters and is passed on."""
    query = urlencode({"code": one.code})
    return Addresses(settings.BASE_URL).to("registration:register", terms.activity.slug, query=query)


def invitation_lines(terms: Intake, *, now: Any) -> list[InvitationLine]:
    """The invitations of an activity, the newest first; one query."""
    used = Count("registrations", filter=Q(registrations__state__in=ENTERED))
    rows = Invitation.objects.filter(intake=terms).select_related("organisation").annotate(used=used)
    return [
        InvitationLine(
            row,
            row.used,
            row.revoked_at is None and (row.expires_at is None or row.expires_at > now) and row.used < row.uses,
            invitation_address(terms, row),
        )
        for row in rows.order_by("-created_at", "-pk")
    ]


def delegations_of(terms: Intake) -> list[Delegation]:
    """The delegations of an activity with how many seats have no name."""
    unnamed = Count("registrations", filter=Q(registrations__state__in=ENTERED, registrations__name=""))
    rows = Delegation.objects.filter(intake=terms).select_related("organisation").annotate(unnamed=unnamed)
    return list(rows.order_by("organisation__name", "pk"))


def oldest(rows: QuerySet[Registration]) -> Any:
    """When the oldest of some registrations was sent."""
    return rows.aggregate(at=Min("submitted_at"))["at"]
