"""Invitations to an activity: lists, codes, and taking them back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hanse.calendar.registration.forms.deciding import InvitationForm
from hanse.calendar.registration.models import Intake
from hanse.calendar.registration.operations.inviting import Guest, invite, revoke_invitation
from hanse.calendar.registration.queries.lists import invitation_lines
from hanse.calendar.registration.refusals import Refused
from hanse.calendar.registration.views.access import by_of, times
from hanse.calendar.registration.views.deciding import kept_terms
from hanse.members.acting import ActingRequest
from hanse.members.operations import organisation_ids

METHODS = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@METHODS
def invitations(request: ActingRequest, slug: str) -> HttpResponse:
    """Who is invited; invite more, or take an invitation back."""
    terms = kept_terms(request, slug)
    if request.method == "POST" and "revoke" in request.POST:
        return _revoke(request, terms, request.POST["revoke"])
    form = InvitationForm(request.POST if request.method == "POST" else None, now=request.reader.now, zone=terms.zone)
    context = {
        "form": form,
        "terms": terms,
        "activity": terms.activity,
        "current_year": terms.activity.year,
        "lines": invitation_lines(terms, now=request.reader.now),
    }
    template = "calendar/registration/invitations.html"
    if request.method != "POST":
        return render(request, template, context)
    if not form.is_valid():
        return render(request, template, context, status=422)
    made = invite(
        intake=terms.pk,
        guests=_guests(form),
        by=by_of(request),
        now=times(request)["now"],
        expires_at=form.cleaned_data["expires"],
        words=form.cleaned_data["words"],
    )
    wanted = len(form.cleaned_data["guests"]) + (form.cleaned_data["codes"] or 0)
    says = ngettext("%(count)s invitation is made.", "%(count)s invitations are made.", len(made)) % {
        "count": len(made)
    }
    if wanted > len(made):
        says += " " + _("The others had been invited before.")
    messages.success(request, says)
    return redirect("registration:invitations", slug)


def _guests(form: InvitationForm) -> list[Guest]:
    clean = form.cleaned_data
    keys = organisation_ids() if any(slug for _email, _name, slug in clean["guests"]) else {}
    note, uses = clean["note"], clean["uses"] or 1
    named = [
        Guest(email=email, name=name, organisation=keys.get(slug), note=note or name)
        for email, name, slug in clean["guests"]
    ]
    return named + [Guest(uses=uses, note=note) for _n in range(clean["codes"] or 0)]


def _revoke(request: ActingRequest, terms: Intake, code: str) -> HttpResponse:
    try:
        revoke_invitation(intake=terms.pk, code=code, by=by_of(request), now=times(request)["now"])
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("The invitation is taken back."))
    return redirect("registration:invitations", terms.activity.slug)
