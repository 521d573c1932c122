"""For whom a program acts: for its person, or for the one organisation that its token names."""

from __future__ import annotations

from django.http import HttpRequest

from hanse.accounts.tokens.auth import actor_by_token, token_in
from hanse.audit.actor import Actor
from hanse.members.acting import MandateEnded
from hanse.members.queries.acting import Acting, mandates_of
from hanse.ui import clock


def acting_by_token(request: HttpRequest) -> Acting | None:
    """The mandate that the token names, while it is in force; `None` for oneself. Raises `MandateEnded`."""
    token = token_in(request)
    if not token.acts_for:
        return None
    mandates = mandates_of(token.person_id, clock.stamp().date())
    found = next((one for one in mandates if one.slug == token.acts_for), None)
    if found is None:
        raise MandateEnded(f"The mandate for {token.acts_for} has ended. Make a token for another organisation.")
    return found


def actor_of_call(request: HttpRequest) -> Actor:
    """Who acts by a token, and for whom, as the record keeps it. Raises `MandateEnded`."""
    acting = acting_by_token(request)
    return actor_by_token(request, acting.slug if acting else "")
