"""A person's tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hanse.accounts.tokens.models import Token


def tokens_of(person: int) -> list[Token]:
    """All of them, the newest first, ended ones too."""
    return list(Token.objects.filter(person=person)[:100])


def export_of(person: int) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """What a person's own export holds of tokens; never a digest."""
    fields = ("name", "prefix", "scopes", "acts_for", "created_at", "expires_on", "used_on", "revoked_at")
    return {"tokens": list(Token.objects.filter(person=person).values(*fields))}
