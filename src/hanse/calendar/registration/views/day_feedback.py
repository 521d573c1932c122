"""What people thought of an activity."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hanse.calendar.registration.forms.feedback import MOST_QUESTIONS, FeedbackForm, QuestionFormSet
from hanse.calendar.registration.models import FeedbackRequest, Intake
from hanse.calendar.registration.operations.feedback import (
    AnsweredAlready,
    QuestionsStay,
    give_feedback,
    word_questions,
)
from hanse.calendar.registration.passes.links import feedback_uid
from hanse.calendar.registration.queries import feedback as queries
from hanse.calendar.registration.texts_day import full_date
from hanse.calendar.registration.views.day_access import for_the_day
from hanse.calendar.registration.words import ends_at
from hanse.members.acting import ActingRequest, actor_of
from hanse.ui import clock
from hanse.ui.limits import limited

METHODS = require_http_methods(["GET", "HEAD", "POST"])
LASTS = timedelta(days=90)  # after the end


@never_cache
@limited("feedback", per_minute=60)
@METHODS
def feedback(request: ActingRequest, token: str) -> HttpResponse:
    """The form behind a personal link. It asks nobody to sign in, and reads no account."""
    asked = _asked(token)
    intake = asked.registration.intake
    activity = intake.activity
    context = {"activity": activity, "current_year": activity.year, "when": full_date(activity)}
    now = request.reader.now
    end = ends_at(activity)
    if asked.is_answered or (end is not None and now > end + LASTS):
        return render(
            request, "registration/day/feedback_done.html", {**context, "given": asked.is_answered}, status=410
        )
    questions = queries.questions_for(intake)
    form = FeedbackForm(request.POST if request.method == "POST" else None, questions=questions)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "registration/day/feedback.html", {**context, "form": form}, status=status)
    try:
        give_feedback(uid=asked.registration.uid, answers=form.cleaned_data, on=now.date(), now=clock.stamp())
    except AnsweredAlready:
        return render(request, "registration/day/feedback_done.html", {**context, "given": True}, status=410)
    return render(request, "registration/day/feedback_done.html", {**context, "thanks": True})


def _asked(token: str) -> FeedbackRequest:
    uid = feedback_uid(token)
    found = queries.request_of(uid) if uid else None
    if found is None:
        raise Http404(
            _("This link asks for no feedback. A letter of it may be missing: open it from the e-mail again.")
        )
    return found


@for_the_day
@require_safe
def results(request: ActingRequest, intake: Intake) -> HttpResponse:
    """Numbers and texts, once there are enough of them."""
    context = {**_context(intake), "found": queries.results_of(intake), "fewest": queries.FEWEST}
    return render(request, "registration/day/feedback_results.html", context)


@for_the_day
@METHODS
def questions(request: ActingRequest, intake: Intake) -> HttpResponse:
    """The questions of an activity, until somebody has answered them."""
    stays = queries.has_answers(intake)
    forms = QuestionFormSet(request.POST if request.method == "POST" else None, initial=_initial(intake))
    context: dict[str, Any] = {**_context(intake), "forms": forms, "stays": stays, "house": queries.house_questions()}
    template = "registration/day/feedback_questions.html"
    if request.method != "POST":
        return render(request, template, context)
    if not forms.is_valid():
        return render(request, template, context, status=422)
    wanted = [wording for form in forms.forms if (wording := form.wording())]
    try:
        word_questions(intake=intake, questions=wanted, by=actor_of(request), now=clock.stamp())
    except QuestionsStay:
        return render(request, template, {**context, "stays": True}, status=409)
    messages.success(request, _("Saved."))
    return redirect("day:feedback-results", intake.activity.slug)


def _initial(intake: Intake) -> list[dict[str, str]]:
    own = [
        {
            "kind": one.kind,
            "label": one.label,
            **{
                f"label_{code}": one.translations.get(code, {}).get("label", "")
                for code, _name in settings.LANGUAGES[1:]
            },
        }
        for one in queries.own_questions(intake)
    ]
    return [*own, *({} for _row in range(len(own), MOST_QUESTIONS))]


def _context(intake: Intake) -> dict[str, Any]:
    return {"intake": intake, "activity": intake.activity, "current_year": intake.activity.year}
