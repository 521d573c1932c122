"""Signatures after Standard Webhooks 1.0.0: HMAC-SHA256 over identifier, time and body."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

PREFIX = "whsec_"
TOLERANCE = 300  # seconds between our clock and the receiver's


def fresh_secret() -> str:
    """A new secret: 32 random octets, as the standard writes them."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signature(secret: str, *, identifier: str, timestamp: int, body: str) -> str:
    """The value of the header `webhook-signature`."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    mac = hmac.new(key, f"{identifier}.{timestamp}.{body}".encode(), hashlib.sha256)
    return "v1," + base64.b64encode(mac.digest()).decode()


def is_signed(secret: str, *, identifier: str, timestamp: int, body: str, header: str, now: int) -> bool:
    """Whether a call is ours and fresh; what a receiver does, and our tests."""
    expected = signature(secret, identifier=identifier, timestamp=timestamp, body=body)
    fresh = abs(now - timestamp) <= TOLERANCE
    return fresh and any(hmac.compare_digest(expected, one) for one in header.split(" "))
