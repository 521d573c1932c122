"""From an interest to a registration: the page behind the link in the letter, and the one that sends it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hanse.calendar.choices import Status
from hanse.calendar.interest.choices import State
from hanse.calendar.interest.links import LinkRefused, read_token
from hanse.calendar.interest.models import Interest
from hanse.calendar.interest.operations.answering import AnsweredByOthers
from hanse.calendar.interest.operations.expressing import Gone
from hanse.calendar.interest.operations.leading import invite_to_register
from hanse.calendar.interest.permissions import may_answer
from hanse.calendar.interest.queries.lists import area_keys, interest_called
from hanse.calendar.interest.views.secretariat import for_secretariat
from hanse.calendar.queries.activity_page import activity_page
from hanse.calendar.registration.refusals import Refused
from hanse.calendar.views.pages import reader_context
from hanse.members.acting import ActingRequest, actor_of
from hanse.ui import clock
from hanse.ui.limits import limited
from hanse.ui.requests import Request, seen_revision
from hanse.year.heard.forms import InviteForm
from hanse.year.heard.operations import NotTheirs, join_interested, link_registration
from hanse.year.heard.queries import is_registered, one_step_of, open_activities, refusal_of, registrations_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("join by a link", per_minute=30)
def heard(request: Request, token: str) -> HttpResponse:
    """The date is fixed: the activity, and registration in one step. Mail scanners open links, but press nothing."""
    try:
        uid, slug = read_token("register", token)
    except LinkRefused:
        return _refused(request)
    interest = interest_called(uid)
    page = activity_page(slug, zone="", **reader_context(request)) if interest else None
    if interest is None or page is None:
        return _refused(request)
    is_on = page.activity.status in (Status.TENTATIVE, Status.CONFIRMED)
    step = one_step_of(page.activity.pk) if is_on else None
    fault, status = "", 200
    if request.method == "POST":
        if step is None or step.needs_form:
            return redirect("calendar:activity", slug)
        try:
            now = request.reader.now
            join_interested(interest=interest, step=step, now=clock.stamp(), shown=now)
            return redirect("year:joined", token)
        except Refused as refusal:
            fault, status = refusal.sentence, 422
    context = {"interest": interest, "page": page, "current_year": interest.year, "is_on": is_on, "step": step}
    context["is_registered"] = step is not None and is_registered(interest, page.activity.pk)
    return render(request, "year/heard/heard.html", {**context, "fault": fault}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD"])
def joined(request: Request, token: str) -> HttpResponse:
    """What happens next; the letter of the registration has its link."""
    try:
        uid, _slug = read_token("register", token)
    except LinkRefused:
        return _refused(request)
    interest = interest_called(uid)
    if interest is None:
        return _refused(request)
    return render(request, "year/heard/joined.html", {"interest": interest, "current_year": interest.year})


@for_secretariat
@require_http_methods(["GET", "HEAD", "POST"])
def to_register(request: ActingRequest, uid: UUID) -> HttpResponse:
    """Send somebody interested the link by which they register, or say which registration it became."""
    interest = interest_called(uid)
    if interest is None or interest.state == State.WITHDRAWN:
        raise Http404(_("There is no such expression of interest, or it was withdrawn."))
    if not may_answer(request.user, area_keys(interest)):
        raise PermissionDenied(_("Its area belongs to a colleague. Ask them, or an administrator."))
    activities, wanted = open_activities(interest, now=request.reader.now)
    is_sent = request.POST.get("act") == "invite"
    form = InviteForm(request.POST if is_sent else None, activities=activities, wanted=wanted)
    fault = ""
    if request.method == "POST":
        fault = _fault_of(request, interest, form)
        if not fault and not form.errors:
            messages.success(request, _("Sent.") if is_sent else _("Saved."))
            return redirect("interest:answer", uid)
    context = {"interest": interest, "form": form, "activities": activities, "fault": fault}
    context |= {"registrations": registrations_of(interest), "current_year": interest.year}
    return render(request, "year/heard/to_register.html", context, status=422 if fault or form.errors else 200)


def _fault_of(request: ActingRequest, interest: Interest, form: InviteForm) -> str:
    """Do what was asked for; what stood against it, in a sentence."""
    same: dict[str, Any] = {
        "seen": seen_revision(request),
        "by": actor_of(request),
        "now": clock.stamp(),
    }
    try:
        if request.POST.get("act") != "invite":
            link_registration(interest=interest, registration=_uuid(request.POST.get("registration", "")), **same)
        elif form.is_valid():
            refusal = refusal_of(interest, form.cleaned_data["activity"], now=request.reader.now)
            if refusal:
                says = _("%(name)s could not register by this link. They would read: “%(reason)s” Invite them to it first, on the page of its terms, or choose another activity.")  # fmt: skip
                return says % {"name": interest.name, "reason": refusal}
            invite_to_register(uid=interest.uid, **form.cleaned_data, **same)
    except NotTheirs:
        return _("There is no such registration from this person. Choose one of those below.")
    except AnsweredByOthers:
        return _("A colleague did something here after you had opened it. Look at it, and decide again.")
    except Gone:
        return _("Whoever wrote it has withdrawn it. Nothing was sent.")
    return ""


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _refused(request: Request) -> HttpResponse:
    says = _("It is too old, was withdrawn, or a part of it is missing. Copy the whole link from the e-mail.")
    return render(request, "year/heard/refused.html", {"says": says}, status=410)
