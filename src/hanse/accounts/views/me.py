"""One's own account: who one is, under which address, what one agreed to, where one is signed in."""

from __future__ import annotations

from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hanse.accounts.actors import signature
from hanse.accounts.adapters.entering import set_choice
from hanse.accounts.forms.entering import SetPasswordForm
from hanse.accounts.forms.people import AddressForm, ProfileForm
from hanse.accounts.operations.addresses import SameAddress, ask_for_address, drop_address_change
from hanse.accounts.operations.consents import ACCOUNT, withdraw_consent
from hanse.accounts.operations.passwords import remove_password, set_password
from hanse.accounts.operations.people import revise_profile
from hanse.accounts.operations.sessions import end_other_sessions, end_session
from hanse.accounts.proofs import freshly_proven, signed_in
from hanse.accounts.queries.people import consents_of, open_change
from hanse.accounts.queries.sessions import sessions_of
from hanse.accounts.views.access import METHODS
from hanse.ui import clock
from hanse.ui.filters import whole_number
from hanse.ui.limits import limited, refused
from hanse.ui.middleware import ZONE_COOKIE
from hanse.ui.requests import Request


@signed_in
@METHODS
def me(request: Request) -> HttpResponseBase:
    """The profile as a form, and the way to everything else."""
    user: Any = request.user
    zone = user.zone or request.reader.zone
    spoken = user.language or (get_language() or "en").split("-")[0]
    initial = {"name": user.name, "addressed_as": user.addressed_as, "birth_on": user.birth_on}
    initial |= {"language": spoken, "zone": zone}
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=initial, today=clock.stamp().date())
    context = {"form": form, "change": open_change(user.pk), "consents": consents_of(user.pk), "account": ACCOUNT}
    if request.method != "POST":
        return render(request, "accounts/me.html", context)
    if not form.is_valid():
        return render(request, "accounts/me.html", context, status=422)
    changed = revise_profile(person=user.pk, values=form.cleaned_data, by=signature(user), now=clock.stamp())
    with override(form.cleaned_data["language"]):
        messages.success(request, _("Saved.") if changed else _("Nothing had changed."))
    response = redirect("accounts:me")
    set_choice(response, settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"])
    if form.cleaned_data["zone"]:
        set_choice(response, ZONE_COOKIE, form.cleaned_data["zone"])
    return response


@signed_in
@require_safe
def welcome(request: Request) -> HttpResponseBase:
    """After signing up: what one can do now."""
    return render(request, "accounts/welcome.html", {})


@limited("address", per_minute=10, only_sent=True)
@freshly_proven
@METHODS
def address(request: Request) -> HttpResponseBase:
    """Ask for another e-mail address, or drop the wish."""
    user: Any = request.user
    if request.method == "POST" and "drop" in request.POST:
        drop_address_change(person=user.pk, by=signature(user), now=clock.stamp())
        messages.success(request, _("The address stays as it is."))
        return redirect("accounts:me")
    form = AddressForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "change": open_change(user.pk)}
    if request.method != "POST":
        return render(request, "accounts/address.html", context)
    if not form.is_valid():
        return render(request, "accounts/address.html", context, status=422)
    email = form.cleaned_data["email"]
    if not ratelimit.consume(request, action="request_login_code", key=email.lower()):
        return refused(request, 60)
    try:
        ask_for_address(person=user.pk, email=email, by=signature(user), now=clock.stamp())
    except SameAddress:
        form.add_error("email", _("This is your address already."))
        return render(request, "accounts/address.html", context, status=422)
    messages.success(
        request, _("A link is on its way to %(email)s. The address changes when you open it.") % {"email": email}
    )
    return redirect("accounts:me")


@limited("password", per_minute=10, only_sent=True)
@freshly_proven
@METHODS
def password(request: Request) -> HttpResponseBase:
    """Set, change or remove the password."""
    user: Any = request.user
    own = {"person": user.pk, "session": request.session.session_key or "", "by": signature(user), "now": clock.stamp()}
    if request.method == "POST" and "remove" in request.POST:
        update_session_auth_hash(request, remove_password(**own))
        messages.success(
            request, _("The password is removed. You sign in by a code, a passkey or your city's provider.")
        )
        return redirect("mfa_index")
    form = SetPasswordForm(request.POST if request.method == "POST" else None, person=user)
    context = {"form": form, "has_password": user.has_usable_password()}
    if request.method != "POST":
        return render(request, "accounts/password.html", context)
    if not form.is_valid():
        return render(request, "accounts/password.html", context, status=422)
    update_session_auth_hash(request, set_password(password=form.cleaned_data["password"], **own))
    messages.success(request, _("The password is set. Sessions in other browsers have ended."))
    return redirect("mfa_index")


@signed_in
@METHODS
def sessions(request: Request) -> HttpResponseBase:
    """Where one is signed in; one of them, or all others, can be ended."""
    user: Any = request.user
    here, now = request.session.session_key or "", clock.stamp()
    if request.method == "POST":
        if "others" in request.POST:
            count = end_other_sessions(person=user.pk, but=here, by=signature(user), now=now)
        else:
            pk = whole_number(request.POST.get("session", "")) or 0
            count = int(end_session(person=user.pk, session=pk, by=signature(user), now=now))
        says = _("Signed out there.") if count else _("There was nothing to end any more.")
        messages.success(request, says)
        return redirect("accounts:sessions")
    return render(request, "accounts/sessions.html", {"sessions": sessions_of(user.pk, here=here, now=now)})


@signed_in
@require_POST
def consent_withdrawn(request: Request) -> HttpResponseBase:
    """Take a consent back. That to the account itself ends with the account."""
    user: Any = request.user
    purpose = request.POST.get("purpose", "")
    if purpose != ACCOUNT:
        withdraw_consent(purpose=purpose, person=user.pk, by=signature(user), now=clock.stamp())
        messages.success(request, _("Your consent is withdrawn from now on."))
    return redirect("accounts:me")
