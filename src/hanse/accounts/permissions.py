"""Who may do what, as plain functions; views ask them."""

from typing import Any


def is_secretariat(user: Any) -> bool:
    """Whether this visitor, signed in or not, keeps the network's year."""
    return bool(getattr(user, "is_secretariat", False))
