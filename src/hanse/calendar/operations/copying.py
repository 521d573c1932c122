"""Next year's edition: copies of activities with their dates moved and their state begun anew."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hanse.audit.actor import By
from hanse.calendar.choices import Status
from hanse.calendar.drafts import COPY_OF, Draft, move_years
from hanse.calendar.models import Activity, Year
from hanse.calendar.operations.keeping import Gone, Refused, create_activity, free_slug
from hanse.calendar.operations.years import carry_areas
from hanse.calendar.queries.copies import copies_there
from hanse.calendar.queries.drafts import drafts_of
from hanse.engines.when import When, format, shift

# What belongs to one edition only: its agenda, its papers, its way in, its place in the printed overview.
_OF_ONE_EDITION = ("documents", "sessions", "speakers", "statuses")
_EMPTIED = ("join_link", "action_label", "action_url", "embargo_until", "overview", "note", "aliases")


class CopiedAlready(Exception):
    """Some of the activities have copies there that nobody has spoken of; `slugs` names the activities."""

    def __init__(self, slugs: Sequence[str]) -> None:
        self.slugs = tuple(slugs)
        super().__init__(slugs)


@dataclass(frozen=True, slots=True)
class Copied:
    """An activity and its copy."""

    source: str
    slug: str
    title: str


@transaction.atomic
def duplicate_activities(
    *,
    slugs: Sequence[str],
    into: int,
    status: Status = Status.IDEA,
    by: By,
    now: datetime,
    on: date | None = None,
    again: Collection[str] | None = None,
    key: uuid.UUID | None = None,
) -> list[Copied]:
    """Copy activities into a year that is open already, all or none; raises `Gone` and `Refused`.

    `again` names those of which a further copy is wanted although there is one: for others `CopiedAlready` is raised,
    so that a button pressed twice makes no doubles. Without it nobody asks. `key` is that of a form: what it made when
    it was sent before is left as it is and not made again, `again` or not.

    Dates keep their day of the year and their precision (`engines.when.shift`); what was within a copied activity
    is within its copy. Contacts, links and organisations stay; agenda, papers and notes are of the old edition.
    """
    found = Activity.objects.select_for_update(of=("self",)).filter(slug__in=slugs).select_related("year")
    sources = {activity.slug: activity for activity in found.order_by("id")}
    for slug in slugs:
        if slug not in sources:
            raise Gone(slug)
    target = Year.objects.filter(number=into).first()
    if target is None:
        raise Refused("into", _("That year is not open yet. Open it first."))
    uids = {slug: uuid.uuid5(key, f"{into} {slug}") if key else uuid.uuid4() for slug in sources}
    names = _made_before(uids)
    there = copies_there(found, into)
    doubles = [slug for slug in there if again is not None and slug not in again and slug not in names]
    if doubles:
        raise CopiedAlready(doubles)
    carry_areas(target, list(sources.values()))
    drafts = drafts_of(sources)
    copied = []
    for slug in _parents_first(sources):
        if slug in names:
            continue
        draft = copy_of(drafts[slug], sources[slug].when, years=into - sources[slug].year.number)
        draft |= {"uid": str(uids[slug])}
        draft |= {"slug": free_slug(draft["slug"]), "status": str(status), "parent": names.get(draft["parent"], "")}
        made = create_activity(year=into, draft=draft, by=by, now=now, on=on, note=f"{COPY_OF} {slug}")
        names[slug] = made.slug
        copied.append(Copied(slug, made.slug, made.title))
    return copied


def _made_before(uids: dict[str, uuid.UUID]) -> dict[str, str]:
    """The addresses of copies that are there already under these lasting identifiers, by what they are copies of."""
    made = dict(Activity.objects.filter(uid__in=uids.values()).values_list("uid", "slug"))
    return {slug: made[uid] for slug, uid in uids.items() if uid in made}


def copy_of(draft: Draft, when: When, *, years: int) -> Draft:
    """What a copy starts from; nothing is written. Years in names move along with the dates."""
    copy = {name: value for name, value in draft.items() if name.split(".")[0] not in _OF_ONE_EDITION}
    copy |= dict.fromkeys(_EMPTIED, "")
    copy["uid"] = str(uuid.uuid4())
    if years:
        copy["when"] = format(shift(when, years), "en", style="long")
        named = ("title", "label", "slug", *(n for n in copy if n.startswith(("title@", "label@"))))
        copy |= {name: move_years(copy[name], years) for name in named}
    return copy


def _parents_first(sources: dict[str, Activity]) -> list[str]:
    """Slugs in an order in which every parent stands before its parts."""
    ids = {activity.pk: slug for slug, activity in sources.items()}
    ordered: list[str] = []

    def place(slug: str) -> None:
        parent = ids.get(sources[slug].parent_id or 0)
        if parent is not None and parent not in ordered:
            place(parent)
        if slug not in ordered:
            ordered.append(slug)

    for slug in sources:
        place(slug)
    return ordered
