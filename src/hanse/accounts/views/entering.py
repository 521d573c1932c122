"""Signing in: an address, then a code, a passkey, a password, or the city's own provider; then the second factor."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account import views as allauth
from allauth.account.internal.stagekit import clear_login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base import views as factors
from allauth.mfa.webauthn import views as keys
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from hanse.accounts.adapters.entering import REMEMBER
from hanse.accounts.queries.identities import provider_for
from hanse.accounts.queries.people import person_by_key
from hanse.accounts.views.access import Unprocessable
from hanse.ui.limits import limited

HINT = "accounts.hint"


class _BeginsAnew:
    """The way in always starts from its beginning, so that “another address” is never a circle."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> HttpResponseBase | None:
        clear_login(request)
        return None


class Enter(_BeginsAnew, Unprocessable, allauth.RequestLoginCodeView):  # type: ignore[misc]  # allauth has no types
    """The address; where its domain has a provider of its own, that is the way."""

    def form_valid(self, form: Any) -> HttpResponseBase:
        """On to the code or the provider. The domain alone decides, so that nothing is told of the address."""
        self.request.session[REMEMBER] = form.cleaned_data["remember"]
        email = form.cleaned_data["email"]
        provider = provider_for(email)
        if provider and (provider.is_only_way or "code" not in self.request.POST):
            self.request.session[HINT] = email
            next_url = get_next_redirect_url(self.request)
            query = f"?{urlencode({'next': next_url})}" if next_url else ""
            return redirect(reverse("accounts:identity", args=[provider.key]) + query)
        response: HttpResponseBase = super().form_valid(form)
        return response


class EnterCode(Unprocessable, allauth.ConfirmLoginCodeView):  # type: ignore[misc]  # allauth has no types
    """The code."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """For an address that nobody has, the same is read from the database as for others, so that time tells nothing."""
        if self.stage.login.user is None:
            person_by_key(0)
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return kwargs


class EnterPassword(_BeginsAnew, Unprocessable, allauth.LoginView):  # type: ignore[misc]  # allauth has no types
    """Address and password, for those who have set one."""

    template_name = "accounts/password_login.html"

    def form_valid(self, form: Any) -> HttpResponseBase:
        """On to the second factor, or in."""
        self.request.session[REMEMBER] = form.cleaned_data["remember"]
        response: HttpResponseBase = super().form_valid(form)
        return response


class EnterKey(_BeginsAnew, keys.LoginWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """A passkey that signs in alone. Its page is the way in; this hands out the challenge and takes the answer."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Remember the choice that stands on the page of the way in."""
        request.session[REMEMBER] = "remember" in request.POST
        response: HttpResponseBase = super().post(request, *args, **kwargs)
        return response


class EnterFactor(factors.AuthenticateView):  # type: ignore[misc]  # allauth has no types
    """The second step."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form again, with its sentences."""
        response: HttpResponse = super().form_invalid(form)
        response.status_code = 422
        return response


# allauth counts what is tried with addresses that somebody has; this counts the rest, from one place.
enter = limited("ask for a code", per_minute=30, only_sent=True)(Enter.as_view())
enter_code = limited("answer with a code", per_minute=30, only_sent=True)(EnterCode.as_view())
enter_password = limited("password", per_minute=30, only_sent=True)(EnterPassword.as_view())
enter_key = limited("passkey", per_minute=60)(EnterKey.as_view())
enter_factor = limited("second factor", per_minute=30, only_sent=True)(EnterFactor.as_view())
