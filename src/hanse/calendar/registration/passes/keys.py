"""Keys of the room, each derived from the house's one secret for one purpose."""

from __future__ import annotations

import hashlib
import hmac
from functools import cache

from django.conf import settings
from nacl.signing import SigningKey, VerifyKey

SALT = b"hanse.calendar.registration"
TICKETS = "tickets 1"


def hkdf(secret: bytes, *, salt: bytes, info: bytes, length: int = 32) -> bytes:
    """HKDF with SHA-256 (RFC 5869): extract, then expand. `length` is in octets, at most 255 × 32."""
    inner = hmac.digest(salt or bytes(hashlib.sha256().digest_size), secret, "sha256")
    made, block = b"", b""
    for number in range(1, -(-length // 32) + 1):
        block = hmac.digest(inner, block + info + bytes([number]), "sha256")
        made += block
    return made[:length]


def signing_key() -> SigningKey:
    """The Ed25519 key (RFC 8032) that signs tickets. Whoever has the house's secret has it, and nobody else."""
    return _signing_key(settings.SECRET_KEY)


def public_keys() -> tuple[VerifyKey, ...]:
    """The keys that tickets may be signed with: the present one, and those of secrets that were retired lately.

    Retired secrets stand in `SECRET_KEY_FALLBACKS`, so that a ticket printed yesterday still opens the door.
    """
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return tuple(_signing_key(secret).verify_key for secret in secrets)


@cache
def _signing_key(secret: str) -> SigningKey:
    return SigningKey(hkdf(secret.encode(), salt=SALT, info=TICKETS.encode()))
