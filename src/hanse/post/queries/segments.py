"""Who is in a part of the network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hanse.accounts.choices import Role
from hanse.accounts.models import User
from hanse.members.choices import COUNTED, Category, Kind, MandateRole, Region, Standing
from hanse.members.models import Organisation
from hanse.members.queries.acting import open_mandates
from hanse.members.queries.networks import network_names
from hanse.members.queries.rights import periods_on
from hanse.post.choices import To
from hanse.post.models import Announcement, Correspondent, Subscription
from hanse.post.segments import Audience, PartGone, Segment, SegmentPart

Narrow = Callable[[Audience, Sequence[str], datetime], Audience]


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody to whom an announcement goes."""

    person: int | None
    email: str
    name: str
    language: str


def people_in(segment: Segment, parts: Sequence[SegmentPart], *, now: datetime) -> QuerySet[User]:
    """The people whom all chosen parts leave; everybody with an account if nothing is chosen. Raises `PartGone`."""
    known = {part.key for part in parts}
    if gone := [key for key, chosen in segment.items() if chosen and key not in known]:
        raise PartGone(", ".join(gone))
    everybody = User.objects.filter(is_active=True).exclude(email="")
    audience = Audience(everybody, open_mandates(now.date()))
    for part in parts:
        if chosen := segment.get(part.key):
            audience = part.narrow(audience, list(chosen), now)
    people = audience.people
    if audience.by_mandate:
        people = people.filter(Exists(audience.mandates.filter(person=OuterRef("pk"))))
    return people.order_by("name", "email", "pk")


def readers_of(announcement: Announcement, parts: Sequence[SegmentPart], *, now: datetime) -> list[Reader]:
    """Everybody to whom an announcement would go now, each address once, in their language."""
    readers: dict[str, Reader] = {}
    default = settings.LANGUAGE_CODE
    if announcement.to != To.SUBSCRIBERS:
        rows = people_in(announcement.segment, parts, now=now)
        for pk, email, name, language in rows.values_list("pk", "email", "name", "correspondent__language"):
            readers.setdefault(email.lower(), Reader(pk, email, name, language or default))
    if announcement.to != To.PEOPLE:
        confirmed = Subscription.objects.filter(confirmed_at__isnull=False, ended_at__isnull=True).order_by("pk")
        for email, language in confirmed.values_list("email", "language"):
            readers.setdefault(email.lower(), Reader(None, email, "", language))
    return list(readers.values())


def unwilling(readers: Sequence[Reader], kind: str) -> int:
    """How many of them take no such news, or have no mailbox; nothing is sent to those."""
    people = {reader.person for reader in readers if reader.person}
    strangers = {reader.email.lower() for reader in readers if not reader.person}
    rows = Correspondent.objects.filter(
        Q(refuses_all=True) | Q(unreachable_since__isnull=False) | ~Q(refused=[])
    ).values_list("person", "email", "refuses_all", "unreachable_since", "refused")
    return sum(
        (person in people if person else email in strangers) and bool(refuses_all or since or kind in refused)
        for person, email, refuses_all, since, refused in rows
    )


def member_parts() -> tuple[SegmentPart, ...]:
    """The parts that rest on people and their organisations."""
    return (
        _part("category", _("Category of membership"), lambda: Category.choices, _by_category),
        _part("region", _("Region"), lambda: Region.choices, _by("organisation__region__in")),
        _part("kind", _("Kind of organisation"), lambda: Kind.choices, _by("organisation__kind__in")),
        _part("mandate", _("Acting as"), lambda: MandateRole.choices, _by("role__in")),
        _part(
            "network",
            _("Regional network"),
            lambda: [*network_names().items()],
            _by("organisation__places__network__code__in"),
        ),
        _part("language", _("Language of messages"), lambda: settings.LANGUAGES, _by_language),
        _part("role", _("Part in the house"), lambda: Role.choices, _by_role),
    )


def _part(key: str, label: object, options: Callable[[], Sequence[tuple[str, object]]], narrow: Narrow) -> SegmentPart:
    return SegmentPart(key=key, label=label, options=options, narrow=narrow)


def _by(lookup: str) -> Narrow:
    """Narrow the mandates by one field."""

    def narrow(audience: Audience, chosen: Sequence[str], now: datetime) -> Audience:
        return replace(audience, mandates=audience.mandates.filter(**{lookup: chosen}), by_mandate=True)

    return narrow


def _by_category(audience: Audience, chosen: Sequence[str], now: datetime) -> Audience:
    on = now.date()
    registered = periods_on(on).filter(category__in=chosen, status__in=COUNTED).values("organisation")
    recorded = Organisation.objects.filter(category__in=chosen, memberships=None, standing=Standing.MEMBER).values("pk")
    members = audience.mandates.filter(Q(organisation__in=registered) | Q(organisation__in=recorded))
    return replace(audience, mandates=members, by_mandate=True)


def _by_language(audience: Audience, chosen: Sequence[str], now: datetime) -> Audience:
    """Who chose no language gets the house's own."""
    condition = Q(correspondent__language__in=chosen)
    if settings.LANGUAGE_CODE in chosen:
        condition |= Q(correspondent__isnull=True) | Q(correspondent__language="")
    return replace(audience, people=audience.people.filter(condition))


def _by_role(audience: Audience, chosen: Sequence[str], now: datetime) -> Audience:
    return replace(audience, people=audience.people.filter(role__in=chosen))
