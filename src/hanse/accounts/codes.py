"""A code sent by e-mail that has to be typed in the same browser: for signing up, and for showing who one is again.

The code lies in the session, never in the page; it is good for 15 minutes and five attempts. Signing in by a code is
allauth's own, which does the same.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.internal.cryptokit import compare_user_code
from django.conf import settings
from django.http import HttpRequest

ATTEMPTS = 5
RESENDS = 3


@dataclass(slots=True)
class Code:
    """What a session remembers of a code; `values` is whatever goes with it."""

    place: str
    email: str
    secret: str
    at: float
    attempts: int
    resends: int
    values: dict[str, Any]

    @property
    def can_resend(self) -> bool:
        """Whether another mail may be asked for."""
        return self.resends < RESENDS


def begin(request: HttpRequest, place: str, email: str, values: dict[str, Any]) -> Code:
    """A new code in the place of an old one."""
    code = Code(place, email, get_adapter().generate_login_code(), time.time(), 0, 0, values)
    _keep(request, code)
    return code


def renew(request: HttpRequest, code: Code) -> Code:
    """Another code for the same purpose."""
    code.secret, code.at = get_adapter().generate_login_code(), time.time()
    code.attempts, code.resends = 0, code.resends + 1
    _keep(request, code)
    return code


def pending(request: HttpRequest, place: str) -> Code | None:
    """The code that is waited for, while it is good."""
    kept = request.session.get(place)
    code = Code(**kept) if isinstance(kept, dict) else None
    if code and time.time() - code.at > settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT:
        drop(request, place)
        return None
    return code


def matches(request: HttpRequest, code: Code, given: str) -> bool:
    """Whether this is it. After five that are not, the code is gone."""
    if compare_user_code(actual=given, expected=code.secret):
        drop(request, code.place)
        return True
    code.attempts += 1
    if code.attempts >= ATTEMPTS:
        drop(request, code.place)
    else:
        _keep(request, code)
    return False


def drop(request: HttpRequest, place: str) -> None:
    """Forget it."""
    request.session.pop(place, None)


def _keep(request: HttpRequest, code: Code) -> None:
    request.session[code.place] = {name: getattr(code, name) for name in Code.__slots__}
