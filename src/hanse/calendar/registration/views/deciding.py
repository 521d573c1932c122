"""The secretariat's lists of registrations, and what it decides about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hanse.audit.actor import Actor
from hanse.calendar.registration.choices import State
from hanse.calendar.registration.filters import RegistrationFilter
from hanse.calendar.registration.forms.deciding import DecisionForm, NoteForm
from hanse.calendar.registration.models import Intake, Registration
from hanse.calendar.registration.operations.deciding import approve, decline, keep_note
from hanse.calendar.registration.operations.offering import offer_seat
from hanse.calendar.registration.permissions import areas_kept, may_keep_registrations
from hanse.calendar.registration.queries.lists import delegations_of, list_page, picked, queue_page
from hanse.calendar.registration.queries.page import find_registration
from hanse.calendar.registration.queries.terms import terms_of
from hanse.calendar.registration.refusals import Refused
from hanse.calendar.registration.views.access import Times, by_of, check_keeps, times, uuid_of, visitor_of
from hanse.calendar.registration.views.mine import show
from hanse.members.acting import ActingRequest

METHODS = require_http_methods(["GET", "HEAD", "POST"])
MOST_PICKED = 500


@never_cache
@METHODS
def registrations(request: ActingRequest, slug: str) -> HttpResponse:
    """All registrations of an activity."""
    terms = kept_terms(request, slug)
    chosen = RegistrationFilter.read(request.GET)
    if request.method == "POST":
        return _decide_many(request, terms)
    page = list_page(terms, chosen, number=request.GET.get("page", "1"))
    context = {
        "page": page,
        "chosen": chosen,
        "terms": terms,
        "activity": terms.activity,
        "current_year": terms.activity.year,
        "delegations": delegations_of(terms),
    }
    template = "calendar/registration/list.html"
    return render(request, f"{template}#rows" if request.htmx else template, context)


@never_cache
@METHODS
def queue(request: ActingRequest) -> HttpResponse:
    """What waits for the secretariat, over all activities."""
    areas = areas_kept(request.user)
    if areas is not None and not areas:
        check_keeps(request, "")
    chosen = RegistrationFilter.read(request.GET)
    if request.method == "POST":
        return _decide_many(request, None)
    page = queue_page(chosen, areas=areas, number=request.GET.get("page", "1"))
    template = "calendar/registration/list.html"
    context = {"page": page, "chosen": chosen}
    return render(request, f"{template}#rows" if request.htmx else template, context)


def kept_terms(request: ActingRequest, slug: str) -> Intake:
    """The terms of an activity, for those who keep its registrations."""
    terms = terms_of(slug, now=request.reader.now, secretariat=True)
    check_keeps(request, terms.activity.area.key if terms is not None else "")
    if terms is None:
        raise Http404(_("“%(slug)s” takes no registrations yet. Set its terms first.") % {"slug": slug})
    return terms


def _decide_many(request: ActingRequest, terms: Intake | None) -> HttpResponse:
    verb, uids = request.POST.get("do", ""), [u for u in map(uuid_of, request.POST.getlist("pick")) if u is not None]
    back = redirect(request.get_full_path())
    if verb not in VERBS:
        raise Http404(_("There is no such step. There are: %(steps)s.") % {"steps": ", ".join(VERBS)})
    if not uids:
        messages.error(request, _("Nothing was picked. Tick the registrations first."))
        return back
    rows = picked(terms, areas_kept(request.user), [str(uid) for uid in uids[:MOST_PICKED]])
    if any(not may_keep_registrations(request.user, row.intake.activity.area.key) for row in rows):
        raise PermissionDenied(_("Some of these belong to a programme that you do not keep."))
    form = DecisionForm(request.POST)
    if not form.is_valid() or _asks_first(request):
        return _ask_to_decline(request, rows, form, back=request.get_full_path())
    done: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    for row in rows:
        try:
            done[_do(verb, row.uid, form.cleaned_data["reason"], by_of(request), times(request)).state] += 1
        except Refused as refusal:
            faults[refusal.sentence] += 1
    _report(request, done, faults)
    return back


def _asks_first(request: ActingRequest) -> bool:
    """Whether somebody is about to be declined at one click."""
    return request.POST.get("do") == "decline" and "sure" not in request.POST


def _ask_to_decline(
    request: ActingRequest, rows: Sequence[Registration], form: forms.Form, *, back: str
) -> HttpResponse:
    """Ask once more, and for the reason; it needs no script."""
    reason = {"reason": request.POST.get("reason", "")}
    shown = form if form.errors else DecisionForm(initial=reason)
    one = rows[0].intake.activity if rows else None
    context = {"rows": rows, "form": shown, "back": back, "activity": one, "current_year": one.year if one else None}
    status = 422 if form.errors else 200
    return render(request, "calendar/registration/decline.html", context, status=status)


VERBS = {"approve": approve, "decline": decline, "offer": offer_seat}


def _do(verb: str, uid: UUID, reason: str, by: Actor, at: Times) -> Registration:
    if verb == "decline":
        return decline(uid=uid, by=by, reason=reason, **at)
    return (approve if verb == "approve" else offer_seat)(uid=uid, by=by, **at)


def _report(request: ActingRequest, done: Counter[str], faults: Counter[str]) -> None:
    for state, count in done.items():
        messages.success(request, f"{State(state).label}: {count}")
    for sentence, count in faults.items():
        says = ngettext("%(count)s was left as it is: %(why)s", "%(count)s were left as they are: %(why)s", count)
        messages.error(request, says % {"count": count, "why": sentence})


@never_cache
@require_POST
def decide(request: ActingRequest, uid: UUID) -> HttpResponse:
    """Approve, decline, offer a seat, or keep a note, from the page of one registration."""
    row = find_registration(uid)
    check_keeps(request, row.intake.activity.area.key if row is not None else "")
    if row is None:
        raise Http404(_("There is no such registration."))
    verb = request.POST.get("do", "")
    form = NoteForm(request.POST) if verb == "note" else DecisionForm(request.POST)
    if verb not in (*VERBS, "note"):
        raise Http404(_("There is no such step. There are: %(steps)s.") % {"steps": ", ".join([*VERBS, "note"])})
    if verb == "note" and not form.is_valid():
        return show(request, row, visitor_of(request), status=422, fault=" ".join(map(str, form["note"].errors)))
    if not form.is_valid() or _asks_first(request):
        return _ask_to_decline(request, [row], form, back=reverse("registration:page", args=[uid]))
    try:
        if verb == "note":
            keep_note(uid=uid, note=form.cleaned_data["note"], by=by_of(request), now=times(request)["now"])
        else:
            _do(verb, uid, form.cleaned_data["reason"], by_of(request), times(request))
    except Refused as refusal:
        return show(request, row, visitor_of(request), fault=refusal.sentence, status=409)
    messages.success(request, _("Saved."))
    return redirect("registration:page", uid)
