"""The page of ways in, and second factors added and removed. Each is allauth's view with our guard before it."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as apps
from allauth.mfa.webauthn import views as keys
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_safe

from hanse.accounts.models import User
from hanse.accounts.proofs import freshly_proven, signed_in
from hanse.accounts.queries.identities import providers
from hanse.accounts.queries.security import security_of
from hanse.accounts.views.access import METHODS, Unprocessable
from hanse.ui.limits import limited

AFTER = "accounts.after_factor"


@signed_in
@require_safe
def security(request: HttpRequest) -> HttpResponseBase:
    """All ways in of one's account."""
    user: Any = request.user
    found = security_of(user)
    linked = {one.provider for one in found.identities}
    domain = user.email.rpartition("@")[2]
    offered = [one for one in providers() if one.key not in linked and domain in one.domains]
    context = {
        "security": found,
        "offered": offered,
        "names_host": _names_host(request),
        "named": _named(request),
        "held_back": user.is_held_back,
    }
    return render(request, "accounts/security.html", context)


@signed_in
@METHODS
def factor_needed(request: HttpRequest) -> HttpResponseBase:
    """For the secretariat: nothing opens before a second factor is set up, or shown."""
    user: User = request.user  # type: ignore[assignment]  # `signed_in` has seen to it
    following = get_next_redirect_url(request) or "/"
    if not user.is_held_back:
        return redirect(following)
    request.session[AFTER] = following
    context = {"security": security_of(user), "names_host": _names_host(request), "named": _named(request)}
    return render(request, "accounts/factor_needed.html", context)


class _ShowsCodes:
    """The recovery codes that are made with the first factor are shown at once."""

    did_generate_recovery_codes: bool

    def get_success_url(self) -> str:
        """To the codes, or back to the ways in."""
        return reverse("mfa_view_recovery_codes" if self.did_generate_recovery_codes else "mfa_index")


class AddApp(Unprocessable, _ShowsCodes, apps.ActivateTOTPView):  # type: ignore[misc]  # allauth has no types
    """An authenticator app: its QR code, and the first code it shows."""


class RemoveApp(apps.DeactivateTOTPView):  # type: ignore[misc]  # allauth has no types
    """The app goes."""


class ShowCodes(codes.ViewRecoveryCodesView):  # type: ignore[misc]  # allauth has no types
    """Recovery codes, in plain words once."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """And where to go on."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "following": self.request.session.pop(AFTER, "")}


class RenewCodes(Unprocessable, codes.GenerateRecoveryCodesView):  # type: ignore[misc]  # allauth has no types
    """New recovery codes in the place of the old ones."""


class AddKey(Unprocessable, _ShowsCodes, keys.AddWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """A passkey: the browser makes it, the page sends it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the form that failed, where one did; allauth's own loses it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = context["js_data"]["creation_options"]["publicKey"]["authenticatorSelection"]
        options["residentKey"] = "preferred"  # the device decides whether the key can sign in alone
        return {**context, **kwargs, "names_host": _names_host(self.request), "named": _named(self.request)}


class RemoveKey(keys.RemoveWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """A passkey goes."""

    success_url = reverse_lazy("mfa_index")


class RenameKey(Unprocessable, keys.EditWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """A passkey gets another name."""

    success_url = reverse_lazy("mfa_index")


def _names_host(request: HttpRequest) -> bool:
    """Whether the site is reached by a name: browsers keep passkeys for names, not for numbers."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    return not host.replace(".", "").isdecimal() and not host.startswith("[")


def _named(request: HttpRequest) -> str:
    """The same site by a name; only machines of one's own are reached by numbers."""
    port = request.get_host().rpartition("]")[2].partition(":")[2]
    return f"{request.scheme}://localhost{f':{port}' if port else ''}"


add_app = limited("factor", per_minute=30, only_sent=True)(freshly_proven(AddApp.as_view()))
remove_app = freshly_proven(RemoveApp.as_view())
show_codes = freshly_proven(ShowCodes.as_view())
renew_codes = limited("factor", per_minute=30, only_sent=True)(freshly_proven(RenewCodes.as_view()))
add_key = limited("factor", per_minute=30, only_sent=True)(freshly_proven(AddKey.as_view()))
remove_key = freshly_proven(RemoveKey.as_view())
rename_key = freshly_proven(RenameKey.as_view())
