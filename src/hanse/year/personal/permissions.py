"""Who may do what with personal data of others, as plain functions; views ask them."""

from __future__ import annotations

from typing import Any

from hanse.accounts.permissions import is_administrator


def may_erase_others(user: Any) -> bool:
    """Whether this visitor may erase somebody without an account who asked for it: an administrator of the secretariat."""
    return is_administrator(user)
