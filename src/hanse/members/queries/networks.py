"""The regional networks, who coordinates them, and how their members fare."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Q, QuerySet

from hanse.members.models import (
    Agreement,
    Coordination,
    Invitation,
    Mandate,
    NetworkPlace,
    Organisation,
    RegionalNetwork,
)
from hanse.members.queries.agreements import SOON, due_agreements
from hanse.members.queries.dues import owing

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Silent:
    """A member of which nothing was heard within a year; `last_at` is the last sign of life, where there ever was one."""

    organisation: Organisation
    last_at: datetime | None
    people: int


@dataclass(frozen=True, slots=True)
class Renewal:
    """Something of a member that ends soon or is owed: `what` is "place", "agreement" or "dues"."""

    organisation: Organisation
    what: str
    title: str
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class NetworkCare:
    """What a coordinator looks after."""

    network: RegionalNetwork
    places: tuple[NetworkPlace, ...]
    former: tuple[NetworkPlace, ...]
    coordinators: tuple[Coordination, ...]
    renewals: tuple[Renewal, ...]
    silent: tuple[Silent, ...]


def network_names() -> dict[str, str]:
    """Codes and short names, in order."""
    return dict(RegionalNetwork.objects.values_list("code", "short_name"))


def networks() -> list[RegionalNetwork]:
    """All regional networks."""
    return list(RegionalNetwork.objects.all())


def places_on(on: date) -> QuerySet[NetworkPlace]:
    """Places that an organisation has on a day; whose beginning is not known has begun."""
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=on)
    return NetworkPlace.objects.filter(begun & (Q(ends_on__isnull=True) | Q(ends_on__gte=on)))


def coordinators_of(code: str, on: date) -> tuple[Coordination, ...]:
    """Who coordinates a network on a day."""
    rows = Coordination.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), network__code=code, starts_on__lte=on
    )
    return tuple(rows.select_related("person").order_by("person__name", "id"))


def coordinates(person: int, code: str, on: date) -> bool:
    """Whether a person coordinates a network on a day."""
    return any(one.person_id == person for one in coordinators_of(code, on))


def network_care(code: str, *, now: datetime, signs: Mapping[int, datetime]) -> NetworkCare | None:
    """A network as its coordinators see it; `None` where there is none.

    `signs` are the latest signs of life that the caller knows of from other rooms, such as registrations, by
    organisation; what this room knows itself (sign-ins, mandates, profile, invitations) is added.
    """
    network = RegionalNetwork.objects.filter(code=code).first()
    if network is None:
        return None
    on = now.date()
    rows = list(network.places.select_related("organisation").order_by("organisation__name", "role"))
    over = [place for place in rows if place.ends_on is not None and place.ends_on < on]
    present = [place for place in rows if place not in over]
    members = {place.organisation_id: place.organisation for place in present}
    return NetworkCare(
        network,
        tuple(present),
        tuple(over),
        coordinators_of(code, on),
        tuple(_renewals(present, members, on)),
        tuple(_silent(members, now, signs)),
    )


def signs_of_life(organisations: Collection[int]) -> dict[int, datetime]:
    """The latest sign of life that this room knows of each organisation."""
    found: dict[int, datetime] = {}
    mandates = Mandate.objects.filter(organisation__in=organisations, revoked_at__isnull=True)
    sources = (
        mandates.values_list("organisation").annotate(Max("person__last_login")),
        mandates.values_list("organisation").annotate(Max("confirmed_at")),
        Invitation.objects.filter(organisation__in=organisations)
        .values_list("organisation")
        .annotate(Max("accepted_at")),
    )
    for source in sources:
        for organisation, at in source.order_by():
            if at is not None and (organisation not in found or at > found[organisation]):
                found[organisation] = at
    return found


def _silent(members: Mapping[int, Organisation], now: datetime, signs: Mapping[int, datetime]) -> list[Silent]:
    known = signs_of_life(members.keys())
    counts: dict[int, int] = {}
    rows = Mandate.objects.filter(organisation__in=members.keys(), revoked_at__isnull=True)
    for organisation in rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=now.date())).values_list("organisation", flat=True):  # fmt: skip
        counts[organisation] = counts.get(organisation, 0) + 1
    found = []
    for key, member in members.items():
        last = max((at for at in (known.get(key), signs.get(key)) if at is not None), default=None)
        if last is None or last < now - A_YEAR:
            found.append(Silent(member, last, counts.get(key, 0)))
    return sorted(found, key=lambda one: (one.last_at is not None, one.last_at or now, one.organisation.name))


def _renewals(places: Collection[NetworkPlace], members: Mapping[int, Organisation], on: date) -> list[Renewal]:
    found = [
        Renewal(place.organisation, "place", str(place.get_role_display()), place.ends_on)
        for place in places
        if place.ends_on is not None and place.ends_on <= on + SOON
    ]
    agreements: QuerySet[Agreement] = due_agreements(on).filter(partner__in=members.keys())
    found += [Renewal(row.partner, "agreement", row.title, row.ends_on) for row in agreements]
    found += [Renewal(members[key], "dues", str(on.year), None) for key in owing(on.year, on) & members.keys()]
    return sorted(found, key=lambda one: (one.ends_on or date.max, one.organisation.name))


def network_called(code: str) -> RegionalNetwork | None:
    """A network by its code."""
    return RegionalNetwork.objects.filter(code=code).first()


def members_of(code: str, on: date) -> tuple[int, ...]:
    """The keys of the organisations that have a place in a network on a day."""
    return tuple(places_on(on).filter(network__code=code).values_list("organisation", flat=True).distinct())


def place_of(code: str, place: int) -> NetworkPlace | None:
    """One place in a network."""
    return NetworkPlace.objects.filter(network__code=code, pk=place).select_related("organisation").first()


def coordination_of(code: str, coordination: int) -> Coordination | None:
    """One coordination of a network."""
    return Coordination.objects.filter(network__code=code, pk=coordination).select_related("person").first()
