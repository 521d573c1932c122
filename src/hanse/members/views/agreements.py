"""The register of agreements, for the secretariat."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanse.members.acting import ActingRequest, actor_of
from hanse.members.forms.agreements import AgreementForm, TermsForm
from hanse.members.models import Agreement
from hanse.members.operations.agreements import (
    RenewedAlready,
    add_agreement,
    let_agreement_lapse,
    revise_agreement,
)
from hanse.members.operations.faults import SavedByOthers
from hanse.members.queries.agreements import agreements_page, one_agreement
from hanse.members.queries.offered import offered_organisations
from hanse.members.views.access import for_registrars
from hanse.ui import clock
from hanse.ui.filters import whole_number
from hanse.ui.form_pages import FormPage, show_form

METHODS = require_http_methods(["GET", "HEAD", "POST"])


@for_registrars
@require_safe
def agreements(request: ActingRequest) -> HttpResponse:
    """All agreements: those to renew, those in force, those that are over."""
    today = request.reader.now.date()
    return render(request, "members/agreements.html", {"page": agreements_page(today)})


@for_registrars
@METHODS
def add(request: ActingRequest) -> HttpResponse:
    """Add an agreement."""
    form = AgreementForm(request.POST if request.method == "POST" else None)
    page = FormPage(title=_("Add an agreement"), submit=_("Add it"), back=_back(), offered=offered_organisations())
    if request.method != "POST":
        return show_form(request, page, form)
    if not form.is_valid():
        return show_form(request, page, form, status=422)
    partner = form.cleaned_data["partner"].pk
    add_agreement(partner=partner, terms=form.terms(), by=actor_of(request), now=clock.stamp())
    messages.success(request, _("Saved."))
    return redirect("members:agreements")


@for_registrars
@METHODS
def edit(request: ActingRequest, agreement: int) -> HttpResponse:
    """Change an agreement."""
    row = _agreement(agreement)
    form = TermsForm(request.POST if request.method == "POST" else None, initial=_initial(row))
    if request.method != "POST":
        return show_form(request, _page(row, _("Change the agreement"), row.revision), form)
    seen = whole_number(request.POST.get("seen", "")) or 0
    if not form.is_valid():
        return show_form(request, _page(row, _("Change the agreement"), seen), form, status=422)
    try:
        revise_agreement(agreement=row.pk, seen=seen, terms=form.terms(), by=actor_of(request), now=clock.stamp())
    except SavedByOthers:
        says = _("Somebody saved the agreement after you had opened it. Your words are still in the form: look at the list, and save again.")  # fmt: skip
        return show_form(request, _page(row, _("Change the agreement"), row.revision), form, fault=says, status=409)
    messages.success(request, _("Saved."))
    return redirect("members:agreements")


@for_registrars
@METHODS
def renew(request: ActingRequest, agreement: int) -> HttpResponse:
    """Add the agreement that follows another."""
    row = _agreement(agreement)
    initial = {**_initial(row), "starts_on": row.ends_on, "ends_on": None}
    form = TermsForm(request.POST if request.method == "POST" else None, initial=initial)
    page = _page(row, _("Renew the agreement"), 0)
    if request.method != "POST":
        return show_form(request, page, form)
    if not form.is_valid():
        return show_form(request, page, form, status=422)
    try:
        add_agreement(
            partner=row.partner_id, terms=form.terms(), by=actor_of(request), now=clock.stamp(), renews=row.pk
        )
    except RenewedAlready:
        says = _("It was renewed in the meantime. Look at the list.")
        return show_form(request, page, form, fault=says, status=409)
    messages.success(request, _("Renewed."))
    return redirect("members:agreements")


@for_registrars
@require_POST
def lapse(request: ActingRequest, agreement: int) -> HttpResponse:
    """Say that an agreement will not be renewed."""
    row = _agreement(agreement)
    let_agreement_lapse(agreement=row.pk, by=actor_of(request), now=clock.stamp())
    messages.success(request, _("Nobody will be asked about “%(title)s” again.") % {"title": row.title})
    return redirect("members:agreements")


def _agreement(agreement: int) -> Agreement:
    row = one_agreement(agreement)
    if row is None:
        raise Http404(_("There is no such agreement here. Look at the list again."))
    return row


def _initial(row: Agreement) -> dict[str, object]:
    return {name: getattr(row, name) for name in ("title", "kind", "starts_on", "ends_on", "document", "note")}


def _back() -> tuple[str, str]:
    return reverse("members:agreements"), _("Agreements")


def _page(row: Agreement, title: str, seen: int) -> FormPage:
    lead = _("With %(name)s") % {"name": row.partner.name}
    return FormPage(title=title, lead=lead, submit=_("Save"), back=_back(), seen=str(seen or ""))
