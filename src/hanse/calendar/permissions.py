"""Who may do what with the year, as plain functions; views ask them."""

from typing import Any

from hanse.accounts.permissions import is_administrator, is_secretariat, managed_areas, manages


def may_keep_year(user: Any) -> bool:
    """Whether this visitor sees the whole year, ideas and desk included: the secretariat, its managers too."""
    return is_secretariat(user)


def may_keep_area(user: Any, area: str) -> bool:
    """Whether this visitor may add, edit, confirm, postpone, cancel and copy the activities of an area."""
    return manages(user, area)


def kept_areas(user: Any) -> frozenset[str]:
    """The keys of those areas."""
    return managed_areas(user)


def may_open_years(user: Any) -> bool:
    """Whether this visitor may open a year and choose its theme and edition: these belong to all areas."""
    return is_administrator(user)
