"""How organisations stand to the network on a day: the one door through which registration sees membership."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from hanse.members.choices import Standing as Recorded
from hanse.members.models import Agreement, Organisation
from hanse.members.queries.rights import standing_on


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether member-exclusive activities are open to an organisation, whether it is a partner, and its category."""

    is_member: bool = False
    is_partner: bool = False
    category: str = ""


def standings(organisations: Iterable[Organisation], on: date) -> dict[int, Standing]:
    """The standing of each on a day, by its key, in two queries.

    Membership and its rights are the register's; a partner is one on record, or with an agreement in force.
    """
    bodies = {one.pk: one for one in organisations}
    if not bodies:
        return {}
    registered = standing_on(bodies, on)
    agreed = Agreement.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), partner__in=list(bodies), starts_on__lte=on, lapsed_at=None
    )
    partners = set(agreed.values_list("partner", flat=True))
    return {
        key: Standing(
            is_member=registered[key].rights.member_activities,
            is_partner=body.standing == Recorded.PARTNER or key in partners,
            category=registered[key].category,
        )
        for key, body in bodies.items()
    }
