"""Expressing interest, and what the writer sees of it."""

from __future__ import annotations

import contextlib
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hanse.audit.actor import Actor
from hanse.calendar.interest.choices import State
from hanse.calendar.interest.forms import CONSENT, InterestForm
from hanse.calendar.interest.links import LinkRefused, read_token
from hanse.calendar.interest.models import Interest
from hanse.calendar.interest.operations.expressing import (
    Gone,
    Wish,
    confirm_interest,
    express_interest,
    withdraw_interest,
)
from hanse.calendar.interest.permissions import is_ones_own, may_see_interests
from hanse.calendar.interest.queries.lists import interest_called
from hanse.calendar.interest.queries.offers import activity_named, offers_of
from hanse.calendar.views.pages import language, the_year
from hanse.members.acting import ActingRequest, acting_of, actor_of
from hanse.ui import clock
from hanse.ui.limits import limited

METHODS = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@METHODS
@limited("express interest", per_minute=20, only_sent=True)
def express(request: ActingRequest, number: int) -> HttpResponse:
    """The form, for one activity, programme or area where the address names one, or for the whole year."""
    year, now = the_year(number), request.reader.now
    offers = offers_of(year, now=now)
    activity = activity_named(year, request.GET.get("for", ""), now=now)
    acting = acting_of(request) if request.user.is_authenticated else None
    initial: dict[str, Any] = {"areas": request.GET.getlist("area"), "programmes": request.GET.getlist("programme")}
    initial |= {"activity": activity is not None, "office": acting.role if acting else ""}
    data = request.POST if request.method == "POST" else None
    form = InterestForm(
        data, offers=offers, activity=activity, reader=request.user, language=language(), initial=initial
    )
    context = {"form": form, "offers": offers, "current_year": year, "acting": acting, "activity": activity}
    if data is None:
        return render(request, "interest/express.html", context)
    if not form.is_valid():
        return render(request, "interest/express.html", context, status=422)
    if form.cleaned_data.get("website"):
        return redirect("interest:sent", number)  # a program filled in what people do not see
    wish = _wish(request, form.cleaned_data, activity)
    user: Any = request.user
    by = actor_of(request) if user.is_authenticated else Actor(wish.email)
    interest = express_interest(
        year=number, wish=wish, person=user.pk if user.is_authenticated else None, by=by, now=clock.stamp()
    )
    if user.is_authenticated:
        return redirect("interest:one", interest.uid)
    return redirect("interest:sent", number)


def _wish(request: ActingRequest, clean: dict[str, Any], activity: tuple[str, str] | None) -> Wish:
    user: Any = request.user
    acting = acting_of(request) if user.is_authenticated else None
    whole = clean["whole_year"]
    return Wish(
        key=clean["key"],
        name=clean["name"],
        email=user.email if user.is_authenticated else clean["email"].lower(),
        organisation=acting.organisation if acting else None,
        organisation_name="" if acting else clean["organisation_name"],
        country=clean["country"],
        office=clean["office"],
        message=clean["message"],
        consent=str(CONSENT),
        language=language(),
        areas=() if whole else tuple(clean["areas"]),
        programmes=() if whole else tuple(clean["programmes"]),
        activities=(activity[0],) if activity and clean.get("activity") and not whole else (),
    )


@require_safe
def sent(request: ActingRequest, number: int) -> HttpResponse:
    """What happens next; the same for everybody, so that it tells nobody who is known here."""
    return render(request, "interest/sent.html", {"current_year": the_year(number)})


@never_cache
@METHODS
def confirm(request: ActingRequest, token: str) -> HttpResponse:
    """The address is theirs. Only the button does it: mail scanners open links, but press nothing."""
    uid, _unused = _read(request, "confirm", token)
    if uid is None:
        return _refused(request)
    found = interest_called(uid)
    if found is None or found.state == State.WITHDRAWN:
        return _refused(request)
    if request.method != "POST":
        if found.state != State.UNCONFIRMED:
            return render(request, "interest/one.html", _confirmed(found, request))
        return render(request, "interest/confirm.html")
    try:
        interest = confirm_interest(uid=uid, now=clock.stamp())
    except Gone:
        return _refused(request)
    return render(request, "interest/one.html", _confirmed(interest, request))


@never_cache
@METHODS
def own(request: ActingRequest, token: str) -> HttpResponse:
    """What somebody without an account wrote, by the link in their e-mail; they can withdraw it here."""
    uid, _unused = _read(request, "see", token)
    found = interest_called(uid) if uid else None
    if found is None:
        return _refused(request)
    return _answer_to_writer(request, found, Actor(found.email))


@never_cache
@METHODS
def one(request: ActingRequest, uid: UUID) -> HttpResponse:
    """What one wrote, for its writer, their organisation's people and the secretariat."""
    found = interest_called(uid)
    organisations = [m.organisation for m in request.mandates]
    if found is None or not (is_ones_own(request.user, organisations, found) or may_see_interests(request.user)):
        # The same answer for what is not there and what is not theirs.
        raise PermissionDenied(_("This belongs to somebody else, or is not there. Sign in as whoever wrote it."))
    return _answer_to_writer(request, found, actor_of(request))


def _answer_to_writer(request: ActingRequest, found: Interest, by: Actor) -> HttpResponse:
    organisations = [m.organisation for m in request.mandates]
    may = by.person is None or is_ones_own(request.user, organisations, found)
    if request.method == "POST":
        if not may:
            raise PermissionDenied(_("Only who wrote it can withdraw it."))
        # What was withdrawn already is as it was asked to be.
        with contextlib.suppress(Gone):
            withdraw_interest(uid=found.uid, by=by, now=clock.stamp())
        return redirect(request.path)
    return render(request, "interest/one.html", _shown(found, request, may_withdraw=may))


def _shown(found: Interest, request: ActingRequest, *, may_withdraw: bool) -> dict[str, Any]:
    return {
        "interest": interest_called(found.uid),
        "current_year": found.year,
        "may_withdraw": may_withdraw and found.state != State.WITHDRAWN,
        "may_answer": may_see_interests(request.user),
    }


def _confirmed(found: Interest, request: ActingRequest) -> dict[str, Any]:
    return {**_shown(found, request, may_withdraw=False), "is_confirmed": True}


def _read(request: ActingRequest, purpose: str, token: str) -> tuple[UUID | None, str]:
    try:
        return read_token(purpose, token)
    except LinkRefused:
        return None, ""


def _refused(request: ActingRequest) -> HttpResponse:
    return render(request, "interest/refused.html", {"address": reverse("year:home")}, status=410)
