"""Links for people without an account, signed for one registration and one purpose."""

from __future__ import annotations

from uuid import UUID

from django.core import signing

from hanse.calendar.registration.models import Registration
from hanse.ui.addresses import Addresses

JOIN = "hanse.registration.join"
FEEDBACK = "hanse.registration.feedback"


def join_address(registration: Registration, *, base_url: str) -> str:
    """Where somebody joins online, with a key that needs no account; for letters to the person alone."""
    key = signing.dumps(registration.uid.hex, salt=JOIN)
    return Addresses(base_url).to("day:join", registration.uid, query=f"key={key}")


def join_key_opens(key: str, registration: Registration) -> bool:
    """Whether a key is the one for this registration."""
    return _read(key, JOIN) == registration.uid


def feedback_address(registration: Registration, *, base_url: str) -> str:
    """Where somebody says what they thought."""
    return Addresses(base_url).to("day:feedback", signing.dumps(registration.uid.hex, salt=FEEDBACK))


def feedback_uid(token: str) -> UUID | None:
    """Whose link it is, to be asked whether it was used, and for nothing else."""
    return _read(token, FEEDBACK)


def _read(token: str, salt: str) -> UUID | None:
    try:
        return UUID(signing.loads(token, salt=salt))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
