"""Delegations: several seats in one go, and the names that follow."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hanse.accounts.permissions import is_secretariat
from hanse.calendar.registration.choices import ENTERED
from hanse.calendar.registration.forms.delegation import DelegationForm, changed_names, seat_forms
from hanse.calendar.registration.operations.delegating import name_delegates, register_delegation
from hanse.calendar.registration.permissions import may_lead
from hanse.calendar.registration.queries.arriving import FormPage, form_page, may_bring_others
from hanse.calendar.registration.queries.page import delegation_page, find_delegation
from hanse.calendar.registration.refusals import Refused
from hanse.calendar.registration.views.access import (
    acting_key,
    by_of,
    for_signed_in,
    opened_at,
    times,
    uuid_of,
    visitor_of,
)
from hanse.calendar.registration.views.arriving import around, around_form
from hanse.calendar.registration.words import language_now
from hanse.members.acting import ActingRequest

METHODS = require_http_methods(["GET", "HEAD", "POST"])


@for_signed_in
@METHODS
def bring(request: ActingRequest, slug: str) -> HttpResponse:
    """Register a delegation of an organisation."""
    user: Any = request.user
    bodies = [(one.organisation, one.slug, one.name) for one in request.mandates]
    chosen = next((key for key, its, _name in bodies if its == request.POST.get("whom")), None)
    acting = chosen or acting_key(request) or (bodies[0][0] if bodies else None)
    page = form_page(
        slug,
        person=user.pk,
        email=user.email,
        organisation=acting,
        now=request.reader.now,
        secretariat=is_secretariat(user),
        zone=request.reader.zone,
    )
    if page is None:
        raise Http404(_("“%(slug)s” takes no registrations here.") % {"slug": slug})
    if not bodies:
        raise PermissionDenied(
            _("A delegation is registered by those who act for an organisation. Ask its administrator for a mandate.")
        )
    if not may_bring_others(page.terms):
        return _refuse(request, page, _("Delegations are not taken here. Each person registers on their own."), 403)
    initial = {"whom": next((its for key, its, _name in bodies if key == acting), "")}
    sent = request.POST if request.method == "POST" else None
    form = DelegationForm(sent, terms=page.terms, bodies=bodies, initial=initial)
    if request.method != "POST":
        if not page.admission.may:
            return _refuse(request, page, page.admission.reason, 403)
        # Who acts for several can choose another one in the form.
        is_full = len(bodies) == 1 and not page.may_bring
        if is_full:
            return _refuse(request, page, page.seats, 409, heading=_("Your organisation has all its seats"))
        return _show(request, page, form)
    if not form.is_valid():
        return _show(request, page, form, status=422)
    return _register(request, page, form)


def _register(request: ActingRequest, page: FormPage, form: DelegationForm) -> HttpResponse:
    try:
        taken = register_delegation(
            intake=page.terms.pk,
            organisation=form.organisation or 0,
            people=form.people(),
            person=request.user.pk,
            by=by_of(request, organisation=form.organisation),
            key=uuid_of(request.POST.get("key")),
            opened_at=opened_at(request),
            note=form.cleaned_data["note"],
            language=language_now(),
            zone=request.reader.zone,
            **times(request),
        )
    except Refused as refusal:
        return _show(request, page, form, fault=refusal.sentence, status=409)
    return redirect("registration:delegation", taken.delegation.uid)


def _show(
    request: ActingRequest, page: FormPage, form: DelegationForm, *, fault: str = "", status: int = 200
) -> HttpResponse:
    context = around_form(request, page, form, fault=fault)
    return render(request, "calendar/registration/bring.html", context, status=status)


def _refuse(request: ActingRequest, page: FormPage, reason: str, status: int, *, heading: str = "") -> HttpResponse:
    context = {**around(page), "reason": reason, "heading": heading, "code": page.admission.code}
    return render(request, "calendar/registration/refused.html", context, status=status)


@for_signed_in
@METHODS
def delegation(request: ActingRequest, uid: UUID) -> HttpResponse:
    """The seats of a delegation: who takes them, and where each stands."""
    found = find_delegation(uid)
    if found is None:
        raise Http404(_("There is no such delegation."))
    if not may_lead(visitor_of(request), found):
        raise PermissionDenied(
            _("A delegation is seen by its organisation's people. Ask its administrator for a mandate.")
        )
    page = delegation_page(found, now=request.reader.now, zone=request.reader.zone)
    live = [row for row in page.rows if row.state in ENTERED]
    seats = seat_forms(live, request.POST if request.method == "POST" else None)
    context = {
        "page": page,
        "delegation": found,
        "activity": found.intake.activity,
        "current_year": found.intake.activity.year,
        "seats": seats,
    }
    template = "calendar/registration/delegation.html"
    if request.method != "POST":
        return render(request, template, context)
    if [form for _row, form in seats if not form.is_valid()]:  # each is asked, so that all faults show at once
        return render(request, template, {**context, "has_faults": True}, status=422)
    try:
        changed = name_delegates(
            names=changed_names(seats), by=by_of(request, organisation=found.organisation_id), **times(request)
        )
    except Refused as refusal:
        return render(request, template, {**context, "fault": refusal.sentence}, status=409)
    says = ngettext("%(count)s name is saved.", "%(count)s names are saved.", changed) % {"count": changed}
    messages.success(request, says if changed else _("Nothing had changed."))
    return redirect("registration:delegation", uid)
