"""The page behind the link "the date is fixed"."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hanse.calendar.choices import Status
from hanse.calendar.interest.links import LinkRefused, read_token
from hanse.calendar.interest.queries.lists import interest_called
from hanse.calendar.queries.activity_page import activity_page
from hanse.calendar.registration.refusals import Refused
from hanse.calendar.views.pages import reader_context
from hanse.ui import clock
from hanse.ui.limits import limited
from hanse.ui.requests import Request
from hanse.year.heard.operations import join_interested
from hanse.year.heard.queries import one_step_of


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


def _refused(request: Request) -> HttpResponse:
    says = _("It is too old, was withdrawn, or a part of it is missing. Copy the whole link from the e-mail.")
    return render(request, "year/heard/refused.html", {"says": says}, status=410)
