"""Signing up. Whoever has an account already sees the same pages, and is signed in to it by the same code."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from hanse.accounts import codes
from hanse.accounts.adapters.entering import REMEMBER
from hanse.accounts.consent_texts import account_text, language
from hanse.accounts.forms.entering import JoinForm, TypedCodeForm
from hanse.accounts.mails import send_mail_soon
from hanse.accounts.models import User
from hanse.accounts.operations.joining import join
from hanse.accounts.queries.identities import provider_for
from hanse.accounts.queries.people import person_at
from hanse.accounts.views.access import METHODS
from hanse.ui import clock
from hanse.ui.limits import limited, refused

PLACE = "accounts.join"


@limited("sign up", per_minute=20, only_sent=True)
@never_cache
@METHODS
def signup(request: HttpRequest) -> HttpResponseBase:
    """Name, address, consent; then a code to that address, whoever has it."""
    if request.user.is_authenticated:
        return redirect(get_next_redirect_url(request) or "accounts:me")
    form = JoinForm(
        request.POST if request.method == "POST" else None, initial={"email": request.GET.get("email", "")[:254]}
    )
    context = {"form": form, "text": account_text(), "next": get_next_redirect_url(request) or ""}
    if request.method != "POST":
        return render(request, "accounts/signup.html", context)
    if not form.is_valid():
        return render(request, "accounts/signup.html", context, status=422)
    email = form.cleaned_data["email"].lower()
    if not ratelimit.consume(request, action="request_login_code", key=email):
        return refused(request, 60)
    provider = provider_for(email)
    if provider and provider.is_only_way:
        return redirect("accounts:identity", provider.key)
    values = {"name": form.cleaned_data["name"], "text": account_text(), "language": language()}
    _send(codes.begin(request, PLACE, email, values))
    return redirect(_with_next(request, reverse("accounts:signup-code")))


@limited("answer with a code", per_minute=30, only_sent=True)
@never_cache
@METHODS
def signup_code(request: HttpRequest) -> HttpResponseBase:
    """The code: it makes the account, or signs in to the one that is there."""
    code = codes.pending(request, PLACE)
    if request.user.is_authenticated or code is None:
        return redirect("account_signup")
    form = TypedCodeForm(request.POST if request.method == "POST" and "resend" not in request.POST else None)
    context = {"form": form, "email": code.email, "can_resend": code.can_resend}
    if request.method == "POST" and "resend" in request.POST:
        return _resend(request, code)
    if request.method != "POST":
        return render(request, "accounts/signup_code.html", context)
    if form.is_valid():
        person = person_at(code.email)
        right = codes.matches(request, code, form.cleaned_data["code"])
        if right and (person is None or person.is_active):
            return _let_in(request, code)
        form.add_error("code", get_adapter().error_messages["incorrect_code"])
        if codes.pending(request, PLACE) is None:
            return render(request, "accounts/signup_over.html", {}, status=422)
    return render(request, "accounts/signup_code.html", context, status=422)


def _let_in(request: HttpRequest, code: codes.Code) -> HttpResponseBase:
    person = join(
        email=code.email,
        name=code.values["name"],
        language=code.values["language"],
        text=code.values["text"],
        text_language=code.values["language"],
        now=clock.stamp(),
    )
    request.session[REMEMBER] = "remember" in request.POST
    record_authentication(request, person, method="code", email=code.email)
    url = get_next_redirect_url(request) or reverse("accounts:welcome")
    response: HttpResponse = perform_login(request, person, redirect_url=url, email=code.email)
    return response


def _resend(request: HttpRequest, code: codes.Code) -> HttpResponseBase:
    allowed = code.can_resend and ratelimit.consume(request, action="request_login_code", key=code.email)
    if not allowed:
        return refused(request, 60)
    _send(codes.renew(request, code))
    return redirect(_with_next(request, reverse("accounts:signup-code")))


def _send(code: codes.Code) -> None:
    """The same work for every address; only the words of the mail differ, and only its reader sees them."""
    person: User | None = person_at(code.email)
    values: dict[str, Any] = {"code": code.secret, "person": person, "name": code.values["name"]}
    chosen = person.language if person and person.language else code.values["language"]
    send_mail_soon(template="accounts/mail/join", to=code.email, language=chosen, values=values)


def _with_next(request: HttpRequest, url: str) -> str:
    following = get_next_redirect_url(request)
    return f"{url}?{urlencode({'next': following})}" if following else url
