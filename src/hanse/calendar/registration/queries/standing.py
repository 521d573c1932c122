"""How organisations stand to the network on a day: the one door through which registration sees membership."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hanse.members.choices import Standing as Recorded
from hanse.members.models import Organisation


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether member-exclusive activities are open to an organisation, whether it is a partner, and its category."""

    is_member: bool = False
    is_partner: bool = False
    category: str = ""


def standings(organisations: Iterable[Organisation], on: date) -> dict[int, Standing]:
    """The standing of each on a day, by its key, in a fixed number of queries."""
    return {
        one.pk: Standing(
            is_member=one.standing == Recorded.MEMBER,
            is_partner=one.standing == Recorded.PARTNER,
            category=one.category,
        )
        for one in organisations
    }
