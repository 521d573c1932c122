"""Who may do what, as plain functions; views ask them."""

from typing import Any

from hanse.accounts.choices import AreaKey


def is_secretariat(user: Any) -> bool:
    """Whether this visitor, signed in or not, works at the secretariat: its administrators and programme managers."""
    return bool(getattr(user, "is_secretariat", False))


def is_administrator(user: Any) -> bool:
    """Whether this visitor is an administrator of the secretariat, who keeps everything and says who else may."""
    return bool(getattr(user, "is_administrator", False))


def managed_areas(user: Any) -> frozenset[str]:
    """The keys of the areas that this visitor keeps: all for administrators, theirs for programme managers."""
    if is_administrator(user):
        return frozenset(AreaKey.values)
    return frozenset(user.areas) & frozenset(AreaKey.values) if is_secretariat(user) else frozenset()


def manages(user: Any, area: str) -> bool:
    """Whether this visitor keeps an area."""
    return area in managed_areas(user)
