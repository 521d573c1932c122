"""The desk of a year: what waits, steps of certainty, the year's own words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from hanse.calendar.choices import MAY_START
from hanse.calendar.clocks import clock_of
from hanse.calendar.filters import ActivityFilter
from hanse.calendar.forms.acts import PostponeForm, StepForm, YearForm
from hanse.calendar.models import Activity
from hanse.calendar.operations.certainty import ACTS
from hanse.calendar.operations.keeping import Gone, Refused, SavedByOthers
from hanse.calendar.operations.years import revise_year
from hanse.calendar.permissions import kept_areas, may_open_years
from hanse.calendar.queries.activity_page import has_begun, next_steps
from hanse.calendar.queries.desk import chosen_entries, desk_page
from hanse.calendar.queries.drafts import Seen, clash_of_words, draft_of, seen_of
from hanse.calendar.queries.history import acts_after, headlines
from hanse.calendar.queries.years import state_of, words_of, year_numbers
from hanse.calendar.views.clashes import clash_words
from hanse.calendar.views.desk_access import activity_of, areas_of, for_administrators, for_keepers
from hanse.calendar.views.pages import language, the_year
from hanse.engines.when import format
from hanse.members.acting import ActingRequest, actor_of
from hanse.members.queries.networks import network_names
from hanse.ui import clock

METHODS = require_http_methods(["GET", "HEAD", "POST"])
MOST_PICKED = 500


@for_keepers
@require_safe
def desk(request: ActingRequest, number: int) -> HttpResponse:
    """Everything of a year that only the secretariat sees."""
    year = the_year(number)
    chosen = ActivityFilter.read(request.GET, tuple(network_names()))
    now = request.reader.now
    page = desk_page(year, chosen, number=request.GET.get("page", "1"), now=now, language=language())
    context = {
        "page": page,
        "chosen": chosen,
        "current_year": year,
        "acts": zip(page.acts, headlines(page.acts), strict=True),
        "waiting": [(waiting, *asks()[waiting.kind]) for waiting in page.waiting],
        "years": year_numbers(),
        "areas": kept_areas(request.user),
        "opens_years": may_open_years(request.user),
    }
    return render(request, "calendar/desk/desk.html", context)


def asks() -> dict[str, tuple[str, str]]:
    """What each kind of waiting asks for: a heading and a sentence."""
    return {
        "hold": (_("Was it held?"), _("Its days are over; say whether it took place.")),
        "confirm": (_("To be confirmed"), _("It begins within sixty days and is still tentative.")),
        "date": (_("Waits for a new date"), _("It is postponed.")),
        "embargo": (_("Not public yet"), _("It becomes public by itself at the hour that was set.")),
        "idea": (_("Ideas"), _("Seen by the secretariat only.")),
    }


def titles() -> dict[str, tuple[str, str]]:
    """The question and the button of each step."""
    return {
        "publish": (_("Publish as tentative"), _("Everybody can see it then, marked as tentative.")),
        "confirm": (_("Confirm"), _("It takes place as planned.")),
        "postpone": (_("Postpone"), _("It leaves its date. Readers see that it is postponed.")),
        "cancel": (_("Cancel the activity"), _("It stays in the calendar, struck, so that nobody travels in vain.")),
        "hold": (_("Mark as held"), _("It took place.")),
        "reopen": (_("Reopen"), _("It is tentative again.")),
    }


@for_keepers
@METHODS
def step(request: ActingRequest, slug: str, verb: str) -> HttpResponse:
    """Confirm, postpone, cancel … one activity, with the day and the reason."""
    activity = activity_of(request, slug)
    if verb not in ACTS:
        raise Http404(_("There is no such step. There are: %(steps)s.") % {"steps": ", ".join(ACTS)})
    form = _step_form(request, activity, verb)
    # A form that comes back keeps the state that it started from.
    today = request.reader.today_in(activity.year.zone)
    context = {
        **_step_context(activity, verb, today),
        "form": form,
        "seen": request.POST.get("seen") or seen_of(activity),
    }
    if request.method != "POST" or "back" in request.POST:
        return render(request, "calendar/desk/step.html", context)
    if not form.is_valid():
        return render(request, "calendar/desk/step.html", context, status=422)
    try:
        seen = _read_seen(request)
        ACTS[verb](slug=slug, seen=seen, **form.cleaned_data, by=actor_of(request), now=clock.stamp())
    except SavedByOthers:
        activity = activity_of(request, slug)
        context |= {
            **_step_context(activity, verb, today),
            "seen": seen_of(activity),
            "since": acts_after(slug, seen.at),
        }
        return render(request, "calendar/desk/step.html", context, status=409)
    except Refused as refusal:
        if refusal.field in form.fields:
            form.add_error(refusal.field, str(refusal.reason))
        else:
            context["fault"] = refusal.reason
        return render(request, "calendar/desk/step.html", context, status=422)
    messages.success(request, _("Saved."))
    return redirect("calendar:activity", slug)


def _step_context(activity: Activity, verb: str, today: date) -> dict[str, Any]:
    """What the page of a step says of the activity as it is now, and what can be done with it instead."""
    title, says = titles()[verb]
    begun = has_begun(activity, today)
    others = [(other, words) for other, words in next_steps(activity.status, has_begun=begun) if other != verb]
    return {
        "activity": activity,
        "current_year": activity.year,
        "title": title,
        "says": says,
        "when": format(activity.when, language(), style="long"),
        "may": activity.status in MAY_START[verb] and (begun or verb != "hold"),
        "is_early": verb == "hold" and not begun,
        "others": others,
    }


def _read_seen(request: ActingRequest) -> Seen:
    """The state that a form started from; a form that does not say so cannot overwrite anything."""
    try:
        return Seen.read(request.POST.get("seen", ""))
    except ValueError:
        return Seen(0, clock.stamp())


def _step_form(request: ActingRequest, activity: Activity, verb: str) -> StepForm:
    today = request.reader.today_in(activity.year.zone)
    data = request.POST if request.method == "POST" else None
    if verb == "postpone":
        zone = clock_of(activity.place, year=activity.year.number, network=activity.year.zone).zone
        agenda = (draft_of(activity.slug) or {}).get("sessions", []) if data is not None else []
        return PostponeForm(
            data, today=today, year=activity.year.number, zone=zone, place_zone=activity.zone, agenda=agenda
        )
    return StepForm(data, today=today)


@for_keepers
@METHODS
def several(request: ActingRequest, number: int) -> HttpResponse:
    """The picked activities: one act on all of them, reviewed first."""
    year = the_year(number)
    asked = request.POST if request.method == "POST" else request.GET
    picked = list(dict.fromkeys(asked.getlist("pick")))[:MOST_PICKED]
    verb = asked.get("do", "")
    if verb not in ("confirm", "hold", "publish"):
        raise Http404(_("Several at once can be published, confirmed or marked as held."))
    today = request.reader.today_in(year.zone)
    found = chosen_entries(picked, language=language(), today=today)
    areas = areas_of(request)
    able = [
        e
        for e in found
        if e.area in areas
        and e.status in MAY_START[verb]
        and not (verb == "hold" and e.first_on and e.first_on > today)
    ]
    if request.method == "POST":
        return _carry_out(request, number, verb, [e.slug for e in able], today)
    context = {"current_year": year, "verb": verb, "title": titles()[verb][0], "says": titles()[verb][1]}
    return render(
        request, "calendar/desk/several.html", {**context, "able": able, "unable": [e for e in found if e not in able]}
    )


def _carry_out(request: ActingRequest, number: int, verb: str, slugs: list[str], today: Any) -> HttpResponse:
    done, failed = 0, []
    for slug in slugs:
        activity = activity_of(request, slug)
        try:
            ACTS[verb](slug=slug, seen=seen_of(activity), on=today, by=actor_of(request), now=clock.stamp())
            done += 1
        except (SavedByOthers, Refused, Gone):
            failed.append(activity.title)
    if done:
        says = ngettext("%(count)s activity is changed.", "%(count)s activities are changed.", done)
        messages.success(request, says % {"count": done})
    if failed:
        messages.error(request, _("Not changed, look at them one by one: %(titles)s") % {"titles": ", ".join(failed)})
    return redirect("calendar:desk", number)


@for_administrators
@METHODS
def words(request: ActingRequest, number: int) -> HttpResponse:
    """The year's theme, opening sentences and edition."""
    year = the_year(number)
    initial = {name.replace("@", "_"): value for name, value in words_of(year).items()}
    form = YearForm(request.POST if request.method == "POST" else None, initial=initial)
    # A form that comes back keeps the state that it started from.
    seen = request.POST.get("seen") or state_of(year)
    context = {"current_year": year, "form": form, "seen": seen}
    if request.method != "POST" or "back" in request.POST:
        return render(request, "calendar/desk/words.html", context)
    if not form.is_valid():
        return render(request, "calendar/desk/words.html", context, status=422)
    try:
        revise_year(number=number, seen=seen, values=form.values(), by=actor_of(request), now=clock.stamp())
    except SavedByOthers:
        saved = the_year(number)
        found = clash_of_words(saved, seen=seen, mine=form.values())
        merged = YearForm(initial={name.replace("@", "_"): value for name, value in found.merged.items()})
        context |= {"form": merged, "seen": state_of(saved), **clash_words(found)}
        return render(request, "calendar/desk/words.html", context, status=409)
    messages.success(request, _("Saved."))
    return redirect("calendar:year", number)
