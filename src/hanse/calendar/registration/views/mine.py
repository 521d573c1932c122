"""One registration: its page, changing it, giving it back, answering an offer, its files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanse.calendar.registration.choices import State
from hanse.calendar.registration.enclosures import calendar_files
from hanse.calendar.registration.forms.questions import initial_answers
from hanse.calendar.registration.forms.registering import CancelForm, ChangeForm
from hanse.calendar.registration.models import Registration
from hanse.calendar.registration.operations.changing import cancel_registration, change_registration
from hanse.calendar.registration.operations.offering import accept_offer, refuse_offer
from hanse.calendar.registration.permissions import (
    Visitor,
    acts_for_it,
    is_own,
    keeps_it,
    made_it,
    may_change,
    may_read_answers,
)
from hanse.calendar.registration.permissions_day import may_make_visa_letter
from hanse.calendar.registration.queries.page import RegistrationPage, find_upload, registration_page
from hanse.calendar.registration.refusals import ChangedMeanwhile, Refused
from hanse.calendar.registration.views.access import by_of, for_its_visitors, times
from hanse.members.acting import ActingRequest

METHODS = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
@for_its_visitors
def page(request: ActingRequest, row: Registration, visitor: Visitor) -> HttpResponse:
    """Where a registration stands, and what can be done with it."""
    return show(request, row, visitor)


def show(
    request: ActingRequest, row: Registration, visitor: Visitor, *, fault: str = "", status: int = 200, **more: Any
) -> HttpResponse:
    """The page of a registration, with what this visitor may see and do."""
    reader = request.reader
    keeps = keeps_it(visitor, row)
    shown: RegistrationPage = registration_page(row, now=reader.now, zone=reader.zone, with_history=keeps)
    context = {
        "page": shown,
        "row": row,
        "activity": row.intake.activity,
        "current_year": row.intake.activity.year,
        "state": State(row.state),
        "is_own": is_own(visitor, row),
        "is_theirs": acts_for_it(visitor, row) and not is_own(visitor, row),
        "may_read": may_read_answers(visitor, row),
        "may_change": shown.is_open and may_change(visitor, row),
        "may_answer": not shown.is_called_off
        and row.state == State.OFFERED
        and (is_own(visitor, row) or acts_for_it(visitor, row)),
        "may_have_letter": row.intake.offers_visa_letter and may_make_visa_letter(visitor, row),
        "keeps": keeps,
        "zone": reader.zone or row.intake.zone,
        "fault": fault,
    }
    return render(request, "calendar/registration/registration.html", {**context, **more}, status=status)


@never_cache
@METHODS
@for_its_visitors
def change(request: ActingRequest, row: Registration, visitor: Visitor) -> HttpResponse:
    """Name, office, way of coming, answers."""
    if row.state == State.DRAFT:
        return redirect(f"{reverse('registration:register', args=[row.intake.activity.slug])}?draft={row.uid}")
    reads = may_read_answers(visitor, row)
    form = _change_form(request, row, visitor, reads=reads)
    if request.method != "POST":
        return _show_change(request, row, form)
    if not form.is_valid():
        return _show_change(request, row, form, status=422)
    try:
        change_registration(
            uid=row.uid,
            sent=form.submission(with_answers=reads),
            seen=form.cleaned_data["seen"],
            by=by_of(request, organisation=row.organisation_id),
            **times(request),
        )
    except ChangedMeanwhile as refusal:
        row.refresh_from_db(fields=["revision"])
        return _show_change(request, row, form, fault=refusal.sentence, status=409)
    except Refused as refusal:
        return _show_change(request, row, form, fault=refusal.sentence, status=409)
    messages.success(request, _("Saved."))
    return redirect("registration:page", row.uid)


def _change_form(request: ActingRequest, row: Registration, visitor: Visitor, *, reads: bool) -> ChangeForm:
    questions = list(row.intake.questions.all()) if reads else []
    kept = {upload.question.key: upload.name for upload in row.uploads.select_related("question")} if reads else {}
    initial = {"seen": row.revision, "name": row.name, "office": row.office, "attendance": row.attendance}
    sent = request.method == "POST"
    return ChangeForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        row=row,
        questions=questions,
        kept_files=kept,
        may_agree=is_own(visitor, row) or made_it(visitor, row),
        initial=initial | initial_answers(questions, row.answers),
    )


def _show_change(
    request: ActingRequest, row: Registration, form: ChangeForm, *, fault: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "row": row,
        "form": form,
        "activity": row.intake.activity,
        "current_year": row.intake.activity.year,
        "fault": fault,
        "seen": row.revision,
    }
    return render(request, "calendar/registration/change.html", context, status=status)


@never_cache
@METHODS
@for_its_visitors
def cancel(request: ActingRequest, row: Registration, visitor: Visitor) -> HttpResponse:
    """Give a seat or a place in the line back; throw a draft away."""
    if row.state == State.DRAFT and not may_read_answers(visitor, row):
        raise PermissionDenied(_("This draft belongs to somebody else."))
    form = CancelForm(request.POST if request.method == "POST" else None)
    context = {"row": row, "form": form, "activity": row.intake.activity, "current_year": row.intake.activity.year}
    context |= {"state": State(row.state), "is_own": is_own(visitor, row)}
    template = "calendar/registration/cancel.html"
    if request.method != "POST":
        return render(request, template, context)
    if not form.is_valid():
        return render(request, template, context, status=422)
    was_draft, slug = row.state == State.DRAFT, row.intake.activity.slug
    try:
        cancel_registration(
            uid=row.uid,
            role=_role(visitor, row),
            by=by_of(request, organisation=row.organisation_id),
            reason=form.cleaned_data["reason"],
            **times(request),
        )
    except Refused as refusal:
        return render(request, template, {**context, "fault": refusal.sentence}, status=409)
    if was_draft:
        messages.success(request, _("The draft is thrown away."))
        return redirect("calendar:activity", slug)
    messages.success(request, _("The registration is cancelled."))
    return redirect("registration:page", row.uid)


def _role(visitor: Visitor, row: Registration) -> str:
    """As what somebody cancels: their own, their organisation's, or as the secretariat."""
    if is_own(visitor, row) or (made_it(visitor, row) and row.organisation_id is None):
        return "person"
    return "organisation" if acts_for_it(visitor, row) else "secretariat"


@never_cache
@require_POST
@for_its_visitors
def answer(request: ActingRequest, row: Registration, visitor: Visitor) -> HttpResponse:
    """Take the seat that is kept, or leave it to the next in line."""
    if not (is_own(visitor, row) or acts_for_it(visitor, row)):
        raise PermissionDenied(_("Only the person, or their organisation, can answer an offer."))
    takes = request.POST.get("answer") == "yes"
    try:
        row_after = (accept_offer if takes else refuse_offer)(
            uid=row.uid, by=by_of(request, organisation=row.organisation_id), **times(request)
        )
    except Refused as refusal:
        return show(request, row, visitor, fault=refusal.sentence, status=409)
    if takes and row_after.state == State.LAPSED:
        says = _("The time to answer was over, and the seat has gone to the next in line. You can register again.")
        return show(request, row_after, visitor, fault=says, status=410)
    messages.success(request, _("The seat is yours.") if takes else _("Thank you. The seat goes to the next in line."))
    return redirect("registration:page", row.uid)


@never_cache
@require_safe
@for_its_visitors
def file(request: ActingRequest, row: Registration, visitor: Visitor, pk: int) -> HttpResponseBase:
    """A file that was handed in: to keep, never to be opened by the browser within the site."""
    if not may_read_answers(visitor, row):
        raise PermissionDenied(_("Files are seen by the person who handed them in and by the secretariat."))
    upload = find_upload(row, pk)
    if upload is None or not upload.file.storage.exists(str(upload.file.name)):
        raise Http404(_("This file is not kept any more."))
    response = FileResponse(
        upload.file.open("rb"), as_attachment=True, filename=upload.name, content_type=upload.media_type
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@never_cache
@require_safe
@for_its_visitors
def calendar(request: ActingRequest, row: Registration, visitor: Visitor) -> HttpResponse:
    """The date for a calendar, in the language of the registration."""
    files = calendar_files(row)
    if not files:
        raise Http404(_("The activity has no date yet that a calendar could hold."))
    response = HttpResponse(files[0].content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{files[0].name}"'
    return response
