"""Adding, editing, and looking back: the pages of one activity for those who keep the year."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hanse.calendar.clocks import clock_of, is_open
from hanse.calendar.forms.fields import question_of, read_words, reading_of
from hanse.calendar.operations.keeping import (
    Gone,
    Refused,
    SavedByOthers,
    add_activity,
    is_removable,
    remove_idea,
    revise_activity,
)
from hanse.calendar.queries.activity_page import activity_page, next_steps
from hanse.calendar.queries.choices import offered
from hanse.calendar.queries.drafts import Seen, clash, draft_of, seen_of, slug_of
from hanse.calendar.queries.history import acts_on, acts_on_year
from hanse.calendar.views.clashes import clash_words
from hanse.calendar.views.desk_access import activity_of, activity_to_look_at, areas_of, for_keepers
from hanse.calendar.views.pages import reader_context, the_year
from hanse.calendar.views.sheets import Sheet, sheet_of
from hanse.members.acting import ActingRequest, actor_of
from hanse.ui import clock
from hanse.ui.kept import forget_open, keep_open, open_form

METHODS = require_http_methods(["GET", "HEAD", "POST"])


@for_keepers
@METHODS
def add(request: ActingRequest, number: int) -> HttpResponse:
    """A new activity. The key in the address makes a form that is sent twice one activity."""
    year = the_year(number)
    offers = offered(year, areas=areas_of(request))
    key = _key_of(request)
    if key is None and request.method != "POST":
        return redirect(f"{request.path}?key={uuid4()}")
    if key is not None and request.method != "POST" and (made := slug_of(key)):
        return _saved_already(request, made)
    data = _data_of(request)
    sheet = sheet_of(offers, None, data, adds=True)
    context = {"current_year": year, "sheet": sheet, "adds": True}

    def write() -> tuple[str, bool]:
        today = request.reader.today_in(year.zone)
        made, is_new = add_activity(
            key=key or uuid4(), year=number, draft=sheet.draft, by=actor_of(request), now=clock.stamp(), on=today
        )
        return made.slug, is_new

    return _answer(request, sheet, context, write, data)


def _key_of(request: ActingRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("key", ""))
    except ValueError:
        return None


def _saved_already(request: ActingRequest, slug: str) -> HttpResponse:
    messages.info(request, _("This was saved already, when it was sent the first time. Here it is."))
    return redirect("calendar:activity", slug)


def _data_of(request: ActingRequest) -> QueryDict | None:
    """What is sent now, or what was sent to this address before and not saved."""
    return request.POST if request.method == "POST" else open_form(request)


@for_keepers
@METHODS
def edit(request: ActingRequest, slug: str) -> HttpResponse:
    """An activity as a form; whoever saves second is shown what the first has changed."""
    activity = activity_of(request, slug)
    draft = draft_of(slug)
    offers = offered(activity.year, areas=areas_of(request))
    data = _data_of(request)
    sheet = sheet_of(offers, draft, data)
    seen = _seen(data) if data is not None else seen_of(activity)
    context = {"current_year": activity.year, "sheet": sheet, "activity": activity, "seen": seen, "anew": uuid4()}

    def write() -> tuple[str, bool]:
        changed = revise_activity(slug=slug, seen=seen, draft=sheet.draft, by=actor_of(request), now=clock.stamp())
        return slug, changed

    try:
        return _answer(request, sheet, context, write, data)
    except SavedByOthers:
        found = clash(slug, seen=seen, mine=sheet.draft)
        context |= {
            "sheet": sheet_of(offers, found.merged),
            "seen": seen_of(activity_of(request, slug)),
            **clash_words(found),
        }
        return render(request, "calendar/desk/edit.html", context, status=409)
    except Gone:
        raise Http404(_("Somebody removed this activity while the form was open.")) from None


Write = Callable[[], tuple[str, bool]]


def _answer(
    request: ActingRequest, sheet: Sheet, context: dict[str, Any], write: Write, data: QueryDict | None
) -> HttpResponse:
    """Show the form, further rows, its faults or its preview; or write it and go to the page.

    What is previewed is kept, and its page and the form are addresses of their own: one goes back and forth between
    them with the browser's own buttons.
    """
    template = "calendar/desk/edit.html"
    posted = request.method == "POST"
    keeps = "key" in request.GET or "activity" in context  # without a key, no address would lead back to a new one
    if data is None or (posted and "back" in data) or not (posted or "preview" in request.GET):
        if data is None and "preview" in request.GET:
            return redirect(_address(request))
        return render(request, template, {**context, "kept_open": data is not None and not posted})
    if "more" in request.POST:
        answer = redirect(_address(request))
        return answer if keeps and keep_open(request, answer) else render(request, template, context)
    if not sheet.is_valid:
        return render(request, template, context, status=422)
    try:
        if not posted:
            return _preview(request, context, write, data, address=_address(request))
        if "preview" in request.POST:
            page, answer = _preview(request, context, write, data), redirect(_address(request, preview="1"))
            return answer if keeps and keep_open(request, answer) else page
        slug, is_news = write()
    except Refused as refusal:
        field = refusal.field if refusal.field in sheet.form.fields else None
        sheet.form.add_error(field, str(refusal.reason))
        return render(request, template, context, status=422)
    forget_open(request)
    if not is_news and context.get("adds"):
        return _saved_already(request, slug)
    messages.success(request, _("Saved.") if is_news else _("Nothing had changed."))
    return redirect("calendar:activity", slug)


def _address(request: ActingRequest, **query: str) -> str:
    """The present address with its key and nothing else but `query`."""
    key = request.GET.get("key", "")
    query |= {"key": key} if key else {}
    return f"{request.path}?{urlencode(query)}" if query else request.path


def _preview(
    request: ActingRequest, context: dict[str, Any], write: Write, data: QueryDict, *, address: str = ""
) -> HttpResponse:
    """The page as it would be: everything is written, shown, and taken back. So it cannot differ from the page.

    `address` is that of the form, where it is kept.
    """
    with transaction.atomic():
        slug, _is_news = write()
        zone = request.reader.zone
        page = activity_page(slug, zone=zone, **reader_context(request))
        sent = [(name, value) for name, values in data.lists() for value in values if name not in _OWN]
        shown = {**context, "page": page, "sent": sent, "previews": True, "form_address": address}
        html = render_to_string("calendar/desk/preview.html", shown, request)
        transaction.set_rollback(True)
    return HttpResponse(html)


_OWN = frozenset({"csrfmiddlewaretoken", "preview", "more", "back", "save", "kept"})


def _seen(data: QueryDict) -> Seen:
    try:
        return Seen.read(data.get("seen", ""))
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
    context |= {"may": is_removable(activity), "others": next_steps(activity.status, has_begun=True)}
    if request.method == "POST":
        try:
            remove_idea(slug=slug, seen=_seen(request.POST), by=actor_of(request), now=clock.stamp())
            messages.success(request, _("“%(title)s” is removed.") % {"title": activity.title})
            return redirect("calendar:desk", activity.year.number)
        except SavedByOthers:
            context["seen"] = seen_of(activity_of(request, slug))
            context["fault"] = _("Somebody has changed it just now. Look at it again.")
        except Refused as refusal:
            context["fault"] = refusal.reason
        return render(request, "calendar/desk/remove.html", context, status=409)
    return render(request, "calendar/desk/remove.html", context)
