"""Links from e-mails, for people without an account: good ones, old ones, and somebody else's."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hanse.calendar.registration.choices import State
from hanse.calendar.registration.forms.registering import LinkForm
from hanse.calendar.registration.links import LinkRefused, Named, read_confirm_token, read_page_token
from hanse.calendar.registration.models import Registration
from hanse.calendar.registration.operations.registering import confirm_address
from hanse.calendar.registration.operations.resending import send_links
from hanse.calendar.registration.queries.page import find_registration
from hanse.calendar.registration.refusals import Refused
from hanse.calendar.registration.views.access import BY_LINK, by_of, grant, times
from hanse.members.acting import ActingRequest
from hanse.ui.limits import limited

METHODS = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
def link(request: ActingRequest, token: str) -> HttpResponse:
    """Open a registration by the link of its e-mail."""
    try:
        row = _row(read_page_token(token))
    except LinkRefused as refusal:
        return _refuse(request, refusal)
    if row.person_id is not None:
        # It belongs to an account by now, which knows its owner better than a link does.
        return _to(request, row.uid)
    grant(request, row.uid)
    return redirect("registration:page", row.uid)


@never_cache
@METHODS
def confirm(request: ActingRequest, token: str) -> HttpResponse:
    """Say that an address is one's own. Only the button does it: mail scanners open links, but press nothing."""
    try:
        row = _row(read_confirm_token(token))
    except LinkRefused as refusal:
        return _refuse(request, refusal)
    if row.state != State.DRAFT:
        messages.info(request, _("This was confirmed before; here is your registration."))
        grant(request, row.uid)
        return _to(request, row.uid) if row.person_id is not None else redirect("registration:page", row.uid)
    context = {"row": row, "activity": row.intake.activity, "current_year": row.intake.activity.year}
    if request.method != "POST":
        return render(request, "calendar/registration/confirm.html", context)
    try:
        taken = confirm_address(uid=row.uid, by=BY_LINK, **times(request))
    except Refused as refusal:
        return render(request, "calendar/registration/confirm.html", {**context, "fault": refusal.sentence}, status=409)
    grant(request, taken.registration.uid)
    if not taken.is_new:
        messages.info(request, _("You are registered already; this is it."))
    found = taken.registration
    if found.person_id is not None and not request.user.is_authenticated:
        # The page of an account opens for its owner alone; what happened is said here.
        done = {**context, "row": found, "is_done": True, "state": State(found.state)}
        return render(request, "calendar/registration/confirm.html", done)
    return redirect("registration:page", found.uid)


@METHODS
@limited("registration-links", per_minute=10)
def ask_again(request: ActingRequest) -> HttpResponse:
    """Send somebody their links anew. Whether the address is known here, the answer is the same."""
    form = LinkForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return render(request, "calendar/registration/ask_again.html", {"form": form})
    if not form.is_valid():
        return render(request, "calendar/registration/ask_again.html", {"form": form}, status=422)
    send_links(email=form.cleaned_data["email"], by=by_of(request), now=times(request)["now"])
    messages.success(
        request, _("If there are registrations with this address, their links are on the way to it. Look there.")
    )
    return redirect("registration:ask-again")


def _row(named: Named) -> Registration:
    """The registration that a link names; raises `LinkRefused` where it is gone, or has another address now."""
    row = find_registration(named.uid)
    if row is None or not named.is_for(row):
        raise LinkRefused(is_old=True, uid=named.uid)
    return row


def _to(request: ActingRequest, uid: UUID) -> HttpResponse:
    address = reverse("registration:page", args=[uid])
    return redirect(address) if request.user.is_authenticated else redirect_to_login(address)


def _refuse(request: ActingRequest, refusal: LinkRefused) -> HttpResponse:
    """410 for a link that was good once, 404 for one that never was; both say how to get a new one."""
    context = {"is_old": refusal.is_old, "form": LinkForm()}
    return render(request, "calendar/registration/link_refused.html", context, status=410 if refusal.is_old else 404)
