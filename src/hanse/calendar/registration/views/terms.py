"""The terms of an activity, as a form of the secretariat."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hanse.calendar.choices import Mode
from hanse.calendar.models import Activity
from hanse.calendar.registration.forms.term_rows import filled, question_drafts, question_rows, quota_rows
from hanse.calendar.registration.forms.terms import TermsForm, initial_terms, zones
from hanse.calendar.registration.models import Intake
from hanse.calendar.registration.operations.terms import set_terms
from hanse.calendar.registration.queries.terms import activity_for_terms, terms_of
from hanse.calendar.registration.refusals import ChangedMeanwhile, Refused
from hanse.calendar.registration.views.access import by_of, check_keeps, times
from hanse.members.acting import ActingRequest
from hanse.ui.filters import whole_number

METHODS = require_http_methods(["GET", "HEAD", "POST"])
TEMPLATE = "calendar/registration/terms.html"


@never_cache
@METHODS
def terms(request: ActingRequest, slug: str) -> HttpResponse:
    """Set the terms on which an activity takes registrations."""
    activity = activity_for_terms(slug)
    check_keeps(request, activity.area.key if activity is not None else "")
    if activity is None:
        raise Http404(_("There is no activity “%(slug)s” here. It may have been removed.") % {"slug": slug})
    there = terms_of(slug, now=request.reader.now, secretariat=True)
    form, quotas, questions = _forms(request, activity, there)
    context = {
        "activity": activity,
        "current_year": activity.year,
        "terms": there,
        "form": form,
        "quotas": quotas,
        "questions": questions,
        "zones": zones(),
        "seen": request.POST.get("seen", "") or (there.revision if there is not None else 0),
    }
    if request.method != "POST" or "more" in request.POST:
        return render(request, TEMPLATE, context)
    if not all([form.is_valid(), quotas.is_valid(), questions.is_valid()]):
        return render(request, TEMPLATE, context, status=422)
    return _write(request, activity, context)


def _forms(request: ActingRequest, activity: Activity, there: Intake | None) -> tuple[TermsForm, Any, Any]:
    data = request.POST if request.method == "POST" else None
    more = data.get("more", "") if data is not None else ""
    # Deadlines are kept with the name of a zone; an offset, as in "14:00 (GMT+9)", is none.
    zone = activity.place_zone if "/" in activity.place_zone else activity.year.zone
    initial = initial_terms(there, zone=zone, is_online=activity.mode == Mode.ONLINE)
    return (
        TermsForm(data, initial=initial),
        quota_rows(list(there.quotas.all()) if there else [], data, more=more == "quotas"),
        question_rows(list(there.questions.all()) if there else [], data, more=more == "questions"),
    )


def _write(request: ActingRequest, activity: Activity, context: dict[str, Any]) -> HttpResponse:
    form: TermsForm = context["form"]
    quotas = [row.draft() for row in filled(context["quotas"])]
    seen = whole_number(str(context["seen"]))
    try:
        set_terms(
            activity=activity.pk,
            draft=form.draft(quotas, question_drafts(context["questions"])),
            seen=-1 if seen is None else seen,
            by=by_of(request),
            **times(request),
        )
    except ChangedMeanwhile as refusal:
        return render(request, TEMPLATE, {**context, "fault": refusal.sentence}, status=409)
    except Refused as refusal:
        return render(request, TEMPLATE, {**context, "fault": refusal.sentence}, status=422)
    messages.success(request, _("Saved."))
    return redirect("registration:list", activity.slug)
