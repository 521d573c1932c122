"""Idempotency: a call repeated with the same key is answered as the first time, and does nothing.

After the IETF draft "The Idempotency-Key HTTP Header Field" (httpapi working group).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from hashlib import blake2b

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from hanse.accounts.tokens.models import Answer, Token

LONGEST_KEY = 100
HEADER = "Idempotency-Key"


class KeyMissing(Exception):
    """A call that writes has no idempotency key."""


class KeyReused(Exception):
    """The key was used for another call."""


def answered_once(
    request: HttpRequest, token: Token, act: Callable[[], HttpResponse], *, now: datetime
) -> HttpResponse:
    """Do `act` once for each key of a token, and give its answer again to whoever asks again.

    The answer is kept in the transaction of the act itself: either both are there or neither. Two calls at the same
    moment wait for each other at the unique key. Answers of 500 and above are not kept. Raises `KeyMissing` and
    `KeyReused`.
    """
    key = request.headers.get(HEADER, "")[: LONGEST_KEY + 1]
    if not key or len(key) > LONGEST_KEY:
        raise KeyMissing
    fingerprint = _fingerprint(request)
    there = _kept(token, key, fingerprint)
    if there is not None:
        return there
    try:
        with transaction.atomic():
            kept = Answer.objects.create(token=token, key=key, fingerprint=fingerprint, status=None, created_at=now)
            response = act()
            if response.status_code >= 400:
                # What was refused wrote nothing, and may be tried again with the same key.
                raise _Refused(response)
            kept.status, kept.body = response.status_code, response.content.decode()
            kept.save(update_fields=["status", "body"])
            return response
    except _Refused as refused:
        return refused.response
    except IntegrityError:
        there = _kept(token, key, fingerprint)
        if there is None:
            raise
        return there


class _Refused(Exception):
    def __init__(self, response: HttpResponse) -> None:
        self.response = response
        super().__init__()


def _kept(token: Token, key: str, fingerprint: str) -> HttpResponse | None:
    answer = Answer.objects.filter(token=token, key=key).first()
    if answer is None:
        return None
    if answer.fingerprint != fingerprint:
        raise KeyReused
    response = HttpResponse(answer.body, status=answer.status or 200, content_type="application/json; charset=utf-8")
    response.headers["Idempotent-Replayed"] = "true"
    return response


def _fingerprint(request: HttpRequest) -> str:
    digest = blake2b(f"{request.method} {request.get_full_path()}\n".encode(), digest_size=32)
    digest.update(request.body)
    return digest.hexdigest()
