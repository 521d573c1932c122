"""What links by e-mail open. Only a button uses them up: mail scanners open links, but press nothing."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.logout import logout
from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hanse.accounts.consent_texts import account_text, language
from hanse.accounts.forms.people import AcceptForm
from hanse.accounts.models import User
from hanse.accounts.operations.addresses import CONFIRM, STOP, AddressTaken, confirm_address, stop_address
from hanse.accounts.operations.addresses import key_in as change_key
from hanse.accounts.operations.entering import use_sign_in_link, whom_link_lets_in
from hanse.accounts.operations.invitations import PURPOSE as INVITATION
from hanse.accounts.operations.invitations import accept_invitation
from hanse.accounts.operations.invitations import key_in as invitation_key
from hanse.accounts.operations.links import LinkForeign, LinkRefused, look_at_link, read_link
from hanse.accounts.queries.invitations import change_to_confirm, invitation_to_read
from hanse.accounts.views.access import METHODS, refused
from hanse.ui import clock
from hanse.ui.limits import limited


@limited("link", per_minute=60)
@never_cache
@METHODS
def link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Sign in by a link that an operator made with `hanse link`."""
    try:
        user = read_link(token=token)
    except LinkRefused as fault:
        return refused(request, fault)
    if request.method == "POST":
        return _let_in(request, user)
    return render(request, "accounts/link.html", {"person": user})


@limited("link", per_minute=60)
@never_cache
@METHODS
def sign_in_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Sign in by a link that an administrator had sent."""
    try:
        if request.method == "POST":
            return _let_in(request, use_sign_in_link(token=token, now=clock.stamp()))
        return render(request, "accounts/link.html", {"person": whom_link_lets_in(token=token, now=clock.stamp())})
    except LinkRefused as fault:
        return refused(request, fault)


@limited("link", per_minute=60)
@never_cache
@METHODS
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Read an invitation, and accept it."""
    now = clock.stamp()
    try:
        found = invitation_to_read(invitation_key(look_at_link(purpose=INVITATION, token=token, now=now).about))
        form = AcceptForm(request.POST if request.method == "POST" else None, initial={"name": found.name})
        context = {"invitation": found, "form": form, "text": account_text()}
        if request.method != "POST":
            return render(request, "accounts/invitation.html", context)
        if not form.is_valid():
            return render(request, "accounts/invitation.html", context, status=422)
        person, _found = accept_invitation(
            token=token, name=form.cleaned_data["name"], text=account_text(), text_language=language(), now=now
        )
    except LinkRefused as fault:
        return refused(request, fault, invitation=True)
    return _let_in(request, person)


@limited("link", per_minute=60)
@never_cache
@METHODS
def address_confirm(request: HttpRequest, token: str) -> HttpResponseBase:
    """Confirm another e-mail address, from its own mailbox."""
    now = clock.stamp()
    try:
        change = change_to_confirm(change_key(look_at_link(purpose=CONFIRM, token=token, now=now).about))
        if request.user.is_authenticated and request.user.pk != change.person_id:
            raise LinkForeign
        if request.method != "POST":
            return render(request, "accounts/address_confirm.html", {"change": change})
        confirm_address(token=token, session=request.session.session_key or "", now=now)
    except LinkRefused as fault:
        return refused(request, fault)
    except AddressTaken:
        says = _("Somebody else has taken this address since. Yours stays as it is.")
        return render(request, "accounts/address_confirm.html", {"change": change, "fault": says}, status=409)
    messages.success(request, _("Your address is %(email)s now.") % {"email": change.email})
    return redirect("accounts:me" if request.user.is_authenticated else "account_login")


@limited("link", per_minute=60)
@never_cache
@METHODS
def address_stop(request: HttpRequest, token: str) -> HttpResponseBase:
    """Stop a change of address, from the old mailbox."""
    now = clock.stamp()
    try:
        change = change_to_confirm(change_key(look_at_link(purpose=STOP, token=token, now=now).about))
        if request.method != "POST":
            return render(request, "accounts/address_stop.html", {"change": change})
        stop_address(token=token, now=now)
    except LinkRefused as fault:
        return refused(request, fault)
    messages.success(
        request, _("The address stays as it is, and all sessions of the account have ended. Sign in again.")
    )
    return redirect("account_login")


def _let_in(request: HttpRequest, person: User) -> HttpResponseBase:
    """Sign somebody in whose mailbox or operator has vouched for them; a second factor is asked for all the same."""
    if request.user.is_authenticated:
        logout(request, show_message=False)
    record_authentication(request, person, method="link")
    response: HttpResponse = perform_login(request, person)
    return response
