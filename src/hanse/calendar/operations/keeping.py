"""Adding and revising an activity: what the secretariat does in the browser."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hanse.audit.actor import By
from hanse.audit.operations import record
from hanse.calendar.choices import PART_COLUMNS, Status
from hanse.calendar.clocks import DECIDING, clock_of, is_open, which_clock
from hanse.calendar.drafts import GROUPS, Draft, differences, split
from hanse.calendar.loading.wanted import read_when
from hanse.calendar.models import Activity, Area, LoadedRow, Programme, Year
from hanse.calendar.operations.writing import SIGNIFICANT, Shelf, fill, link, replace_groups
from hanse.calendar.queries.drafts import Seen, draft_of
from hanse.engines.when import Precision
from hanse.members.operations import network_ids, organisation_ids
from hanse.ui.romanising import romanised


class Refused(Exception):
    """A value cannot stand beside the rest of the year; `field` is its name in the draft, `reason` the cure."""

    def __init__(self, field: str, reason: str | Promise) -> None:
        self.field, self.reason = field, reason
        super().__init__(field)


class SavedByOthers(Exception):
    """Somebody saved the activity after the reader had opened it; nothing was written."""


class Gone(Exception):
    """There is no such activity any more."""


@transaction.atomic
def create_activity(
    *, year: int, draft: Draft, by: By, now: datetime, on: date | None = None, note: str = ""
) -> Activity:
    """Add an activity to a year, at an address made from its title where the draft has none.

    `on` is the day that pages state for its first state, that of `now` unless told otherwise. `note` goes on record.
    Raises `Refused` and `NotADate`.
    """
    its_year = Year.objects.get(number=year)
    uid = draft.get("uid") or str(uuid4())
    slug = draft["slug"] or free_slug(_slug_of(draft["title"], year, uid))
    if Activity.objects.filter(slug=slug).exists():
        raise Refused("slug", _("Another activity has this address. Choose another one."))
    step = {"status": draft["status"], "on": (on or now.date()).isoformat(), "note": ""}
    written = {**draft, "uid": uid, "slug": slug, "statuses": draft.get("statuses") or [step]}
    activity = Activity(year=its_year, slug=slug, created_at=now, modified_at=now)
    _check_clock(written, its_year)
    _write(activity, written, its_year)
    record(at=now, by=by, verb="create", kind="activity", key=activity.slug, label=activity.title, note=note)
    return activity


def add_activity(*, key: UUID, year: int, draft: Draft, by: By, now: datetime, on: date) -> tuple[Activity, bool]:
    """`create_activity`, once for each `key`: whoever sends a form twice gets what the first time made, and `False`.

    The key becomes the lasting identifier, which the database keeps unique, so that of sends at the same moment one
    makes the activity and the others find it.
    """
    try:
        with transaction.atomic():
            made = Activity.objects.filter(uid=key).first()
            if made is not None:
                return made, False
            return create_activity(year=year, draft={**draft, "uid": str(key)}, by=by, now=now, on=on), True
    except (IntegrityError, Refused):
        made = Activity.objects.filter(uid=key).first()
        if made is None:
            raise
        return made, False


@transaction.atomic
def revise_activity(*, slug: str, seen: Seen, draft: Draft, by: By, now: datetime, verb: str = "revise") -> bool:
    """Bring an activity to what a draft says; whether anything changed.

    Raises `SavedByOthers` when its revision is no longer the one that was `seen`, `Refused`, `NotADate`, `Gone`.
    """
    activity = locked(slug, seen)
    before = draft_of(slug) or {}
    after = {**before, **draft, "slug": slug, "uid": before["uid"]}
    after = {name: value for name, value in after.items() if value not in ("", None) or "@" not in name}
    changes = differences(before, after)
    if not changes:
        return False
    activity.revision += 1
    activity.sequence += bool(SIGNIFICANT & changes.keys())
    activity.modified_at = now
    if "when" in changes:
        _check_last_date(after, activity.year)
    if (DECIDING | {"sessions"}) & changes.keys():
        _check_clock(after, activity.year)
    _write(activity, after, activity.year)
    record(at=now, by=by, verb=verb, kind="activity", key=slug, label=activity.title, changes=changes)
    return True


@transaction.atomic
def remove_idea(*, slug: str, seen: Seen, by: By, now: datetime) -> None:
    """Remove an idea that came to nothing. What the public has seen is cancelled instead, so that feeds can say so.

    Raises `SavedByOthers`, `Gone`, and `Refused` for everything that is or was more than an idea.
    """
    activity = locked(slug, seen)
    if not is_removable(activity):
        raise Refused("status", _("Only an idea that was never published can be removed. Cancel the activity instead."))
    changes = {name: [value, ""] for name, value in (draft_of(slug) or {}).items() if value and name != "uid"}
    label = activity.title
    activity.delete()
    record(at=now, by=by, verb="remove", kind="activity", key=slug, label=label, changes=changes)


def is_removable(activity: Activity) -> bool:
    """Whether nobody but the secretariat has ever seen it: it is an idea, was nothing else, and is in no file."""
    was_more = activity.status_changes.exclude(status=Status.IDEA).exists()
    is_in_files = LoadedRow.objects.filter(file="activity", key=activity.slug).exists()
    return activity.status == Status.IDEA and not was_more and not is_in_files


def free_slug(slug: str) -> str:
    """The address itself, or the first of its kind that nothing has: forum-2023, forum-2023-2, forum-2023-3."""
    taken = set(Activity.objects.filter(slug__startswith=slug[:90]).values_list("slug", flat=True))
    candidates = (slug if n == 1 else f"{slug[:90]}-{n}" for n in range(1, len(taken) + 2))
    return next(candidate for candidate in candidates if candidate not in taken)


def locked(slug: str, seen: Seen) -> Activity:
    """The row of an activity, held until the transaction ends; raises `Gone` and `SavedByOthers`."""
    # `of` names the one table: PostgreSQL cannot lock the far side of an optional relation.
    found = Activity.objects.select_for_update(of=("self",)).select_related("year").filter(slug=slug).first()
    if found is None:
        raise Gone(slug)
    if found.revision != seen.revision:
        raise SavedByOthers(slug)
    return found


def _write(activity: Activity, draft: Draft, year: Year) -> None:
    own, groups = split(draft)
    _check(activity, own, year)
    fill(activity, own, Shelf.of(year))
    activity.save()
    link({activity.slug: own})
    replace_groups(
        {group: {activity.slug: groups.get(group, {"rows": []})} for group in GROUPS},
        {activity.slug: activity},
    )


def _check_clock(draft: Draft, year: Year) -> None:
    """Refuse an hour of which nobody can say on which clock it is."""
    clock = clock_of(draft, year=year.number, network=year.zone)
    when = read_when(draft["when"], year.number, clock.zone)
    if is_open(draft, when, year=year.number, network=year.zone):
        language = (get_language() or "en").split("-")[0]
        raise Refused("zone", which_clock(draft["city"], draft["country"], year=year.number, language=language))


def _check_last_date(draft: Draft, year: Year) -> None:
    """Refuse to take the last date from what is off: calendars that have it could not show that it is."""
    off = draft["status"] in (Status.POSTPONED, Status.CANCELLED)
    if off and read_when(draft["when"], year.number, year.zone).precision is Precision.UNKNOWN:
        says = _(
            "It is off, and its last date lets calendars show that. Leave that date, or write the new one once it is known."
        )
        raise Refused("when", says)


def _slug_of(title: str, year: int, uid: str) -> str:
    """An address made from a title; of scripts that give no Latin letters, a part of the lasting identifier."""
    bare = slugify(romanised(title))[:90].strip("-") or f"activity-{uid[:8]}"
    return bare if bare.endswith(f"-{year}") else f"{bare}-{year}"


def _check(activity: Activity, own: Mapping[str, Any], year: Year) -> None:
    """What only the database knows; the form has checked each value by itself."""
    if not Area.objects.filter(year=year, key=own["area"]).exists():
        raise Refused("area", _("This year has no such area. Choose one of those offered."))
    programme = Programme.objects.filter(area__year=year, slug=own["programme"]).select_related("area").first()
    if own["programme"] and programme is None:
        raise Refused("programme", _("This year has no such programme. Choose one of those offered."))
    if programme and programme.area.key != own["area"]:
        raise Refused("programme", _("The programme belongs to another area. Change the area or the programme."))
    taken = Activity.objects.filter(year=year, overview=own["overview"] or None).exclude(pk=activity.pk)
    if own["overview"] and taken.exists():
        raise Refused("overview", _("Another activity has this place in the overview. Choose another number."))
    _check_parent(activity, own["parent"])
    missing = {s for name in PART_COLUMNS.values() for s in own[name].split(";") if s}
    if missing - organisation_ids().keys():
        raise Refused("organisers", _("One of the organisations is not in the directory any more. Choose another."))
    if {code for code in own["networks"].split(";") if code} - network_ids().keys():
        raise Refused("networks", _("One of the regional networks is not kept any more. Choose another."))


def _check_parent(activity: Activity, slug: str) -> None:
    at, steps = slug, 0
    while at and steps < 50:
        parent = Activity.objects.filter(slug=at).values_list("slug", "parent__slug").first()
        if parent is None:
            raise Refused("parent", _("There is no such activity any more. Choose another."))
        if parent[0] == activity.slug:
            raise Refused("parent", _("An activity cannot happen within itself. Choose another."))
        at, steps = parent[1] or "", steps + 1
