"""How the members of a regional network fare: renewals, silence, interest without an answer.

The members' room knows sign-ins, mandates and renewals; registrations and interest come from the calendar's rooms,
which only this floor sees beside it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from hanse.calendar.interest.choices import State
from hanse.calendar.interest.models import Interest
from hanse.calendar.registration.models import Registration
from hanse.members.queries.networks import NetworkCare, members_of, network_care


@dataclass(frozen=True, slots=True)
class CarePage:
    """A network as its coordinators see it, with the interest of its members that nobody has answered."""

    care: NetworkCare
    interests: tuple[Interest, ...]


def care_page(code: str, *, now: datetime) -> CarePage | None:
    """One network; `None` where there is none."""
    members = members_of(code, now.date())
    care = network_care(code, now=now, signs=signs_of_life(members))
    if care is None:
        return None
    waiting = Interest.objects.filter(organisation__in=members, state=State.OPEN)
    return CarePage(care, tuple(waiting.select_related("organisation", "year").order_by("created_at")))


def signs_of_life(organisations: Collection[int]) -> dict[int, datetime]:
    """The latest registration or expression of interest of each organisation."""
    found: dict[int, datetime] = {}
    registered = Registration.objects.filter(organisation__in=organisations).values_list("organisation")
    interested = Interest.objects.filter(organisation__in=organisations).values_list("organisation")
    for rows in (registered.annotate(Max("submitted_at")), interested.annotate(Max("created_at"))):
        for organisation, at in rows.order_by():
            if at is not None and (organisation not in found or at > found[organisation]):
                found[organisation] = at
    return found
