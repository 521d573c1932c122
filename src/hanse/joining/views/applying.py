"""Applying for membership, and the page at which the applicant sees the state."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hanse.audit.actor import Actor
from hanse.joining.forms.applying import FORMS, AnswerForm
from hanse.joining.operations.applying import apply
from hanse.members.acting import ActingRequest, actor_of
from hanse.members.choices import Category
from hanse.members.operations.applications import (
    LinkRefused,
    NotNow,
    answer_question,
    read_token,
    token_of,
    withdraw_application,
)
from hanse.members.operations.faults import Refused
from hanse.members.queries.applications import applicant_page, own_applications
from hanse.ui import clock
from hanse.ui.limits import limited

METHODS = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def join(request: ActingRequest) -> HttpResponse:
    """Who may become a member, and how; with the reader's own applications."""
    user: Any = request.user
    own = own_applications(user.pk, user.email) if user.is_authenticated else []
    context = {"kinds": kinds_of_members(), "own": [(one, token_of(one.reference)) for one in own]}
    return render(request, "joining/join.html", context)


@never_cache
@METHODS
@limited("applications", per_minute=30, only_sent=True)
def application(request: ActingRequest, category: str) -> HttpResponse:
    """The form of one kind of member."""
    kind = FORMS.get(category)
    if kind is None:
        raise Http404(_("There is no such kind of member. Choose one of those on the page “Join”."))
    user: Any = request.user
    initial = {"contact": user.name, "email": user.email} if user.is_authenticated else {}
    form = kind(*((request.POST, request.FILES) if request.method == "POST" else ()), initial=initial)
    context = {"form": form, "category": Category(category)}
    context["says"] = next(says for says in kinds_of_members() if says[0] == category)
    if request.method != "POST":
        return render(request, "joining/application.html", context)
    if not form.is_valid():
        return render(request, "joining/application.html", context, status=422)
    asked = form.asked(get_language() or "en")
    signed_in = user.is_authenticated
    by = actor_of(request) if signed_in else Actor(f"{asked.contact} <{asked.email}>")
    try:
        row = apply(
            asked=asked,
            letter=form.cleaned_data["letter"],
            applicant=user.pk if signed_in else None,
            by=by,
            now=clock.stamp(),
        )
    except Refused as refusal:
        form.add_error(refusal.field, str(refusal.reason))
        return render(request, "joining/application.html", context, status=422)
    return redirect("joining:own-application", token_of(row.reference))


@never_cache
@METHODS
def own_application(request: ActingRequest, token: str) -> HttpResponse:
    """Where the application stands; here the applicant answers questions, or takes it back."""
    try:
        reference = read_token(token)
    except LinkRefused:
        raise Http404(_("This link is not one of ours, or a part of it is missing. Open it from the letter again.")) from None  # fmt: skip
    page = applicant_page(reference)
    if page is None:
        raise Http404(_("This application is not kept any more."))
    form = AnswerForm(
        *((request.POST, request.FILES) if request.method == "POST" and "withdraw" not in request.POST else ())
    )
    context = {"page": page, "form": form, "home": reverse("joining:join")}
    if request.method != "POST":
        return render(request, "joining/own_application.html", context)
    one = page.application
    by, now = Actor(f"{one.contact} <{one.email}>"[:254], one.applicant_id), clock.stamp()
    try:
        if "withdraw" in request.POST:
            withdraw_application(reference=reference, by=by, now=now)
        elif form.is_valid():
            answer_question(reference=reference, **form.cleaned_data, by=by, now=now)
        else:
            return render(request, "joining/own_application.html", context, status=422)
    except NotNow:
        context["page"] = applicant_page(reference)
        context["fault"] = _("The application has moved on in the meantime. Where it stands now, you see below.")
        return render(request, "joining/own_application.html", context, status=409)
    return redirect("joining:own-application", token)


def kinds_of_members() -> list[tuple[str, str, str, str]]:
    """Category, its name, who may, and how one becomes it, as the statutes say."""
    return [
        (Category.FULL.value, str(Category.FULL.label), _("Cities and local governments."), _("The mayor or head signs the letter; the Executive Committee approves. Full members vote in the General Assembly.")),
        (Category.ASSOCIATE.value, str(Category.ASSOCIATE.label), _("Cities and local governments."), _("The mayor or an authorised representative signs the letter. Associate members attend the General Assembly and present opinions, without a vote.")),
        (Category.FRIENDSHIP.value, str(Category.FRIENDSHIP.label), _("Associations of local governments, agencies, universities, international organisations."), _("Confirmed when the Executive Committee approves.")),
        (Category.CORPORATE.value, str(Category.CORPORATE.label), _("Companies of any size that work for smart cities."), _("The head of the company or an authorised representative signs the letter.")),
    ]  # fmt: skip
