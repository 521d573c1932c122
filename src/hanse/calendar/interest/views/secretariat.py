"""Expressions of interest at the secretariat: the list, an answer, an import, an export."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any
from uuid import UUID

from defusedcsv import csv as defused
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hanse.audit.operations import record
from hanse.calendar.choices import AreaKey
from hanse.calendar.interest.forms import AnswerForm, HandOverForm, LeadOnForm
from hanse.calendar.interest.models import Interest
from hanse.calendar.interest.operations.answering import (
    AnsweredByOthers,
    answer_interest,
    close_interest,
    hand_over,
    lead_on,
)
from hanse.calendar.interest.operations.expressing import Gone
from hanse.calendar.interest.permissions import may_answer, may_see_interests
from hanse.calendar.interest.queries.lists import (
    InterestFilter,
    all_of_year,
    area_keys,
    colleagues,
    interest_called,
    interest_list,
    trail_of,
)
from hanse.calendar.interest.queries.matching import targets_in_words
from hanse.calendar.views.pages import language, the_year
from hanse.members.acting import ActingRequest, actor_of
from hanse.ui import clock

METHODS = require_http_methods(["GET", "HEAD", "POST"])


def for_secretariat(view: Callable[..., Any]) -> Callable[..., Any]:
    """Only for the secretariat; nobody's cache keeps the answer."""

    @wraps(view)
    def answer_only(request: ActingRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_see_interests(request.user):
            raise PermissionDenied(_("What people wrote is read by the secretariat only."))
        return view(request, *args, **kwargs)

    return never_cache(answer_only)


@for_secretariat
@require_safe
def listed(request: ActingRequest, number: int) -> HttpResponse:
    """All of a year."""
    year = the_year(number)
    chosen = InterestFilter.read(request.GET)
    user: Any = request.user
    page = interest_list(year, chosen, reader=user.pk, number=request.GET.get("page", "1"))
    context = {"page": page, "chosen": chosen, "current_year": year, "areas": AreaKey.choices}
    return render(request, "interest/list.html", context)


@for_secretariat
@METHODS
def answer(request: ActingRequest, uid: UUID) -> HttpResponse:
    """Read one, answer it, give it to a colleague, say what it became, close it."""
    found = interest_called(uid)
    if found is None:
        raise Http404(_("There is no such expression of interest."))
    may = may_answer(request.user, area_keys(found))
    act = request.POST.get("act", "")
    forms: dict[str, Any] = {
        "answer": AnswerForm(request.POST if act == "answer" else None),
        "hand-over": HandOverForm(
            request.POST if act == "hand-over" else None, colleagues=colleagues(), initial={"owner": found.owner_id}
        ),
        "lead-on": LeadOnForm(request.POST if act == "lead-on" else None),
    }
    status = 200
    if request.method == "POST":
        if not may:
            raise PermissionDenied(_("Its area belongs to a colleague. Ask them, or an administrator."))
        done, status = _carry_out(request, uid, act, forms.get(act))
        if done:
            return redirect("interest:answer", uid)
    context = {"interest": interest_called(uid), "forms": forms, "may": may, "acts": trail_of(uid)}
    return render(request, "interest/answer.html", {**context, "current_year": found.year}, status=status)


def _carry_out(request: ActingRequest, uid: UUID, act: str, form: Any) -> tuple[bool, int]:
    if (form is None and act != "close") or (form is not None and not form.is_valid()):
        return False, 422
    seen = request.POST.get("seen", "")
    same: dict[str, Any] = {"uid": uid, "seen": int(seen) if seen.isdecimal() else -1}
    same |= {"by": actor_of(request), "now": clock.stamp()}
    try:
        match act:
            case "answer":
                answer_interest(**form.cleaned_data, **same)
            case "hand-over":
                hand_over(**form.cleaned_data, **same)
            case "lead-on":
                lead_on(**form.cleaned_data, **same)
            case "close":
                close_interest(**same)
    except AnsweredByOthers:
        messages.error(
            request, _("A colleague did something here after you had opened it. Look at it, and decide again.")
        )
        return False, 409
    except Gone:
        messages.error(request, _("Whoever wrote it has withdrawn it. Nothing was sent."))
        return False, 409
    messages.success(request, _("Saved."))
    return True, 200


class _Echo:
    def write(self, row: str) -> str:
        """Hand a written row on."""
        return row


@for_secretariat
@require_safe
def export(request: ActingRequest, number: int) -> StreamingHttpResponse:
    """All of a year as CSV; no cell is a formula to a spreadsheet. Taking it away is on record."""
    year = the_year(number)
    record(at=clock.stamp(), by=actor_of(request), verb="export", kind="interest", key=str(number), label=str(year))
    head = [
        "uid",
        "at",
        "state",
        "name",
        "email",
        "organisation",
        "country",
        "role",
        "for",
        "message",
        "owner",
        "became",
    ]
    writer = defused.writer(_Echo(), quoting=csv.QUOTE_MINIMAL)
    code = language()

    def rows() -> Iterator[str]:
        yield "\ufeff" + writer.writerow(head)
        for one in all_of_year(year).iterator(chunk_size=500):
            yield writer.writerow(_cells(one, code))

    response = StreamingHttpResponse(rows(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="interest-{number}.csv"'
    return response


def _cells(one: Interest, code: str) -> list[str]:
    body = one.organisation.name if one.organisation else one.organisation_name
    return [
        str(one.uid), one.created_at.isoformat(), one.state, one.name, one.email, body, one.country, one.office,
        targets_in_words(one, code), one.message, str(one.owner or ""), one.leads_to,
    ]  # fmt: skip
