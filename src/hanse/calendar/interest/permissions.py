"""Who may see and answer an expression of interest."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from hanse.accounts.permissions import is_administrator, is_secretariat, manages
from hanse.calendar.interest.models import Interest


def may_see_interests(user: Any) -> bool:
    """Whether this visitor may read what everybody wrote: the secretariat."""
    return is_secretariat(user)


def may_answer(user: Any, areas: Collection[str]) -> bool:
    """Whether this visitor may answer: administrators, and the managers of one of the areas it is for."""
    return is_administrator(user) or any(manages(user, area) for area in areas)


def is_ones_own(user: Any, organisations: Collection[int], interest: Interest) -> bool:
    """Whether it was written by this visitor, or for an organisation that they act for."""
    if not user.is_authenticated:
        return False
    return interest.person_id == user.pk or interest.organisation_id in organisations
