"""Showing who one is again before something that matters, by whatever the account has."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from allauth.mfa.base import views as factors
from allauth.mfa.webauthn import views as keys
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from hanse.accounts import codes
from hanse.accounts.forms.entering import TypedCodeForm
from hanse.accounts.mails import send_mail_soon
from hanse.accounts.proofs import signed_in
from hanse.accounts.views.access import Unprocessable
from hanse.ui.limits import limited, refused

PLACE = "accounts.prove"


class ByPassword(Unprocessable, allauth.ReauthenticateView):  # type: ignore[misc]  # allauth has no types
    """The password once more."""


class ByFactor(Unprocessable, factors.ReauthenticateView):  # type: ignore[misc]  # allauth has no types
    """A code of the app, or a recovery code."""


class ByKey(keys.ReauthenticateWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """A passkey."""

    def form_invalid(self, form: Any) -> HttpResponseBase:
        """Again, on the same page."""
        response: HttpResponseBase = self.render_to_response(self.get_context_data(form=form), status=422)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the form that failed, where one did; allauth's own loses it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, **kwargs}


class ByCode(Unprocessable, allauth.BaseReauthenticateView):  # type: ignore[misc]  # allauth has no types
    """A code by e-mail, for accounts that have nothing else."""

    form_class = TypedCodeForm
    template_name = "accounts/prove_code.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send a code, or take one."""
        if "send" in request.POST:
            return self._send(request)
        response: HttpResponseBase = super().post(request, *args, **kwargs)
        return response

    def form_valid(self, form: Any) -> HttpResponseBase:
        """On with what was interrupted."""
        code = codes.pending(self.request, PLACE)
        if code is None:
            form.add_error(None, _("There is no code to compare with any more. Have a new one sent."))
            return self.form_invalid(form)
        if not codes.matches(self.request, code, form.cleaned_data["code"]):
            form.add_error("code", _("This is not the code. Look at the newest mail, and type it again."))
            return self.form_invalid(form)
        record_authentication(self.request, self.request.user, method="code", reauthenticated=True)
        response: HttpResponseBase = super().form_valid(form)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether a code is on its way."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "code": codes.pending(self.request, PLACE)}

    def _send(self, request: HttpRequest) -> HttpResponseBase:
        user: Any = request.user
        if not ratelimit.consume(request, action="request_login_code", key=user.email):
            return refused(request, 60)
        code = codes.begin(request, PLACE, user.email, {})
        send_mail_soon(
            template="account/email/login_code", to=user.email, language=user.language, values={"code": code.secret}
        )
        next_url = get_next_redirect_url(request)
        query = f"?{urlencode({'next': next_url})}" if next_url else ""
        return redirect(reverse("accounts:prove-code") + query)


by_password = limited("prove", per_minute=30, only_sent=True)(signed_in(ByPassword.as_view()))
by_factor = limited("prove", per_minute=30, only_sent=True)(signed_in(ByFactor.as_view()))
by_key = limited("prove", per_minute=30, only_sent=True)(signed_in(ByKey.as_view()))
by_code = limited("prove", per_minute=30, only_sent=True)(signed_in(ByCode.as_view()))
