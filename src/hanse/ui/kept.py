"""Forms that somebody sent while signed out: kept until they have signed in again, so that nothing typed is lost.

A session ends while a form is open, and the form is then refused. What was typed is sealed with a key that goes to the
browser in a cookie and nowhere else; the server keeps what it cannot read, for two hours. Signing in leads to a page
that sends it on.

Forms with a preview are kept in the same way while somebody goes back and forth, so that no page of theirs is the answer
to a POST, which a browser could not show again without asking.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import reverse
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from hanse.ui import clock
from hanse.ui.errors import sign_in_and_go_on
from hanse.ui.limits import is_within

COOKIE = "kept"
OPEN_COOKIE = "open-forms"
SECONDS = 2 * 3600
MOST_CHARACTERS = 200_000
MOST_FIELDS = 2_000
PER_MINUTE = 20
# Never kept: proofs of origin and whatever opens an account.
_SECRET = ("csrfmiddlewaretoken", "password", "passcode", "otp", "secret", "token")


@dataclass(frozen=True, slots=True)
class KeptForm:
    """What was sent, where to, and when; `had_files` says that files came along, which are not kept."""

    path: str
    fields: tuple[tuple[str, str], ...]
    at: datetime
    had_files: bool

    @property
    def returns(self) -> bool:
        """Whether the form can be shown again as it was sent, rather than be sent on at once."""
        return any(name == "returns" for name, _ in self.fields)

    @property
    def written(self) -> list[tuple[str, str]]:
        """What is worth reading of it: the fields that say something."""
        return [(name, value) for name, value in self.fields if value.strip() and not name.endswith("_FORMS")]


def fields_of(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """All fields of a sent form that may be kept, as often as they stand there."""
    pairs = ((name, str(value)) for name, values in request.POST.lists() for value in values)
    own = ("code", "kept")
    return tuple(pair for pair in pairs if pair[0] not in own and not any(w in pair[0].lower() for w in _SECRET))


def keep(request: HttpRequest) -> str:
    """Keep a sent form; the value of the cookie that opens it, or nothing where it is empty or too large."""
    fields = fields_of(request)
    if not _is_of_a_size_to_keep(fields):
        return ""
    if not is_within("keep a form", request, per_minute=PER_MINUTE):
        return ""
    form = KeptForm(request.get_full_path(), fields, clock.stamp(), bool(request.FILES))
    place, key = secrets.token_urlsafe(12), secrets.token_bytes(SecretBox.KEY_SIZE)
    plain = json.dumps({**asdict(form), "at": form.at.isoformat()}).encode()
    cache.set(_place(place), bytes(SecretBox(key).encrypt(plain)), SECONDS)
    return f"{place}.{base64.urlsafe_b64encode(key).decode()}"


def kept_form(request: HttpRequest) -> KeptForm | None:
    """The form that this browser can open, if there is one."""
    place, _, key = request.COOKIES.get(COOKIE, "").partition(".")
    sealed = cache.get(_place(place)) if key else None
    if sealed is None:
        return None
    try:
        found = json.loads(SecretBox(base64.urlsafe_b64decode(key)).decrypt(sealed))
    except (CryptoError, ValueError, TypeError):
        return None
    fields = tuple((name, value) for name, value in found["fields"])
    return KeptForm(found["path"], fields, datetime.fromisoformat(found["at"]), found["had_files"])


def _place(place: str) -> str:
    return f"kept:{place}"


def _is_of_a_size_to_keep(fields: Sequence[tuple[str, str]]) -> bool:
    size = sum(len(name) + len(value) for name, value in fields)
    return bool(fields) and size <= MOST_CHARACTERS and len(fields) <= MOST_FIELDS


def keep_open(request: HttpRequest, response: HttpResponse) -> bool:
    """Keep the form just sent for its address, so that a GET of that address can fill it in again.

    `False` where it is too large to be kept. `response` takes the key to the browser. The address is the path and what
    stands in it as `key`; others who sign in in the same browser do not get at it.
    """
    fields = fields_of(request)
    if not _is_of_a_size_to_keep(fields):
        return False
    key = _open_key(request) or secrets.token_bytes(SecretBox.KEY_SIZE)
    cache.set(_open_place(request), bytes(SecretBox(key).encrypt(json.dumps(fields).encode())), SECONDS)
    _hand_over(response, base64.urlsafe_b64encode(key).decode(), name=OPEN_COOKIE)
    return True


def open_form(request: HttpRequest) -> QueryDict | None:
    """What is kept for this address, as it was sent."""
    key = _open_key(request)
    sealed = cache.get(_open_place(request)) if key else None
    if not key or sealed is None:
        return None
    try:
        fields = json.loads(SecretBox(key).decrypt(sealed))
    except (CryptoError, ValueError):
        return None
    data = QueryDict(mutable=True)
    for name, value in fields:
        data.appendlist(name, value)
    return data


def forget_open(request: HttpRequest) -> None:
    """Once it is written, or thrown away."""
    cache.delete(_open_place(request))


def _open_key(request: HttpRequest) -> bytes:
    try:
        key = base64.urlsafe_b64decode(request.COOKIES.get(OPEN_COOKIE, ""))
    except ValueError:
        return b""
    return key if len(key) == SecretBox.KEY_SIZE else b""


def _open_place(request: HttpRequest) -> str:
    user: Any = request.user
    named = f"{user.pk} {request.path} {request.GET.get('key', '')}"
    return f"open:{blake2b(named.encode(), digest_size=16).hexdigest()}"


def way_in() -> str:
    """The address of the sign-in page that leads back to what is kept."""
    return resolve_url(settings.LOGIN_URL) + "?" + urlencode({"next": reverse("ui:kept")})


class KeptFormMiddleware:
    """Keeps what somebody sends while signed out, wherever a view refuses it or asks them to sign in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Look at answers that lead to the sign-in page, and forget what has arrived."""
        response = self.get_response(request)
        if response.status_code == 302 and _asks_to_sign_in(response) and _is_refused_form(request):
            value = keep(request)
            if value:
                response.headers["Location"] = way_in()
                _hand_over(response, value)
        elif request.method == "POST" and "kept" in request.POST and response.status_code < 400:
            place = request.COOKIES.get(COOKIE, "").partition(".")[0]
            cache.delete(_place(place))
            response.delete_cookie(COOKIE, samesite="Lax")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal of a form that somebody sent while signed out."""
        if not isinstance(exception, PermissionDenied) or not _is_refused_form(request):
            return None
        value = keep(request)
        if not value:
            return None
        response = sign_in_and_go_on(request, str(exception), way_in(), had_files=bool(request.FILES))
        _hand_over(response, value)
        return response


def _is_refused_form(request: HttpRequest) -> bool:
    forms = ("application/x-www-form-urlencoded", "multipart/form-data")
    user: Any = getattr(request, "user", None)
    signed_out = user is not None and not user.is_authenticated
    is_part = request.headers.get("HX-Request") == "true"
    # What is sent to sign in asks for nothing but that; it is no form that anybody wants back.
    signs_in = request.path.startswith(resolve_url(settings.LOGIN_URL))
    return request.method == "POST" and request.content_type in forms and signed_out and not is_part and not signs_in


def _asks_to_sign_in(response: HttpResponseBase) -> bool:
    return urlsplit(response.headers.get("Location", "")).path == resolve_url(settings.LOGIN_URL)


def _hand_over(response: HttpResponseBase, value: str, *, name: str = COOKIE) -> None:
    response.set_cookie(
        name, value, max_age=SECONDS, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
