"""Calls with a token: who calls, what the token may do, how often."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from hanse.accounts.proofs import demands_factor
from hanse.accounts.tokens.models import Token
from hanse.accounts.tokens.operations import token_of
from hanse.audit.actor import Actor
from hanse.ui import clock
from hanse.ui.limits import seconds_to_wait

PER_MINUTE = 300


class ScopeMissing(Exception):
    """The token does not have the scope that the call needs."""

    def __init__(self, scope: str) -> None:
        self.scope = scope
        super().__init__(scope)


class TooManyCalls(Exception):
    """The token was used too often within a minute; `seconds` until the next."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(seconds)


class Bearer(HttpBearer):
    """`Authorization: Bearer hanse_…`. A session's cookie opens nothing here, so no form of another site can call.

    Sets `request.user` to the token's person and `request.token`. What a session without a second factor may not do,
    a token that was made in one may not do either. Raises `ScopeMissing` and `TooManyCalls`.
    """

    openapi_bearerFormat = "hanse_…"  # noqa: N815  # the library builds the description from this name

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """The token, or nothing where it opens nothing."""
        found = token_of(token, today=clock.stamp().date())
        if found is None:
            return None
        _count(found)
        person: Any = found.person
        person.is_held_back = demands_factor(person) and not found.by_factor
        if self.scope not in found.scopes:
            raise ScopeMissing(self.scope)
        request.user = person
        request.token = found  # type: ignore[attr-defined]  # HttpRequest is open for such attributes
        return found


def token_in(request: HttpRequest) -> Token:
    """The token of a call that was let in."""
    found: Token = request.token  # type: ignore[attr-defined]  # set by Bearer
    return found


def actor_by_token(request: HttpRequest, acted_for: str) -> Actor:
    """Who acts: the person, by which token, and for whom."""
    user: Any = request.user
    token = token_in(request)
    who = f"{user.name} <{user.email}>" if user.name else str(user.email)
    return Actor(f"{who} ({token.name}, {token.prefix})"[:254], user.pk, acted_for)


def _count(token: Token) -> None:
    wait = seconds_to_wait(f"token:{token.prefix}", per_minute=PER_MINUTE)
    if wait:
        raise TooManyCalls(wait)
