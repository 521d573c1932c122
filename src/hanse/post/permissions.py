"""Who may do what with the post, as plain functions; views ask them."""

from typing import Any

from hanse.accounts.permissions import is_secretariat


def may_see_all_messages(user: Any) -> bool:
    """Whether this visitor may look through everybody's messages and have them tried again: the secretariat."""
    return is_secretariat(user)


def may_read_text(user: Any, *, person: int | None, is_confidential: bool) -> bool:
    """Whether this visitor may read the text of a message: whom it is to, and the secretariat what is no secret."""
    is_own = person is not None and getattr(user, "pk", None) == person
    return is_own or (may_see_all_messages(user) and not is_confidential)


def may_reword(user: Any) -> bool:
    """Whether this visitor may change the words of the house: the secretariat."""
    return is_secretariat(user)


def may_announce(user: Any) -> bool:
    """Whether this visitor may write to a part of the network: the secretariat and its programme managers."""
    return is_secretariat(user)
