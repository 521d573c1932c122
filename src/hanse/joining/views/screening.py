"""The secretariat's side: the queue of applications, checks, questions, decisions, welcome."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hanse.joining.forms.screening import ApprovalForm, ChecksForm, DeclineForm, NoteForm, QuestionForm
from hanse.joining.operations.applying import ask_back, decline, welcome
from hanse.members.acting import ActingRequest, actor_of
from hanse.members.choices import ApplicationState, DecisionBody
from hanse.members.operations.applications import (
    NotNow,
    approve_application,
    note_on_application,
    screen_application,
)
from hanse.members.operations.faults import Refused, SavedByOthers
from hanse.members.operations.register import DecisionFacts
from hanse.members.queries.applications import applications as all_applications
from hanse.members.queries.applications import letter_of, screening_page
from hanse.members.queries.offered import offered_organisations
from hanse.members.views.access import for_registrars
from hanse.ui import clock
from hanse.ui.filters import BadFilter, whole_number

METHODS = require_http_methods(["GET", "HEAD", "POST"])


@for_registrars
@require_safe
def applications(request: ActingRequest) -> HttpResponse:
    """Applications that wait, the oldest first; or those in one state."""
    state = request.GET.get("state", "")
    if state and state not in ApplicationState.values:
        raise BadFilter("state", state[:40], ApplicationState.values)
    context = {"applications": all_applications(state), "state": state, "states": ApplicationState.choices}
    return render(request, "joining/applications.html", context)


@for_registrars
@METHODS
def screen(request: ActingRequest, reference: str) -> HttpResponse:
    """One application: everything the screener needs, and each step as a form of its own."""
    today = request.reader.now.date()
    page = screening_page(reference, on=today)
    if page is None:
        raise Http404(_("There is no application with this reference."))
    act = request.POST.get("do", "") if request.method == "POST" else ""
    forms = _forms(request, page, act)
    context: dict[str, Any] = {"page": page, "forms": forms, "seen": page.application.revision}
    context["offered"] = offered_organisations()
    if request.method != "POST":
        return render(request, "joining/screen.html", context)
    if act not in (*forms, "welcome"):
        raise Http404(_("There is no such step."))
    if act in forms and not forms[act].is_valid():
        return render(request, "joining/screen.html", {**context, "open": act}, status=422)
    try:
        says = _carry_out(request, reference, act, forms)
    except Refused as refusal:
        fault = str(refusal.reason)
        return render(request, "joining/screen.html", {**context, "open": act, "fault": fault}, status=422)
    except (NotNow, SavedByOthers):
        fault = _("Somebody has worked on this application after you opened it. Look at it below, and decide again.")
        fresh = screening_page(reference, on=today)
        moved = {"page": fresh, "seen": fresh.application.revision if fresh else 0, "open": act, "fault": fault}
        return render(request, "joining/screen.html", {**context, **moved}, status=409)
    messages.success(request, says)
    return redirect("joining:screen", reference)


@for_registrars
@require_safe
def letter(request: ActingRequest, reference: str) -> HttpResponse:
    """The signed letter, to be saved and not to be run."""
    found = letter_of(reference)
    if found is None:
        raise Http404(_("There is no letter with this application."))
    response = HttpResponse(bytes(found.content), content_type=found.media_type)
    ending = "pdf" if found.media_type == "application/pdf" else "jpg"
    response.headers["Content-Disposition"] = f'attachment; filename="letter-{reference}.{ending}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _forms(request: ActingRequest, page: Any, act: str) -> dict[str, Any]:
    """The form of each step; the one that was sent with what it holds."""

    def form(kind: type[Form], name: str, **initial: Any) -> Form:
        return kind(request.POST if act == name else None, initial=initial, prefix=name)

    one = page.application
    today = request.reader.now.date()
    slug = one.organisation.slug if one.organisation else ""
    body = DecisionBody.EXECUTIVE_COMMITTEE
    return {
        "check": form(ChecksForm, "check", checks=one.checks, organisation=slug),
        "ask": form(QuestionForm, "ask"),
        "note": form(NoteForm, "note"),
        "approve": form(ApprovalForm, "approve", body=body, decided_on=today, starts_on=today),
        "decline": form(DeclineForm, "decline"),
    }


def _carry_out(request: ActingRequest, reference: str, act: str, forms: dict[str, Any]) -> str:
    """Do one step, and say what was done."""
    seen = whole_number(request.POST.get("seen", "")) or 0
    today = request.reader.now.date()
    common: dict[str, Any] = {"reference": reference, "by": actor_of(request), "now": clock.stamp()}
    clean = forms[act].cleaned_data if act in forms else {}
    match act:
        case "check":
            organisation = clean["organisation"].pk if clean["organisation"] else None
            row = screen_application(**common, seen=seen, checks=clean["checks"], organisation=organisation, note=clean["note"], today=today)  # fmt: skip
            complete = row.state == ApplicationState.SCREENED
            return _("Everything is checked; it lies before the committee.") if complete else _("Kept.")
        case "ask":
            ask_back(**common, seen=seen, text=clean["text"])
            return _("The question is on its way.")
        case "note":
            note_on_application(**common, text=clean["text"])
            return _("Noted.")
        case "approve":
            approve_application(**common, seen=seen, decision=forms[act].facts(), starts_on=clean["starts_on"])
            return _("The approval is recorded. Welcome the new member now.")
        case "decline":
            decline(**common, seen=seen, reason=clean["reason"], decision=_committee(clean))
            return _("It is declined, and the applicant is told.")
    _row, period = welcome(**common, seen=seen, today=today)
    return _("%(name)s is a member now. The welcome is on its way.") % {"name": period.organisation.name}


def _committee(clean: dict[str, Any]) -> DecisionFacts | None:
    if not clean["by_committee"]:
        return None
    body = DecisionBody.EXECUTIVE_COMMITTEE
    return DecisionFacts(body=body, decided_on=clean["decided_on"], minute=clean["minute"])
