"""Adding, editing, and looking back: the pages of one activity for those who keep the year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hanse.calendar.choices import PART_COLUMNS
from hanse.calendar.clocks import clock_of, is_open
from hanse.calendar.drafts import Draft
from hanse.calendar.forms.activity import ActivityForm, initial_of
from hanse.calendar.forms.fields import question_of, read_words, reading_of
from hanse.calendar.forms.rows import HEADINGS, KINDS, ask_of_sessions, draft_of_rows, initial_rows, rows_of
from hanse.calendar.operations.keeping import (
    Gone,
    Refused,
    SavedByOthers,
    create_activity,
    is_removable,
    remove_idea,
    revise_activity,
)
from hanse.calendar.queries.activity_page import activity_page, next_steps
from hanse.calendar.queries.choices import Offered, offered, organisation_names
from hanse.calendar.queries.drafts import Seen, clash, draft_of, seen_of
from hanse.calendar.queries.history import acts_on, acts_on_year
from hanse.calendar.views.clashes import clash_words
from hanse.calendar.views.desk_access import activity_of, activity_to_look_at, areas_of, for_keepers
from hanse.calendar.views.pages import reader_context, the_year
from hanse.members.acting import ActingRequest, actor_of
from hanse.ui import clock

METHODS = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(slots=True)
class Sheet:
    """The form of an activity with its rows, as one."""

    form: ActivityForm
    rows: dict[str, Any]
    offered: Offered

    @property
    def is_valid(self) -> bool:
        """Whether everything on it can be written; all of it is checked, so that all faults show at once."""
        parts = [self.form.is_valid(), *(rows.is_valid() for rows in self.rows.values())]
        return all(parts) and not ask_of_sessions(self.form, self.rows["sessions"])

    @property
    def draft(self) -> Draft:
        """What it says."""
        return {**self.form.draft(), **draft_of_rows(self.rows)}

    @property
    def zones(self) -> list[str]:
        """Time zones by their places, for the browser to complete."""
        return sorted(
            zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix/", "right/"))
        )

    @property
    def groups(self) -> list[tuple[str, Any, Any, Any]]:
        """Kind, heading, help and rows."""
        return [(kind, *HEADINGS[kind], self.rows[kind]) for kind in KINDS]


def _sheet(offers: Offered, draft: Draft | None, request: ActingRequest | None = None, *, adds: bool = False) -> Sheet:
    names = organisation_names(_organisations_in(draft)) if draft else {}
    initial = initial_of({**draft, "parent": _title_of(draft["parent"], offers)}, offers.zone) if draft else {}
    data = request.POST if request else None
    more = data.get("more", "") if data else ""
    form = ActivityForm(data, initial=initial, offered=offers, adds=adds)
    return Sheet(form, rows_of(initial_rows(draft or {}, names), data, more), offers)


def _organisations_in(draft: Draft) -> list[str]:
    parts = [slug for name in PART_COLUMNS.values() for slug in draft[name].split(";")]
    return [*parts, *(row["organisation"] for row in draft["speakers"])]


def _title_of(slug: str, offers: Offered) -> str:
    return dict(offers.activities).get(slug, slug)


@for_keepers
@METHODS
def add(request: ActingRequest, number: int) -> HttpResponse:
    """A new activity."""
    year = the_year(number)
    offers = offered(year, areas=areas_of(request))
    sheet = _sheet(offers, None, request if request.method == "POST" else None, adds=True)
    context = {"current_year": year, "sheet": sheet, "adds": True}

    def write() -> str:
        by = actor_of(request)
        today = request.reader.today_in(year.zone)
        return create_activity(year=number, draft=sheet.draft, by=by, now=clock.stamp(), on=today).slug

    return _answer(request, sheet, context, write)


@for_keepers
@METHODS
def edit(request: ActingRequest, slug: str) -> HttpResponse:
    """An activity as a form; whoever saves second is shown what the first has changed."""
    activity = activity_of(request, slug)
    draft = draft_of(slug)
    offers = offered(activity.year, areas=areas_of(request))
    sheet = _sheet(offers, draft, request if request.method == "POST" else None)
    context = {"current_year": activity.year, "sheet": sheet, "activity": activity, "seen": seen_of(activity)}
    if request.method != "POST":
        return render(request, "calendar/desk/edit.html", context)
    seen = context["seen"] = _seen(request)

    def write() -> str:
        changed = revise_activity(slug=slug, seen=seen, draft=sheet.draft, by=actor_of(request), now=clock.stamp())
        return slug if changed else ""

    try:
        return _answer(request, sheet, context, write)
    except SavedByOthers:
        found = clash(slug, seen=seen, mine=sheet.draft)
        context |= {
            "sheet": _sheet(offers, found.merged),
            "seen": seen_of(activity_of(request, slug)),
            **clash_words(found),
        }
        return render(request, "calendar/desk/edit.html", context, status=409)
    except Gone:
        raise Http404(_("Somebody removed this activity while the form was open.")) from None


def _answer(request: ActingRequest, sheet: Sheet, context: dict[str, Any], write: Callable[[], str]) -> HttpResponse:
    """Show the form, further rows, its faults or its preview; or write it and go to the page."""
    template = "calendar/desk/edit.html"
    if request.method != "POST" or "more" in request.POST or "back" in request.POST:
        return render(request, template, context)
    if not sheet.is_valid:
        return render(request, template, context, status=422)
    try:
        if "preview" in request.POST:
            return _preview(request, context, write)
        slug = write()
    except Refused as refusal:
        field = refusal.field if refusal.field in sheet.form.fields else None
        sheet.form.add_error(field, str(refusal.reason))
        return render(request, template, context, status=422)
    messages.success(request, _("Saved.") if slug else _("Nothing had changed."))
    return redirect("calendar:activity", slug or context["activity"].slug)


def _preview(request: ActingRequest, context: dict[str, Any], write: Callable[[], str]) -> HttpResponse:
    """The page as it would be: everything is written, shown, and taken back. So it cannot differ from the page."""
    with transaction.atomic():
        slug = write() or context["activity"].slug
        zone = request.reader.zone
        page = activity_page(slug, zone=zone, **reader_context(request))
        sent = [(name, value) for name, values in request.POST.lists() for value in values if name not in _OWN]
        shown = {**context, "page": page, "sent": sent, "previews": True}
        html = render_to_string("calendar/desk/preview.html", shown, request)
        transaction.set_rollback(True)
    return HttpResponse(html)


_OWN = frozenset({"csrfmiddlewaretoken", "preview", "more", "back", "save", "kept"})


def _seen(request: ActingRequest) -> Seen:
    try:
        return Seen.read(request.POST.get("seen", ""))
    except ValueError:
        # A form that does not say what it started from cannot overwrite anything.
        return Seen(0, clock.stamp())


@for_keepers
@require_safe
def read_date(request: ActingRequest, number: int) -> HttpResponse:
    """What we understand by the words of a date, for the form to show while somebody writes."""
    year = the_year(number)
    asked = {name: request.GET.get(name, "")[:200] for name in ("when", "zone", "mode", "city", "country")}
    reading = fault = ""
    if asked["when"].strip():
        try:
            when = read_words(asked["when"], number, clock_of(asked, year=number, network=year.zone).zone)
            reading = reading_of(when)
            if is_open(asked, when, year=number, network=year.zone):
                fault = question_of(asked, number)
        except ValidationError as refusal:
            fault = " ".join(refusal.messages)
    return render(request, "calendar/desk/reading.html", {"reading": reading, "fault": fault})


@for_keepers
@require_safe
def history(request: ActingRequest, slug: str) -> HttpResponse:
    """Who changed what, and each step of certainty."""
    activity = activity_to_look_at(slug)
    steps = activity.status_changes.order_by("position", "id")
    context = {"activity": activity, "current_year": activity.year, "acts": acts_on(slug), "steps": steps}
    return render(request, "calendar/desk/history.html", context)


@for_keepers
@require_safe
def year_history(request: ActingRequest, number: int) -> HttpResponse:
    """Who changed what a year says of itself."""
    year = the_year(number)
    return render(request, "calendar/desk/history.html", {"current_year": year, "acts": acts_on_year(number)})


@for_keepers
@METHODS
def remove(request: ActingRequest, slug: str) -> HttpResponse:
    """Remove an idea that came to nothing."""
    activity = activity_of(request, slug)
    context = {"activity": activity, "current_year": activity.year, "seen": seen_of(activity)}
    context |= {"may": is_removable(activity), "others": next_steps(activity.status)}
    if request.method == "POST":
        try:
            remove_idea(slug=slug, seen=_seen(request), by=actor_of(request), now=clock.stamp())
            messages.success(request, _("“%(title)s” is removed.") % {"title": activity.title})
            return redirect("calendar:desk", activity.year.number)
        except SavedByOthers:
            context["seen"] = seen_of(activity_of(request, slug))
            context["fault"] = _("Somebody has changed it just now. Look at it again.")
        except Refused as refusal:
            context["fault"] = refusal.reason
        return render(request, "calendar/desk/remove.html", context, status=409)
    return render(request, "calendar/desk/remove.html", context)
