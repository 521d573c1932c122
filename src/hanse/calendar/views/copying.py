"""Copies for next year's edition: one, several, or the whole year; their dates are shown first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hanse.calendar.choices import Status
from hanse.calendar.forms.acts import CopyForm
from hanse.calendar.models import Year
from hanse.calendar.operations.copying import CopiedAlready, duplicate_activities
from hanse.calendar.operations.keeping import Gone, Refused
from hanse.calendar.operations.years import open_year
from hanse.calendar.permissions import may_open_years
from hanse.calendar.queries.copies import Planned, copies_of, pickable
from hanse.calendar.queries.years import year_numbers
from hanse.calendar.views.desk_access import areas_of, for_keepers
from hanse.calendar.views.pages import language, the_year
from hanse.members.acting import ActingRequest, actor_of
from hanse.ui import clock

TEMPLATE = "calendar/desk/copy.html"
MOST_PICKED = 500


@for_keepers
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: ActingRequest, number: int) -> HttpResponse:
    """Show what copies would be, and make those that are picked."""
    year = the_year(number)
    areas = areas_of(request)
    sent = request.POST if request.method == "POST" else None
    years = _years_to_copy_into(number, opens=may_open_years(request.user))
    into = (sent or request.GET).get("into", "")
    target = int(into) if into in {str(n) for n, _label in years} else number + 1
    listed = (sent or request.GET).getlist("listed" if sent else "pick")[:MOST_PICKED]
    planned = copies_of(
        listed or pickable(year, areas=areas)[:MOST_PICKED],
        year=year,
        areas=areas,
        into=target,
        language=language(),
        picked=set(sent.getlist("pick")) if sent else None,
    )
    form = CopyForm(sent, initial={"into": target}, years=years)
    context = {
        "current_year": year,
        "form": form,
        "into": target,
        "copies": planned,
        "key": _key_of(request) or uuid4(),
    }
    if sent is None or "look" in sent or not form.is_valid():
        return render(request, TEMPLATE, context)
    return _make(request, year, form, planned, context)


def _years_to_copy_into(number: int, *, opens: bool) -> list[tuple[int, str]]:
    """The years there are, and the next one for those who may open it."""
    there = set(year_numbers())
    numbers = sorted(there | {number} | ({number + 1} if opens else set()), reverse=True)
    return [(n, str(n) if n in there else _("%(year)s (will be opened)") % {"year": n}) for n in numbers]


def _key_of(request: ActingRequest) -> UUID | None:
    """What the form holds of its own, so that whoever sends it twice copies once."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return None


def _make(
    request: ActingRequest, year: Year, form: CopyForm, planned: list[Planned], context: dict[str, Any]
) -> HttpResponse:
    into, by, now = form.cleaned_data["into"], actor_of(request), clock.stamp()
    picked = [one.slug for one in planned if one.is_picked]
    if not picked:
        return render(request, TEMPLATE, {**context, "fault": _("Nothing is picked. Pick what to copy.")}, status=422)
    try:
        if into not in year_numbers():
            open_year(number=into, like=year.number, by=by, now=now)
        made = duplicate_activities(
            slugs=picked,
            into=into,
            status=Status(form.cleaned_data["status"]),
            by=by,
            now=now,
            on=request.reader.today_in(year.zone),
            again=request.POST.getlist("there"),
            key=_key_of(request),
        )
    except CopiedAlready as fault:
        says = _("Some were copied in the meantime, or the button was pressed twice. They are not picked any more.")
        context["copies"] = [replace(o, is_picked=o.is_picked and o.slug not in fault.slugs) for o in planned]
        return render(request, TEMPLATE, {**context, "fault": says}, status=409)
    except (Refused, Gone) as fault:
        says = str(getattr(fault, "reason", _("One of the activities is not there any more. Pick again.")))
        return render(request, TEMPLATE, {**context, "fault": says}, status=409)
    if not made:
        messages.info(request, _("These copies were made already, when the form was sent the first time."))
        return redirect("calendar:desk", into)
    says = ngettext(
        "%(count)s copy is made. Look at its date.", "%(count)s copies are made. Look at their dates.", len(made)
    )
    messages.success(request, says % {"count": len(made)})
    return redirect("calendar:desk", into)
