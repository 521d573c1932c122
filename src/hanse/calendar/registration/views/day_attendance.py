"""The day at a glance, the attendance list, badges, and links to the door."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from hanse.audit.actor import name_signed
from hanse.calendar.registration import texts_day
from hanse.calendar.registration.choices import Attendance
from hanse.calendar.registration.choices_day import Verdict, Way
from hanse.calendar.registration.forms.attendance import SIZES, read_chosen, read_part, read_size
from hanse.calendar.registration.forms.day import DoorLinkForm
from hanse.calendar.registration.hours import door_hours, is_over
from hanse.calendar.registration.models import CheckIn, DoorLink, Intake
from hanse.calendar.registration.operations.checking_in import mark_online, undo_check_in
from hanse.calendar.registration.operations.door_links import make_door_link, revoke_door_link, token_of
from hanse.calendar.registration.operations.letters import note_export
from hanse.calendar.registration.passes import documents
from hanse.calendar.registration.permissions_day import may_run_day
from hanse.calendar.registration.queries import attendance
from hanse.calendar.registration.queries.day import door_links
from hanse.calendar.registration.views.day_access import Helper, at_the_door, for_the_day
from hanse.calendar.registration.words import ends_at, moment
from hanse.engines.when import zone_of
from hanse.members.acting import ActingRequest, actor_of
from hanse.typeset.passes import Present, typeset_attendance, typeset_badges
from hanse.ui import clock
from hanse.ui.addresses import Addresses
from hanse.ui.filters import whole_number
from hanse.ui.limits import limited

METHODS = require_http_methods(["GET", "HEAD", "POST"])
STOP_POLLING = 286  # htmx stops asking
MOST_BADGES = 400  # in one file: forty pages, four seconds
MOST_MARKED = 200


@for_the_day
@METHODS
def day(request: ActingRequest, intake: Intake) -> HttpResponse:
    """All that the secretariat does on the day, and links for those who help at the door."""
    now = request.reader.now
    zone = texts_day.place_zone(intake.activity)
    form = _link_form(request, intake, zone)
    if request.method == "POST" and request.POST.get("do") == "revoke":
        return _revoke(request, intake)
    if request.method == "POST" and form.is_valid():
        made = make_door_link(intake=intake, **form.cleaned_data, by=actor_of(request), now=clock.stamp())
        messages.success(request, _("The link for “%(label)s” is made. Copy it below.") % {"label": made.label})
        return redirect(f"{reverse('day:day', args=[intake.activity.slug])}#links")
    links = [
        (one, Addresses(settings.BASE_URL).to("day:door-open", intake.activity.slug, token_of(one)), one.is_good(now))
        for one in door_links(intake)
    ]
    context = {
        **_context(intake),
        "form": form,
        "links": [(one, url, is_good, moment(one.expires_at, zone)) for one, url, is_good in links],
        "numbers": attendance.numbers(intake),
        "opens": _hour(door_hours(intake.activity).opens_at, zone),
        "closes": _hour(door_hours(intake.activity).closes_at, zone),
    }
    return render(request, "registration/day/day.html", context, status=422 if request.method == "POST" else 200)


def _link_form(request: ActingRequest, intake: Intake, zone: str) -> DoorLinkForm:
    now = request.reader.now
    end = max(ends_at(intake.activity) or now, now) + timedelta(hours=12)
    initial = {"expires_at": end.astimezone(zone_of(zone)).strftime("%Y-%m-%dT%H:%M")}
    sent = request.POST if request.method == "POST" and request.POST.get("do") == "link" else None
    return DoorLinkForm(sent, initial=initial, zone=zone, now=now)


def _revoke(request: ActingRequest, intake: Intake) -> HttpResponse:
    key = whole_number(request.POST.get("link", "")) or 0
    try:
        link = revoke_door_link(intake=intake, link=key, by=actor_of(request), now=clock.stamp())
    except DoorLink.DoesNotExist:
        raise Http404(_("There is no such link.")) from None
    messages.success(request, _("The link for “%(label)s” opens nothing any more.") % {"label": link.label})
    return redirect(f"{reverse('day:day', args=[intake.activity.slug])}#links")


def _hour(instant: Any, zone: str) -> str:
    return moment(instant, zone) if instant else ""


@at_the_door
@limited("attendance", per_minute=300)
@METHODS
def attendance_list(request: ActingRequest, intake: Intake, helper: Helper) -> HttpResponse:
    """Who is there and who is missing. The numbers renew themselves; where people are picked, nothing moves."""
    if request.method == "POST":
        return _attendance_act(request, intake, helper)
    chosen = read_chosen(request.GET)
    now = request.reader.now
    may_run = may_run_day(request.user, intake)
    context = {
        **_context(intake),
        "chosen": chosen,
        "numbers": attendance.numbers(intake),
        "bodies": attendance.bodies(intake),
        "page": attendance.attendance_page(intake, chosen, request.GET.get("page", "1")),
        "zone": texts_day.place_zone(intake.activity),
        "may_run": may_run,
        "may_mark": may_run and chosen.show == "not-joined",
        "shows": shows(),
        "is_live": not is_over(intake.activity, now),
        "key": uuid4(),
    }
    context["lines"] = [(line, _came(line, context["zone"])) for line in context["page"]]
    if request.htmx:
        status = 200 if context["is_live"] else STOP_POLLING
        return render(request, "registration/day/attendance.html#live", context, status=status)
    return render(request, "registration/day/attendance.html", context)


def shows() -> list[tuple[str, str]]:
    """What the list can be cut down to."""
    return [
        ("all", _("All")),
        ("in", _("In the hall")),
        ("online", _("Online")),
        ("missing", _("Not seen in the hall")),
        ("not-joined", _("Not seen online")),
        ("walk-in", _("Guests")),
    ]


def _came(line: attendance.Line, zone: str) -> list[tuple[CheckIn, str]]:
    """Each entry in words: the hour at the place, how, and by whom."""
    return [
        (
            one,
            _("%(time)s, %(how)s, by %(by)s")
            % {
                "time": texts_day.hour(one.entered_at, zone, now=clock.stamp()),
                "how": Way(one.way).label.lower(),
                "by": name_signed(one.by),
            },
        )
        for one in line.entries
    ]


def _attendance_act(request: ActingRequest, intake: Intake, helper: Helper) -> HttpResponse:
    now = clock.stamp()
    if request.POST.get("do") == "mark":
        if not may_run_day(request.user, intake):
            raise PermissionDenied(_("Who came online is marked by the secretariat."))
        _mark(request, intake, helper)
    else:
        outcome = undo_check_in(intake=intake, key=_key(request.POST.get("of", "")), by=helper.actor, now=now)
        if outcome.verdict == Verdict.UNKNOWN:
            raise Http404(_("There is no such entry."))
        messages.success(request, _("The entry is taken back."))
    return redirect(request.get_full_path())


def _mark(request: ActingRequest, intake: Intake, helper: Helper) -> None:
    base, marked = _key(request.POST.get("key", "")), 0
    for text in request.POST.getlist("pick")[:MOST_MARKED]:
        uid = _key(text)
        outcome = mark_online(intake=intake, uid=uid, key=uuid5(base, uid.hex), by=helper.actor, now=clock.stamp())
        marked += outcome.verdict == Verdict.IN
    says = ngettext("%(count)s person is marked as there.", "%(count)s people are marked as there.", marked)
    messages.success(request, says % {"count": marked})


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404(_("The form was incomplete. Go back, reload the page, and try again.")) from None


@for_the_day
@limited("typeset", per_minute=60)
@require_safe
def attendance_pdf(request: ActingRequest, intake: Intake) -> HttpResponse:
    """The list as PDF, with the filter of the page."""
    chosen, zone = read_chosen(request.GET), texts_day.place_zone(intake.activity)
    lines = attendance.printed_lines(intake, chosen)
    counted = attendance.numbers(intake)
    sheet = documents.attendance_list(
        intake.activity,
        (_printed(line, zone) for line in lines),
        summary=documents.summary_of(counted.inside, counted.online, counted.missing + counted.not_joined),
        newest_at=attendance.newest_at(intake),
    )
    note_export(
        activity=intake.activity, what="attendance list", people=len(lines), filters=_told(request),
        by=actor_of(request), now=clock.stamp(),
    )  # fmt: skip
    return _file(typeset_attendance(sheet), f"{intake.activity.slug}-attendance.pdf")


def _printed(line: attendance.Line, zone: str) -> Present:
    one = line.registration
    entries = [texts_day.stamp(entry.entered_at, zone) for entry in line.entries]
    ways = [str(Attendance(entry.attendance).label) for entry in line.entries] or ["–"]
    return Present(one.name or _("Name to follow"), one.office, line.organisation, ", ".join(ways), ", ".join(entries))


@for_the_day
@require_safe
def badges(request: ActingRequest, intake: Intake) -> HttpResponse:
    """Which badges are to be printed."""
    chosen, size = read_chosen(request.GET), read_size(request.GET)
    count = attendance.badge_count(intake, organisation=chosen.organisation, show=chosen.show)
    query = request.GET.copy()
    query.pop("part", None)
    context = {
        **_context(intake),
        "chosen": chosen,
        "size": size,
        "count": count,
        "parts": list(range(1, _parts(count) + 1)),
        "query": query.urlencode(),
        "bodies": attendance.bodies(intake),
        "shows": [one for one in shows() if one[0] in ("all", "missing", "walk-in")],
        "sizes": list(zip(SIZES, (_("86 × 54 mm, ten on a page"), _("A6, four on a page")), strict=True)),
        "most": MOST_BADGES,
    }
    return render(request, "registration/day/badges.html", context)


@for_the_day
@limited("typeset", per_minute=60)
@require_safe
def badges_pdf(request: ActingRequest, intake: Intake) -> HttpResponse:
    """Badges on A4, part by part."""
    chosen, size = read_chosen(request.GET), read_size(request.GET)
    count = attendance.badge_count(intake, organisation=chosen.organisation, show=chosen.show)
    part = read_part(request.GET, _parts(count))
    people = attendance.badge_people(
        intake, organisation=chosen.organisation, show=chosen.show, part=part, most=MOST_BADGES
    )
    sheet = documents.badges(intake.activity, people, size="a6" if size == "a6" else "card", base_url=settings.BASE_URL)
    note_export(
        activity=intake.activity, what="badges", people=len(people), filters=_told(request),
        by=actor_of(request), now=clock.stamp(),
    )  # fmt: skip
    return _file(typeset_badges(sheet), f"{intake.activity.slug}-badges-{size}-{part}.pdf")


def _parts(count: int) -> int:
    return max(1, -(-count // MOST_BADGES))


def _told(request: ActingRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "")[:200] for name in ("show", "organisation", "q", "size", "part")}


def _context(intake: Intake) -> dict[str, Any]:
    return {"intake": intake, "activity": intake.activity, "current_year": intake.activity.year}


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response
