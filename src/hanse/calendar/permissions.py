"""Who may do what with the year, as plain functions; views ask them."""

from typing import Any

from hanse.accounts.permissions import is_secretariat


def may_keep_year(user: Any) -> bool:
    """Whether this visitor may add, edit, confirm, postpone, cancel and copy activities: the secretariat."""
    return is_secretariat(user)
