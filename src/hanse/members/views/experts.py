"""The Advisory Board: what everybody sees, what experts decide for themselves, what the secretariat keeps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hanse.members.acting import ActingRequest, actor_of
from hanse.members.forms.experts import AgreedForm, ExpertForm
from hanse.members.models import Expert
from hanse.members.operations.experts import Agreed, appoint_expert, record_agreement_to_show, revise_expert
from hanse.members.operations.faults import SavedByOthers
from hanse.members.permissions import may_keep_register
from hanse.members.queries.experts import all_experts, board_page, one_expert, own_expertise
from hanse.members.views.access import for_registrars
from hanse.ui import clock
from hanse.ui.filters import whole_number
from hanse.ui.form_pages import FormPage, show_form

METHODS = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def board(request: ActingRequest) -> HttpResponse:
    """The board: who agreed to be named, and how many others there are."""
    user: Any = request.user
    today = request.reader.now.date()
    context: dict[str, Any] = {"page": board_page(today, get_language() or "en")}
    if may_keep_register(user):
        context["present"], context["over"] = all_experts(today)
    if user.is_authenticated:
        context["own"] = own_expertise(user.pk)
    return render(request, "members/board.html", context)


@for_registrars
@METHODS
def appoint(request: ActingRequest) -> HttpResponse:
    """Add an expert."""
    form = ExpertForm(request.POST if request.method == "POST" else None)
    lead = _("Nothing is shown before the expert agrees.")
    page = FormPage(title=_("Appoint an expert"), lead=lead, submit=_("Appoint"), back=_back())
    if request.method != "POST":
        return show_form(request, page, form)
    if not form.is_valid():
        return show_form(request, page, form, status=422)
    appoint_expert(facts=form.facts(), by=actor_of(request), now=clock.stamp())
    messages.success(request, _("Saved."))
    return redirect("members:board")


@for_registrars
@METHODS
def edit(request: ActingRequest, expert: int) -> HttpResponse:
    """Change an expert's entry, or end the term."""
    row = _expert(expert)
    form = ExpertForm(request.POST if request.method == "POST" else None, initial=_initial(row))
    if request.method != "POST":
        return show_form(request, _page(row, row.revision), form)
    seen = whole_number(request.POST.get("seen", "")) or 0
    if not form.is_valid():
        return show_form(request, _page(row, seen), form, status=422)
    try:
        revise_expert(expert=row.pk, seen=seen, facts=form.facts(), by=actor_of(request), now=clock.stamp())
    except SavedByOthers:
        says = _("Somebody saved this entry after you had opened it. Your words are still in the form: look at the board, and save again.")  # fmt: skip
        return show_form(request, _page(row, row.revision), form, fault=says, status=409)
    messages.success(request, _("Saved."))
    return redirect("members:board")


@never_cache
@METHODS
@login_required
def agree(request: ActingRequest, expert: int) -> HttpResponse:
    """What is shown of an expert: they decide themselves, or the secretariat notes what they said."""
    row = _expert(expert)
    user: Any = request.user
    if row.person_id != user.pk and not may_keep_register(user):
        raise PermissionDenied(_("Experts decide for themselves what is shown of them."))
    initial = {"name": row.shows_name, "bio": row.shows_bio}
    form = AgreedForm(request.POST if request.method == "POST" else None, initial=initial)
    title = _("What is shown of %(name)s") % {"name": row.name}
    page = FormPage(title=title, lead=agreed_words(), submit=_("Save"), back=_back())
    if request.method != "POST":
        return show_form(request, page, form)
    if not form.is_valid():
        return show_form(request, page, form, status=422)
    agreed = Agreed(**form.cleaned_data, text=agreed_words())
    record_agreement_to_show(expert=row.pk, agreed=agreed, by=actor_of(request), now=clock.stamp())
    messages.success(request, _("Saved."))
    return redirect("members:board")


def agreed_words() -> str:
    """What experts agree to, as it is kept with their answer."""
    return _("Everybody can read on the page of the Advisory Board what is ticked here, during the term. Without the name, only the number of experts is told.")  # fmt: skip


def _expert(expert: int) -> Expert:
    row = one_expert(expert)
    if row is None:
        raise Http404(_("There is no such entry in the Advisory Board."))
    return row


def _initial(row: Expert) -> dict[str, Any]:
    names = ("name", "field", "region", "starts_on", "ends_on", "bio")
    texts = {f"{f}_{code}": text for code, fields in (row.translations or {}).items() for f, text in fields.items()}
    return {**{name: getattr(row, name) for name in names}, "email": row.person.email if row.person else "", **texts}


def _back() -> tuple[str, str]:
    return reverse("members:board"), _("Advisory Board")


def _page(row: Expert, seen: int) -> FormPage:
    return FormPage(title=_("Change the entry of %(name)s") % {"name": row.name}, submit=_("Save"), back=_back(), seen=str(seen))  # fmt: skip
