"""Adding and changing activities by a token, through the same operations as the desk."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from ninja import Schema
from ninja import Status as Answered
from pydantic import Field

from hanse.accounts.tokens.calls import private
from hanse.calendar.api.routes import router
from hanse.calendar.choices import AreaKey, Audience, Mode, Status
from hanse.calendar.drafts import Draft
from hanse.calendar.loading.schema import ACTIVITIES
from hanse.calendar.models import Activity, Year
from hanse.calendar.operations.certainty import ACTS
from hanse.calendar.operations.keeping import create_activity, revise_activity
from hanse.calendar.permissions import kept_areas, may_keep_area, may_keep_year
from hanse.calendar.queries.drafts import Seen, draft_of, seen_of
from hanse.calendar.queries.years import NoSuchYear, activity_to_keep, year
from hanse.members.acting_by_token import actor_of_call
from hanse.ui import clock
from hanse.ui.api import Strict
from hanse.ui.requests import Request

TEXT = Field(None, max_length=300)


class ActivityChange(Strict):
    """What changes; what is left out stays. The names are the columns of activities.csv."""

    title: str | None = Field(None, min_length=1, max_length=200)
    label: str | None = Field(None, max_length=40)
    area: AreaKey | None = None
    programme: str | None = Field(None, max_length=100)
    when: str | None = Field(None, min_length=1, max_length=200, description="As people write it: Mar 13-17, Sep, TBC.")
    zone: str | None = Field(None, max_length=60)
    summary: str | None = Field(None, max_length=2000)
    description: str | None = Field(None, max_length=20_000, description="Markdown.")
    mode: Mode | None = None
    venue: str | None = Field(None, max_length=200)
    hall: str | None = Field(None, max_length=200)
    city: str | None = Field(None, max_length=120)
    country: str | None = Field(None, pattern="^([A-Z]{2})?$")
    audience: Audience | None = None
    audience_note: str | None = TEXT
    join_link: str | None = Field(None, max_length=500)
    note: str | None = Field(None, max_length=20_000, description="Seen by the secretariat only.")


class ActivityIn(ActivityChange):
    """A new activity; it begins as an idea unless said otherwise."""

    title: str = Field(min_length=1, max_length=200)
    area: AreaKey
    when: str = Field(min_length=1, max_length=200)
    status: Status = Status.IDEA


class ActivityPatch(ActivityChange):
    """A change to what was read at a revision."""

    revision: int = Field(ge=1, description="As it was read; 409 where somebody saved since.")


class StepIn(Strict):
    """A step of certainty."""

    verb: str = Field(json_schema_extra={"enum": list(ACTS)})
    revision: int = Field(ge=1)
    on: date | None = Field(None, description="Today where left out.")
    note: str = Field("", max_length=2000)
    when: str = Field("", max_length=200, description="For `postpone`: the new date, where it is known.")


class ActivityKept(Schema):
    """An activity as those who keep it see it."""

    slug: str
    url: str
    revision: int
    status: Status
    title: str
    area: AreaKey
    when: str
    edtf: str
    embargo_until: str | None


@private(
    router, "GET", "/years/{int:number}/kept", list[ActivityKept], scope="activities:read",
    summary="All activities of a year, ideas and embargoed ones too", operation_id="kept_activities",
)  # fmt: skip
def kept(request: Request, number: int) -> Any:
    """For the secretariat, by date."""
    _secretariat(request)
    shown = _year(number)
    rows = Activity.objects.filter(year=shown).select_related("area").order_by("when_lower", "id")
    return [_kept(one) for one in rows[:5000]]


@private(
    router, "GET", "/activities/{slug:slug}/kept", ActivityKept, scope="activities:read",
    summary="One activity with its revision", operation_id="kept_activity",
)  # fmt: skip
def one_kept(request: Request, slug: str) -> Any:
    """Read it before you change it."""
    _secretariat(request)
    return _kept(_activity(slug))


@private(
    router, "POST", "/years/{int:number}/activities", ActivityKept, scope="activities:write", status=201,
    summary="Add an activity", operation_id="add_activity",
)  # fmt: skip
def add(request: Request, number: int, sent: ActivityIn) -> Any:
    """At an address made from its title."""
    shown = _year(number)
    _keeps(request, sent.area)
    draft: Draft = {column: "" for column in ACTIVITIES.names if column != "uid"}
    draft |= {"audience": Audience.PUBLIC.value, **_sent(sent)}
    made = create_activity(year=shown.number, draft=draft, by=actor_of_call(request), now=clock.stamp())
    return Answered(201, _kept(_activity(made.slug)))


@private(
    router, "PATCH", "/activities/{slug:slug}", ActivityKept, scope="activities:write",
    summary="Change an activity", operation_id="change_activity",
)  # fmt: skip
def change(request: Request, slug: str, sent: ActivityPatch) -> Any:
    """Only what is sent changes."""
    one = _activity(slug)
    _keeps(request, one.area.key)
    if sent.area is not None:
        _keeps(request, sent.area)
    draft = {**(draft_of(slug) or {}), **_sent(sent)}
    revise_activity(
        slug=slug, seen=_seen(one, sent.revision), draft=draft, by=actor_of_call(request), now=clock.stamp()
    )
    return _kept(_activity(slug))


@private(
    router, "POST", "/activities/{slug:slug}/steps", ActivityKept, scope="activities:write",
    summary="Publish, confirm, postpone, cancel, hold or reopen", operation_id="step_activity",
)  # fmt: skip
def step(request: Request, slug: str, sent: StepIn) -> Any:
    """Each step stands in the history with its day and reason."""
    one = _activity(slug)
    _keeps(request, one.area.key)
    if sent.verb not in ACTS:
        raise Http404(_("There is no such step. There are: %(steps)s.") % {"steps": ", ".join(ACTS)})
    today = request.reader.now.astimezone(ZoneInfo(one.year.zone)).date()
    more = {"when": sent.when} if sent.verb == "postpone" else {}
    ACTS[sent.verb](
        slug=slug,
        seen=_seen(one, sent.revision),
        on=sent.on or today,
        note=sent.note,
        by=actor_of_call(request),
        now=clock.stamp(),
        **more,
    )
    return _kept(_activity(slug))


def _sent(sent: ActivityChange) -> Draft:
    values = sent.model_dump(exclude_none=True, exclude={"revision"})
    return {name: str(value.value) if hasattr(value, "value") else value for name, value in values.items()}


def _seen(one: Activity, revision: int) -> Seen:
    return Seen(revision, seen_of(one).at)


def _kept(one: Activity) -> dict[str, Any]:
    return {
        "slug": one.slug,
        "url": f"/activities/{one.slug}/",
        "revision": one.revision,
        "status": one.status,
        "title": one.title,
        "area": one.area.key,
        "when": one.when_text,
        "edtf": one.when_edtf,
        "embargo_until": one.embargo_until.isoformat() if one.embargo_until else None,
    }


def _secretariat(request: Request) -> None:
    if not may_keep_year(request.user):
        raise PermissionDenied(_("What is not public is for the secretariat."))


def _keeps(request: Request, area: str) -> None:
    if not may_keep_area(request.user, area):
        kept_ones = ", ".join(sorted(kept_areas(request.user))) or _("none")
        raise PermissionDenied(
            _("You do not keep the area “%(area)s”. Yours: %(areas)s.") % {"area": area, "areas": kept_ones}
        )


def _activity(slug: str) -> Activity:
    found = activity_to_keep(slug)
    if found is None:
        raise Http404(_("There is no activity “%(slug)s” here. It may have been removed.") % {"slug": slug})
    return found


def _year(number: int) -> Year:
    try:
        return year(number)
    except NoSuchYear:
        raise Http404(_("There is no year %(year)s here.") % {"year": number}) from None
