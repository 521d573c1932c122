"""Announcements: write, see to whom, try on oneself, send or schedule, stop, see what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanse.members.acting import ActingRequest, actor_of
from hanse.post.choices import AnnouncementState
from hanse.post.forms.announcement import AnnouncementForm, SendingForm, initial_of
from hanse.post.models import Announcement
from hanse.post.operations.announcing import (
    NobodyThere,
    NotNow,
    SavedByOthers,
    cancel_announcement,
    revise_announcement,
    schedule_announcement,
    send_announcement,
    try_on_oneself,
    write_announcement,
)
from hanse.post.operations.queueing import Recipient
from hanse.post.queries.announcements import (
    AnnouncementPage,
    announcement_page,
    announcements_page,
    count_readers,
    failures_of,
)
from hanse.post.rendering import letter_html
from hanse.post.segments import PartGone, SegmentPart
from hanse.ui import clock
from hanse.ui.filters import whole_number

METHODS = require_http_methods(["GET", "HEAD", "POST"])
Parts = Callable[[], Sequence[SegmentPart]]
SHAPES = {"draft": "open", "scheduled": "half", "sending": "half", "sent": "done", "cancelled": "void"}


@require_safe
def listed(request: ActingRequest) -> HttpResponse:
    """All announcements."""
    page = announcements_page(request.GET.get("page", "1"))
    rows = [(row, SHAPES[row.state]) for row in page]
    return render(request, "post/announcements.html", {"page": page, "rows": rows})


@METHODS
def add(request: ActingRequest, parts: Parts) -> HttpResponse:
    """A new one."""
    form = AnnouncementForm(request.POST if request.method == "POST" else None, parts=parts())
    if request.method != "POST":
        return render(request, "post/announcement_form.html", {"form": form})
    if not form.is_valid():
        return render(request, "post/announcement_form.html", {"form": form}, status=422)
    row = write_announcement(draft=form.draft(), by=actor_of(request), now=clock.stamp())
    return redirect("letters:announcement", row.pk)


@METHODS
def edit(request: ActingRequest, pk: int, parts: Parts) -> HttpResponse:
    """Change a draft, or what is scheduled, which is a draft again then."""
    page = _get(request, pk, parts())
    if not page.is_open:
        return _refuse(request, pk, _not_now(page.row.state))
    data = request.POST if request.method == "POST" else None
    form = AnnouncementForm(data, initial=initial_of(page.row), parts=parts())
    context = {"form": form, "page": page, "seen": _seen(request) if data else page.row.revision}
    if data is None:
        return render(request, "post/announcement_form.html", context)
    if not form.is_valid():
        return render(request, "post/announcement_form.html", context, status=422)
    try:
        revise_announcement(
            announcement=pk, seen=_seen(request), draft=form.draft(), by=actor_of(request), now=clock.stamp()
        )
    except SavedByOthers:
        context |= {"seen": page.row.revision, "theirs": page.row}
        return render(request, "post/announcement_form.html", context, status=409)
    except NotNow as fault:
        return _refuse(request, pk, _not_now(fault.state))
    return redirect("letters:announcement", pk)


@require_safe
def one(request: ActingRequest, pk: int, parts: Parts) -> HttpResponse:
    """Its words, to whom, and what became of it."""
    return _show(request, _get(request, pk, parts()))


@require_safe
def count(request: ActingRequest, parts: Parts) -> HttpResponse:
    """How many readers a segment has, for the form to show while it is put together."""
    known = parts()
    form = AnnouncementForm(request.GET, parts=known)
    form.is_valid()
    row = Announcement(to=form.cleaned_data.get("to", "people"), segment=form.segment())
    row.purpose = form.cleaned_data.get("purpose", "news")
    number, no, _shown, _gone = count_readers(row, known, now=_now(request))
    return render(request, "post/reader_count.html", {"number": number, "unwilling": no})


@require_POST
def test(request: ActingRequest, pk: int, parts: Parts) -> HttpResponse:
    """Send it to oneself."""
    _get(request, pk, parts())
    user: Any = request.user
    to = Recipient(user.email, user.name, (get_language() or "en").split("-")[0], user.pk)
    try_on_oneself(announcement=pk, to=to, by=actor_of(request), now=clock.stamp())
    messages.success(request, _("A test is on its way to %(email)s.") % {"email": user.email})
    return redirect("letters:announcement", pk)


@require_POST
def send(request: ActingRequest, pk: int, parts: Parts) -> HttpResponse:
    """Send it now, or at an hour."""
    known = parts()
    page = _get(request, pk, known)
    form = _sending(request, request.POST)
    if not form.is_valid():
        return _show(request, page, form, status=422)
    act: dict[str, Any] = {"announcement": pk, "seen": _seen(request), "by": actor_of(request)}
    try:
        if "later" in request.POST:
            if not (goes_at := form.cleaned_data["goes_at"]):
                form.add_error("goes_at", _("Write day and hour, or send it now."))
                return _show(request, page, form, status=422)
            schedule_announcement(**act, goes_at=goes_at, now=clock.stamp())
            messages.success(request, _("It goes out at its hour. Until then you can change or cancel it."))
        else:
            send_announcement(**act, parts=known, now=_now(request), stamp=clock.stamp())
            messages.success(request, _("It is going out. This page shows how far it is."))
    except (NotNow, SavedByOthers, NobodyThere, PartGone) as fault:
        return _refuse(request, pk, _why(fault))
    return redirect("letters:announcement", pk)


@require_POST
def cancel(request: ActingRequest, pk: int, parts: Parts) -> HttpResponse:
    """Stop what has not gone yet."""
    _get(request, pk, parts())
    try:
        back = cancel_announcement(announcement=pk, by=actor_of(request), now=clock.stamp())
    except NotNow as fault:
        return _refuse(request, pk, _not_now(fault.state))
    words = ngettext("Cancelled. %(count)s message is not sent.", "Cancelled. %(count)s messages are not sent.", back)
    messages.success(request, words % {"count": back})
    return redirect("letters:announcement", pk)


def _show(
    request: ActingRequest, page: AnnouncementPage, form: SendingForm | None = None, status: int = 200
) -> HttpResponse:
    row = page.row
    context = {
        "page": page,
        "row": row,
        "shape": SHAPES[row.state],
        "html": letter_html(row.body),
        "translations": [
            (code, texts["subject"], letter_html(texts["body"])) for code, texts in row.translations.items()
        ],
        "form": form or _sending(request, None, row),
        "failures": [] if page.is_open else failures_of(row.pk),
    }
    return render(request, "post/announcement.html", context, status=status)


def _sending(request: ActingRequest, data: Any, row: Announcement | None = None) -> SendingForm:
    reader = request.reader
    return SendingForm(data, zone=reader.zone or "UTC", now=reader.now)


def _get(request: ActingRequest, pk: int, parts: Sequence[SegmentPart]) -> AnnouncementPage:
    page = announcement_page(pk, parts, now=_now(request))
    if page is None:
        raise Http404(_("There is no such announcement."))
    return page


def _now(request: ActingRequest) -> Any:
    return request.reader.now


def _seen(request: ActingRequest) -> int:
    raw = whole_number(request.POST.get("seen", ""))
    return -1 if raw is None else raw


def _refuse(request: ActingRequest, pk: int, says: str) -> HttpResponse:
    return render(request, "post/announcement_refused.html", {"says": says, "pk": pk}, status=409)


def _why(fault: Exception) -> str:
    if isinstance(fault, NotNow):
        return _not_now(fault.state)
    if isinstance(fault, SavedByOthers):
        return _("Somebody has changed it since you opened it. Look at it again, and decide again.")
    if isinstance(fault, NobodyThere):
        return _("Nobody is in this part of the network. Take a condition away.")
    return _("It names a condition that is not on offer any more. Edit it, and choose to whom it goes again.")


def _not_now(state: str) -> str:
    return _("It is already “%(state)s”, so this cannot be done any more.") % {"state": AnnouncementState(state).label}
