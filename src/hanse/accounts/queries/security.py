"""What an account is protected by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

from hanse.accounts.models import User
from hanse.accounts.queries.identities import Linked, linked_identities

FEW = 3


@dataclass(frozen=True, slots=True)
class Key:
    """A passkey. `signs_in_alone` where it needs no code beside it."""

    pk: int
    name: str
    added_at: datetime
    used_at: datetime | None
    signs_in_alone: bool


@dataclass(frozen=True, slots=True)
class Security:
    """All ways in of one account. `codes_left` is nothing where there are no recovery codes."""

    keys: tuple[Key, ...]
    app_since: datetime | None
    codes_left: int | None
    has_password: bool
    identities: tuple[Linked, ...]

    @property
    def has_factor(self) -> bool:
        """Whether a second step is asked for."""
        return bool(self.keys or self.app_since)

    @property
    def codes_run_low(self) -> bool:
        """Whether it is time for new recovery codes."""
        return self.codes_left is not None and self.codes_left < FEW


def security_of(person: User) -> Security:
    """Read it, in three queries at most, however many keys there are."""
    rows = list(Authenticator.objects.filter(user_id=person.pk).order_by("created_at", "pk"))
    by_type = {row.type: row for row in rows}
    app, codes = by_type.get(Authenticator.Type.TOTP), by_type.get(Authenticator.Type.RECOVERY_CODES)
    return Security(
        keys=tuple(_key(row) for row in rows if row.type == Authenticator.Type.WEBAUTHN),
        app_since=app.created_at if app else None,
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
        has_password=person.has_usable_password(),
        identities=linked_identities(person.pk),
    )


def _key(row: Authenticator) -> Key:
    wrapped = row.wrap()
    return Key(row.pk, wrapped.name, row.created_at, row.last_used_at, bool(wrapped.is_passwordless))
