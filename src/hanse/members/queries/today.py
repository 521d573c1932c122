"""How an organisation stands on a day, told alike everywhere: by the register where it knows it, else by the public record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from hanse.members.choices import COUNTED, Category, Standing
from hanse.members.models import Membership, Organisation
from hanse.members.queries.rights import periods_on, standing_on


@dataclass(frozen=True, slots=True)
class Told:
    """Standing and category for programs; `words` and `more` the same for people."""

    standing: str = Standing.OTHER
    category: str = ""
    words: str = ""
    more: str = ""


def told_on(organisations: Iterable[Organisation], on: date) -> dict[int, Told]:
    """How each of them stands; two queries, whatever their number."""
    bodies = {one.pk: one for one in organisations}
    if not bodies:
        return {}
    registered = standing_on(bodies, on)
    known = set(Membership.objects.filter(organisation__in=list(bodies)).values_list("organisation", flat=True))
    found: dict[int, Told] = {}
    for key, one in bodies.items():
        now = registered[key]
        if now.is_member:
            found[key] = Told(Standing.MEMBER, now.category, str(Standing.MEMBER.label), now.words)
        elif key in known:
            kept = Standing(one.standing) if one.standing != Standing.MEMBER else Standing.OTHER
            found[key] = Told(kept, "", now.words or str(kept.label))
        else:
            category = str(Category(one.category).label) if one.category else ""
            found[key] = Told(one.standing, one.category, str(Standing(one.standing).label), category)
    return found


def stand_as(standings: Iterable[str], on: date) -> Q:
    """Those who stand so on a day, as a condition of a query; what `told_on` says of each."""
    chosen = set(standings)
    member = Exists(periods_on(on).filter(organisation=OuterRef("pk"), status__in=COUNTED))
    known = Exists(Membership.objects.filter(organisation=OuterRef("pk")))
    wanted = Q()
    if Standing.MEMBER in chosen:
        wanted |= Q(member) | (Q(standing=Standing.MEMBER) & ~Q(known))
    others = [one for one in chosen if one != Standing.MEMBER]
    if others:
        wanted |= Q(standing__in=others) & ~Q(member)
    if Standing.OTHER in chosen:
        wanted |= Q(standing=Standing.MEMBER) & Q(known) & ~Q(member)
    return wanted
