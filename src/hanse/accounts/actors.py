"""How an act in one's own account is signed: for oneself, never for an organisation."""

from __future__ import annotations

from hanse.accounts.models import User
from hanse.audit.actor import Actor


def signature(person: User) -> Actor:
    """The person as the record names them."""
    name = f"{person.name} <{person.email}>" if person.name else str(person.email)
    return Actor(name[:254], person.pk)
