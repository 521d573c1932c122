"""The door: letting people in, with a camera or by name, with a connection or without, with scripts or without."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import messages
from django.db import DataError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanse.calendar.registration import texts_day
from hanse.calendar.registration.choices import Attendance, State
from hanse.calendar.registration.choices_day import Verdict
from hanse.calendar.registration.forms.day import GuestForm
from hanse.calendar.registration.forms.sync import Misread, Unreadable, read_sent
from hanse.calendar.registration.hours import Hours, door_hours
from hanse.calendar.registration.models import Intake
from hanse.calendar.registration.operations.checking_in import MAY_BE_SEATED, Outcome, Scan
from hanse.calendar.registration.operations.door_links import LinkRefused, open_door_link
from hanse.calendar.registration.operations.syncing import Act, carry_out
from hanse.calendar.registration.passes.codes import short_code
from hanse.calendar.registration.passes.tokens import NotATicket, keys_for_devices, unseal
from hanse.calendar.registration.queries import door
from hanse.calendar.registration.queries.day import intake_by_key, registration_of
from hanse.calendar.registration.queries.terms import hall_of
from hanse.calendar.registration.views import day_words
from hanse.calendar.registration.views.day_access import SESSION_KEY, Helper, at_the_door, helper_at, the_intake
from hanse.calendar.registration.words import moment
from hanse.calendar.views.pages import language
from hanse.members.acting import ActingRequest
from hanse.ui import clock
from hanse.ui.limits import limited

_log = logging.getLogger("hanse.door")
DECODER = "registration/vendor/jsqr-1.4.0/jsQR.js"
SCRIPTS = tuple(
    f"registration/day/{name}.js" for name in ("queue", "verify", "list", "look", "guest", "scanner", "door")
)
METHODS = require_http_methods(["GET", "HEAD", "POST"])
# A hall has one address for all its phones: ten that ask four times a minute, and what they scan.
BOUND = limited("door", per_minute=900)


# Other pages may not have a worker at all (`worker-src 'none'`).
@csp_replace({"worker-src": [SELF]})
@at_the_door
@METHODS
def door_page(request: ActingRequest, intake: Intake, helper: Helper) -> HttpResponse:
    """Search, camera, guests; everything that a form can do here, the script does without a connection, too."""
    if request.method == "POST":
        return _act(request, intake, helper)
    return _page(request, intake, helper, GuestForm())


def _page(request: ActingRequest, intake: Intake, helper: Helper, form: GuestForm, status: int = 200) -> HttpResponse:
    asked = request.GET.get("q", "")[:2000]
    zone = texts_day.place_zone(intake.activity)
    context = {
        "intake": intake,
        "activity": intake.activity,
        "current_year": intake.activity.year,
        "helper": helper,
        "asked": asked,
        "found": [_row(one, zone) for one in door.find(intake, asked)] if asked else [],
        "latest": [_row(one, zone) for one in door.latest_entries(intake)],
        "scripts": SCRIPTS,
        "counts": door.counts(intake),
        "form": form,
        "guest_key": uuid4(),
        "hours": _hours_words(door_hours(intake.activity), request, zone),
        "zone": zone,
        "room": _room(intake, helper, zone),
    }
    return render(request, "registration/day/door.html", context, status=status)


@dataclass(frozen=True, slots=True)
class Row:
    """A result with a key of its own, so that a second press of its button is the first one again."""

    listed: door.Listed
    entered: door.Entered | None
    says: str
    may: bool
    needs_word: bool
    key: UUID


def _row(one: door.Found, zone: str) -> Row:
    listed, entered = one.listed, one.entered
    is_online = listed.attendance == Attendance.ONLINE
    says = day_words.state_sentence(listed.state)
    if not says and is_online:
        says = day_words.sentences_of_verdicts()[Verdict.ONLINE]
    if entered is not None:
        told = {"time": texts_day.hour(entered.at, zone, now=clock.stamp()), "by": entered.by}
        says = _("Let in at %(time)s by %(by)s.") % told
    needs_word = listed.state in MAY_BE_SEATED or is_online
    return Row(listed, entered, says, needs_word or listed.state == State.CONFIRMED, needs_word, uuid4())


def _hours_words(hours: Hours, request: ActingRequest, zone: str) -> str:
    now = request.reader.now
    if hours.is_over(now):
        return _("The activity was over more than a week ago; nobody is let in any more.")
    if hours.opens_at is None:
        return _(
            "This is a rehearsal: the day of the activity is not fixed yet. Tickets are read, and nothing is kept."
        )
    if hours.is_early(now):
        opens = moment(hours.opens_at, zone)
        return _("This is a rehearsal: the door opens on %(day)s. Tickets are read, and nothing is kept.") % {
            "day": opens
        }
    return ""


def _room(intake: Intake, helper: Helper, zone: str) -> dict[str, Any]:
    """What the script has to know: addresses, words, and no names."""
    slug = intake.activity.slug
    return {
        "name": slug,
        "intake": intake.pk,
        "zone": zone,
        "sync": reverse("day:door-sync", args=[slug]),
        "roll": reverse("day:door-roll", args=[slug]),
        "worker": reverse("day:door-worker", args=[slug]),
        "page": reverse("day:door", args=[slug]),
        "decoder": static(DECODER),
        "helper": helper.link.label if helper.link else helper.actor.name.partition(" <")[0],
        "words": day_words.words_of_verdicts(),
        "sentences": day_words.sentences_of_verdicts(),
        "states": day_words.states_for_devices(),
        "says": day_words.words_for_devices(),
    }


def _act(request: ActingRequest, intake: Intake, helper: Helper) -> HttpResponse:
    """One act from a form of the page, without scripts."""
    now = clock.stamp()
    key = _uuid(request.POST.get("key"))
    scan = Scan(
        key=key,
        at=now,
        sent_at=now,
        uid=_uuid(request.POST["uid"]) if request.POST.get("uid") else None,
        word=request.POST.get("word", "").replace("\x00", "")[:300],
    )
    act = Act(scan=scan)
    if request.POST.get("do") == "undo":
        act = Act(scan=scan, undoes=_uuid(request.POST.get("of")))
    if request.POST.get("do") == "guest":
        form = GuestForm(request.POST)
        if not form.is_valid():
            return _page(request, intake, helper, form, status=422)
        act = Act(scan=scan, guest=form.guest(language()))
    shown_at = request.reader.now
    outcome = carry_out(intake=intake, act=act, by=helper.actor, now=now, shown_at=shown_at)
    if outcome.verdict == Verdict.FULL and act.guest is not None:
        form.add_error("word", day_words.sentences_of_verdicts()[Verdict.FULL])
        return _page(request, intake, helper, form, status=409)
    _tell(request, outcome, intake)
    return redirect(f"{reverse('day:door', args=[intake.activity.slug])}{_question(request, outcome)}")


def _tell(request: ActingRequest, outcome: Outcome, intake: Intake) -> None:
    name = outcome.registration.name if outcome.registration else ""
    word = day_words.words_of_verdicts()[outcome.verdict]
    says = day_words.sentence(outcome, zone=texts_day.place_zone(intake.activity), now=clock.stamp())
    good = outcome.verdict in (Verdict.IN, Verdict.EARLY, Verdict.UNDONE)
    (messages.success if good else messages.error)(request, f"{name + ': ' if name else ''}{word}. {says}")


def _question(request: ActingRequest, outcome: Outcome) -> str:
    """Where a name could not simply be let in, it is shown again, with what can be done."""
    good = outcome.verdict in (Verdict.IN, Verdict.EARLY, Verdict.UNDONE)
    return "" if good or outcome.registration is None else f"?q={short_code(outcome.registration.uid)}"


def _uuid(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        raise Http404(_("The form was incomplete. Go back, reload the page, and try again.")) from None


@at_the_door
@require_safe
@BOUND
def door_roll(request: ActingRequest, intake: Intake, helper: Helper) -> JsonResponse:
    """The list that a device keeps while it keeps the door: whom to expect, and who is in."""
    # The mark stands before the reading: what comes in between is told again with the next sync.
    mark, state = clock.stamp(), door.roll_state(intake)
    listed = door.roll(intake)
    return JsonResponse(
        {
            "mark": mark.isoformat(),
            "state": state,
            "keys": keys_for_devices(),
            "left": _seconds_left(request, intake, helper),
            "early": door_hours(intake.activity).is_early(request.reader.now),
            "free": hall_of(intake).left,
            "people": [[str(o.uid), o.digest, o.name, o.office, o.organisation, o.state, o.attendance] for o in listed],
            "in": _entries(door.entries_since(intake, None)),
        }
    )


def _entries(found: list[door.Entered]) -> list[list[Any]]:
    return [[str(o.uid), str(o.key), o.attendance, o.at.isoformat(), o.by, o.is_undone] for o in found]


def _seconds_left(request: ActingRequest, intake: Intake, helper: Helper) -> int:
    """How long a device may keep the list: until its link or the door itself has ended, and never beyond three days."""
    now = request.reader.now
    ends = [
        end for end in (helper.link.expires_at if helper.link else None, door_hours(intake.activity).closes_at) if end
    ]
    left = min(((end - now).total_seconds() for end in ends), default=0.0)
    return int(max(0, min(left, 3 * 24 * 3600)))


@at_the_door
@require_POST
@BOUND
def door_sync(request: ActingRequest, intake: Intake, helper: Helper) -> JsonResponse:
    """Take what a device has queued, answer each act, and tell what others did since it last asked."""
    now = clock.stamp()
    try:
        sent = read_sent(request.body, now=now, language=language())
    except Unreadable:
        says = _("What this device sent could not be read. Reload the page; what waits on it is kept.")
        return JsonResponse({"detail": says}, status=400)
    shown_at = request.reader.now
    answers = []
    for act in sent.acts:
        if isinstance(act, Misread):
            outcome = Outcome(verdict=Verdict.UNREADABLE, key=act.key)
        else:
            outcome = _carry_out(intake, act, helper, shown_at)
        told = _answer(outcome, texts_day.place_zone(intake.activity))
        answers.append({**told, "says": act.says} if isinstance(act, Misread) and act.says else told)
    counted = door.counts(intake)
    return JsonResponse(
        {
            "answers": answers,
            "mark": now.isoformat(),
            "state": door.roll_state(intake),
            "left": _seconds_left(request, intake, helper),
            "early": door_hours(intake.activity).is_early(shown_at),
            "free": hall_of(intake).left,
            "in": _entries(door.entries_since(intake, sent.mark)) if sent.mark else [],
            "counts": [counted.expected, counted.inside, counted.online],
        }
    )


def _carry_out(intake: Intake, act: Act, helper: Helper, shown_at: datetime) -> Outcome:
    """What a database cannot hold is answered, because it would come again and hold up all that wait behind it.

    Whatever else goes wrong is not: the device keeps what it sent, and sends it again.
    """
    try:
        return carry_out(intake=intake, act=act, by=helper.actor, now=clock.stamp(), shown_at=shown_at)
    except (DataError, ValueError):
        _log.exception("An act of a device could not be kept: %s", act.scan.key)
        return Outcome(verdict=Verdict.UNREADABLE, key=act.scan.key)


def _answer(outcome: Outcome, zone: str) -> dict[str, Any]:
    one = door.listed_of(outcome.registration) if outcome.registration else None
    return {
        "key": str(outcome.key),
        "verdict": outcome.verdict,
        "says": day_words.sentence(outcome, zone=zone, now=clock.stamp()),
        "uid": str(one.uid) if one else "",
        "name": one.name if one else "",
        "organisation": one.organisation if one else "",
        "with_word": day_words.may_with_word(outcome),
    }


@at_the_door
@require_safe
def door_worker(request: ActingRequest, intake: Intake, helper: Helper) -> HttpResponse:
    """The service worker of this door. Its address is its reach: it serves the pages below the door and no others."""
    slug = intake.activity.slug
    context = {
        "name": slug,
        "page": reverse("day:door", args=[slug]),
        "sync": reverse("day:door-sync", args=[slug]),
        "queue": static(SCRIPTS[0]),
    }
    return render(request, "registration/day/worker.js", context, content_type="text/javascript; charset=utf-8")


@never_cache
@limited("door link", per_minute=60)
@METHODS
def door_open(request: ActingRequest, slug: str, token: str) -> HttpResponse:
    """Open a door link. Only the button does it: mail scanners open links, but press nothing."""
    intake = the_intake(slug)
    shown_at = request.reader.now
    context = {"activity": intake.activity, "current_year": intake.activity.year}
    if request.method != "POST":
        return render(request, "registration/day/door_open.html", context)
    try:
        link = open_door_link(token=token, intake=intake, now=clock.stamp(), shown_at=shown_at)
    except LinkRefused:
        return render(request, "registration/day/door_open.html", {**context, "refused": True}, status=410)
    request.session[SESSION_KEY] = {**request.session.get(SESSION_KEY, {}), str(intake.pk): link.pk}
    return redirect("day:door", slug)


@never_cache
@limited("ticket", per_minute=120)
@require_safe
def scanned(request: ActingRequest, token: str) -> HttpResponse:
    """Where the QR code leads an ordinary camera: helpers to the door, the holder to the ticket, others to a word."""
    try:
        ticket = unseal(token)
    except NotATicket:
        raise Http404(_("This is not a ticket of ours, or it is damaged.")) from None
    intake = intake_by_key(ticket.intake)
    if intake is None:
        raise Http404(_("This ticket is for an activity that is not kept here any more."))
    if helper_at(request, intake) is not None:
        return redirect(f"{reverse('day:door', args=[intake.activity.slug])}?q={token.upper()}")
    if request.user.is_authenticated and registration_of(ticket.uid) is not None:
        return redirect("day:ticket", ticket.uid)
    return render(
        request, "registration/day/scanned.html", {"activity": intake.activity, "current_year": intake.activity.year}
    )
