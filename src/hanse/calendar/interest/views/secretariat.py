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
from django.forms import Form
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hanse.audit.operations import record
from hanse.calendar.choices import AreaKey
from hanse.calendar.interest.choices import State
from hanse.calendar.interest.forms import AnswerForm, ApplicationForm, ApplyForm, HandOverForm, MeetingForm
from hanse.calendar.interest.models import Interest
from hanse.calendar.interest.operations.answering import (
    AnsweredByOthers,
    NotConfirmed,
    answer_interest,
    close_interest,
    hand_over,
)
from hanse.calendar.interest.operations.expressing import Gone
from hanse.calendar.interest.operations.leading import (
    NoSuchApplication,
    agree_meeting,
    invite_to_apply,
    link_application,
)
from hanse.calendar.interest.permissions import may_answer, may_see_interests
from hanse.calendar.interest.queries.lists import (
    InterestFilter,
    all_of_year,
    applications_from,
    area_keys,
    colleagues,
    interest_called,
    interest_list,
    trail_of,
)
from hanse.calendar.interest.queries.matching import targets_in_words
from hanse.calendar.views.pages import language, the_year
from hanse.members.acting import ActingRequest, actor_of
from hanse.members.rights import KINDS
from hanse.ui import clock
from hanse.ui.requests import seen_revision

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
    forms = _forms(request, found, act)
    status = 200
    if request.method == "POST":
        if not may:
            raise PermissionDenied(_("Its area belongs to a colleague. Ask them, or an administrator."))
        done, status = _carry_out(request, uid, act, forms.get(act))
        if done:
            return redirect("interest:answer", uid)
    context: dict[str, Any] = {"interest": interest_called(uid), "forms": forms, "may": may, "acts": trail_of(uid)}
    context |= {"applications": applications_from(found.email), "leads_where": leads_where(found)}
    return render(request, "interest/answer.html", {**context, "current_year": found.year}, status=status)


def _forms(request: ActingRequest, found: Interest, act: str) -> dict[str, Any]:
    """All forms of the page; the one that was sent holds what was written."""
    kinds: dict[str, tuple[type[Form], dict[str, Any]]] = {
        "answer": (AnswerForm, {}),
        "hand_over": (HandOverForm, {"colleagues": colleagues(), "initial": {"owner": found.owner_id}}),
        "apply": (ApplyForm, {"initial": {"category": _category(found)}}),
        "application": (ApplicationForm, {}),
        "meeting": (
            MeetingForm,
            {
                "initial": {"on": found.meeting_on, "where": found.meeting_where, "words": found.meeting_words},
                "today": request.reader.now.date(),
            },
        ),
    }
    return {name: kind(request.POST if act == name else None, **more) for name, (kind, more) in kinds.items()}


def leads_where(found: Interest) -> str:
    """The page of what it became, for who may open it; earlier words about it are no address."""
    return found.reference if found.state == State.CONVERTED and found.reference.startswith("/") else ""


def _category(found: Interest) -> str:
    """The kind of member that an organisation could become, where that is known."""
    body = found.organisation
    return next((category.value for category, kinds in KINDS.items() if body and body.kind in kinds), "")


ACTS: dict[str, Callable[..., None]] = {
    "answer": answer_interest,
    "hand_over": hand_over,
    "apply": invite_to_apply,
    "application": link_application,
    "meeting": agree_meeting,
    "close": close_interest,
}


def _carry_out(request: ActingRequest, uid: UUID, act: str, form: Any) -> tuple[bool, int]:
    if (form is None and act != "close") or (form is not None and not form.is_valid()):
        return False, 422
    same: dict[str, Any] = {"uid": uid, "seen": seen_revision(request)}
    same |= {"by": actor_of(request), "now": clock.stamp()}
    try:
        ACTS[act](**(form.cleaned_data if form is not None else {}), **same)
    except NoSuchApplication:
        says = _("There is no application “%(reference)s”. Copy its reference from the list of applications.")
        form.add_error("reference", says % {"reference": form.cleaned_data["reference"]})
        return False, 422
    except AnsweredByOthers:
        messages.error(
            request, _("A colleague did something here after you had opened it. Look at it, and decide again.")
        )
        return False, 409
    except NotConfirmed:
        messages.error(
            request, _("The address is not confirmed yet, so nothing was sent. You can answer once it is confirmed.")
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
        targets_in_words(one, code), one.message, str(one.owner or ""),
        one.leads_to if one.state == State.CONVERTED else "",
    ]  # fmt: skip
