"""Who may see and keep what of the regional networks."""

from __future__ import annotations

from datetime import date
from typing import Any

from hanse.accounts.permissions import is_secretariat
from hanse.members.queries.networks import coordinates


def may_see_care(user: Any, code: str, on: date) -> bool:
    """Whether this visitor may see how a network's members fare: its coordinators, and the secretariat."""
    return is_secretariat(user) or (user.is_authenticated and coordinates(user.pk, code, on))


def may_keep_networks(user: Any) -> bool:
    """Whether this visitor may give and end places, and name coordinators: the secretariat."""
    return is_secretariat(user)
