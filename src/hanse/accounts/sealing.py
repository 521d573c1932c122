"""Secrets that have to be read again (keys of authenticator apps, client secrets) lie sealed in the database.

Whoever gets hold of a copy of the database alone can do nothing with them; the key comes from `HANSE_SECRET_KEY`.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

_PERSON = b"hanse.accounts"  # the key is of use for nothing else, whatever else is made from the same secret


class Unreadable(Exception):
    """The text was sealed with another key, or is damaged."""


def seal(text: str) -> str:
    """A text that only this installation can read."""
    return urlsafe_b64encode(_box().encrypt(text.encode())).decode("ascii")


def unseal(sealed: str) -> str:
    """The text again; raises `Unreadable`."""
    try:
        return _box().decrypt(urlsafe_b64decode(sealed)).decode()
    except (CryptoError, ValueError) as fault:
        raise Unreadable("HANSE_SECRET_KEY is not the one that this was sealed with.") from fault


def _box() -> SecretBox:
    key = blake2b(settings.SECRET_KEY.encode(), digest_size=SecretBox.KEY_SIZE, person=_PERSON).digest()
    return SecretBox(key)
