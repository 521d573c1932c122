"""Writing what the files say, in one transaction: either all of it is there, or nothing has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from hanse.audit.actor import By
from hanse.audit.operations import compose, record_many
from hanse.audit.queries import has_act
from hanse.calendar.clocks import DECIDING
from hanse.calendar.loading.merging import Prefer
from hanse.calendar.loading.planning import Plan, make_plan
from hanse.calendar.loading.wanted import Wanted, read_when
from hanse.calendar.models import (
    Activity,
    Area,
    Disagreement,
    Duty,
    LoadedRow,
    Occasion,
    Programme,
    Year,
)
from hanse.calendar.operations.dates import occasion_columns
from hanse.calendar.operations.holding import hold_years
from hanse.calendar.operations.writing import BATCH, GROUPS, SIGNIFICANT, Shelf, fill, link, replace_groups, row_columns
from hanse.calendar.queries.snapshot import group_payloads, loaded, snapshot
from hanse.members.operations import untranslated, write_networks, write_organisations, write_people, write_places
from hanse.members.operations.register import derive_periods
from hanse.ui.folding import fold_rows


class Unresolved(Exception):
    """A plan with conflicts, or whose outcome cannot stand, is not carried out."""


def plan_year(wanted: Wanted, prefer: Prefer = "") -> Plan:
    """What a load would do as things stand."""
    kept, ground = snapshot(wanted.year), wanted.ground
    # What the folder was made from, where it was made from this database; otherwise what was loaded last.
    if ground and ground.year == wanted.year and ("year", str(wanted.year)) in kept and has_act(ground.act):
        return make_plan(wanted, kept, ground.things, prefer, ground=ground)
    return make_plan(wanted, kept, loaded(wanted.year), prefer)


@transaction.atomic
def load_year(
    *, wanted: Wanted, prefer: Prefer = "", by: By, now: datetime, tell: Callable[[Plan], None] = lambda plan: None
) -> Plan:
    """Bring the database to what the files say; raises `Unresolved` where both sides changed the same thing.

    The comparison stands in the same transaction as the writing, and nobody else writes in between: what somebody
    saved in the browser a moment ago is compared, what they save a moment later is theirs to merge. `tell` is shown
    the plan before anything is written.
    """
    hold_years()
    plan = plan_year(wanted, prefer)
    tell(plan)
    if plan.conflicts or plan.problems:
        raise Unresolved
    _carry_out(plan, by, now)
    return plan


def _carry_out(plan: Plan, by: By, now: datetime) -> None:
    final = {**plan.create, **{key: change.final for key, change in plan.change.items()}}

    def of(kind: str) -> dict[str, Any]:
        return {key: payload for (its, key), payload in final.items() if its == kind}

    year = _write_year_itself(plan, of("year"), of("area"), of("programme"))
    created = {key: p for (its, key), p in plan.create.items() if its == "organisation"}
    changed = {key: c.final for (its, key), c in plan.change.items() if its == "organisation"}
    write_organisations(create=created, change=changed)
    derive_periods(fallback_year=plan.year, by=by, now=now)
    write_people(people=of("person"))
    write_networks(networks=of("network"))
    write_places(places={key: p["rows"] for key, p in of("places").items()})
    agendas = _agendas_to_move(plan)
    _write_activities(plan, year, now)
    groups = {group: of(group) for group in GROUPS}
    _write_groups(plan, {**groups, "sessions": {**agendas, **groups["sessions"]}}, now)
    _write_duties(year, of("duty"), of("occasions"))
    _write_disagreements(year, of("disagreement"))
    _remember(plan, year)
    _record(plan, by, now)


def _write_year_itself(
    plan: Plan, years: Mapping[str, Any], areas: Mapping[str, Any], programmes: Mapping[str, Any]
) -> Year:
    for number, payload in years.items():
        values = {
            "edition": payload["edition"],
            "published_on": date.fromisoformat(payload["published_on"]) if payload["published_on"] else None,
            **{name: payload[name] for name in ("theme", "lead", "network", "secretariat")},
            "translations": untranslated(payload),
        }
        Year.objects.update_or_create(number=int(number), defaults=values)
    year = Year.objects.get(number=plan.year)
    for key, payload in areas.items():
        values = {**{n: payload[n] for n in ("name", "summary", "position")}, "translations": untranslated(payload)}
        Area.objects.update_or_create(year=year, key=key, defaults=values)
    ids = dict(Area.objects.filter(year=year).values_list("key", "pk"))
    for slug, payload in programmes.items():
        values = {**{n: payload[n] for n in ("name", "summary", "position")}, "translations": untranslated(payload)}
        values["area_id"] = ids[payload["area"]]
        Programme.objects.update_or_create(area__year=year, slug=slug, defaults=values)
    return year


def _write_activities(plan: Plan, year: Year, now: datetime) -> None:
    create = {key: p for (its, key), p in plan.create.items() if its == "activity"}
    change = {key: c for (its, key), c in plan.change.items() if its == "activity"}
    shelf = Shelf.of(year)
    # Two may change places in the overview: whoever is first would find the other's taken.
    moved = [slug for slug, one in change.items() if "overview" in one.fields]
    Activity.objects.filter(slug__in=moved).update(overview=None)
    fresh = [
        fill(Activity(year=year, slug=slug, created_at=now, modified_at=now), payload, shelf)
        for slug, payload in create.items()
    ]
    Activity.objects.bulk_create(fresh, batch_size=BATCH)
    kept = list(Activity.objects.select_for_update().filter(slug__in=change))
    for activity in kept:
        fill(activity, change[activity.slug].final, shelf)
        activity.revision += 1
        activity.sequence += bool(SIGNIFICANT & change[activity.slug].fields.keys())
        activity.modified_at = now
    if kept:
        fold_rows(kept)
        names = [f.name for f in Activity._meta.concrete_fields if not f.primary_key and f.name != "parent"]
        Activity.objects.bulk_update(kept, names, batch_size=BATCH)
    link({**create, **{slug: c.final for slug, c in change.items()}})


def _agendas_to_move(plan: Plan) -> dict[str, Any]:
    """Agendas whose place gets another clock: their hours stay the same on it, and so are other instants."""
    moved = [slug for (kind, slug), one in plan.change.items() if kind == "activity" and DECIDING & one.fields.keys()]
    kept = group_payloads({"activity__slug__in": moved}) if moved else {}
    return {slug: payload for (kind, slug), payload in kept.items() if kind == "sessions"}


def _write_groups(plan: Plan, groups: Mapping[str, Mapping[str, Any]], now: datetime) -> None:
    """Replace the rows that hang on an activity, and count the change as one of the activity itself."""
    touched = {slug for group in groups.values() for slug in group}
    if not touched:
        return
    activities = {a.slug: a for a in Activity.objects.filter(slug__in=touched)}
    replace_groups(groups, activities)
    fresh = {key for its, key in plan.create if its == "activity"}
    changed = {key for its, key in plan.change if its == "activity"}
    only_rows = [activities[slug] for slug in touched - fresh - changed]
    for activity in only_rows:
        activity.revision += 1
        activity.modified_at = now
    Activity.objects.bulk_update(only_rows, ["revision", "modified_at"], batch_size=BATCH)


def _write_duties(year: Year, duties: Mapping[str, Any], occasions: Mapping[str, Any]) -> None:
    wanted = {payload["activity"] for payload in duties.values()}
    activities = dict(Activity.objects.filter(slug__in=wanted).values_list("slug", "pk"))
    # Files without an activity for a duty take away their own year's, and leave another year's where it is.
    elsewhere = dict(Duty.objects.exclude(activity__year=year).values_list("slug", "activity_id")) if duties else {}
    for slug, payload in duties.items():
        values = {n: payload[n] for n in ("name", "rule", "body", "summary", "source")}
        activity = activities.get(payload["activity"]) or elsewhere.get(slug)
        values |= {"activity_id": activity, "translations": untranslated(payload)}
        Duty.objects.update_or_create(slug=slug, defaults=values)
    ids = dict(Duty.objects.values_list("slug", "pk"))
    for slug, payload in occasions.items():
        Occasion.objects.filter(duty__slug=slug).delete()
        for position, row in enumerate(payload["rows"]):
            when = occasion_columns(read_when(row["when"], year.number, year.zone))
            values = {name: value for name, value in row_columns(row).items() if name != "when"}
            Occasion.objects.create(duty_id=ids[slug], position=position, **when, **values)


def _write_disagreements(year: Year, disagreements: Mapping[str, Any]) -> None:
    activities = dict(Activity.objects.filter(year=year).values_list("slug", "pk")) if disagreements else {}
    for number, payload in disagreements.items():
        values = {n: payload[n] for n in ("statement", "other", "source")}
        values["activity_id"] = activities.get(payload["activity"])
        Disagreement.objects.update_or_create(year=year, number=int(number), defaults=values)


def _remember(plan: Plan, year: Year) -> None:
    """Keep what the files said, so that the next load can tell who changed what; nothing where nothing is new."""
    kept = {(row.file, row.key): row for row in LoadedRow.objects.filter(year=year)}
    fresh, changed = [], []
    for position, ((file, key), payload) in enumerate(plan.payloads.items()):
        row = kept.get((file, key))
        if row is None:
            fresh.append(LoadedRow(year=year, file=file, key=key, payload=payload, position=position))
        elif row.payload != payload or row.position != position:
            row.payload, row.position = payload, position
            changed.append(row)
    LoadedRow.objects.bulk_create(fresh, batch_size=BATCH)
    LoadedRow.objects.bulk_update(changed, ["payload", "position"], batch_size=BATCH)


def _record(plan: Plan, by: By, now: datetime) -> None:
    entries = [
        compose(
            at=now,
            by=by,
            verb="load",
            kind=kind,
            key=key,
            label=str(payload.get("title") or payload.get("name") or key),
        )
        for (kind, key), payload in plan.create.items()
    ]
    entries += [
        compose(
            at=now,
            by=by,
            verb="load",
            kind="activity" if kind in GROUPS else kind,
            key=key,
            label=str(change.final.get("title") or change.final.get("name") or key),
            changes={_field(kind, name): list(pair) for name, pair in change.fields.items()},
        )
        for (kind, key), change in plan.change.items()
    ]
    record_many(entries)


def _field(kind: str, name: str) -> str:
    """What an entry calls a field: rows that hang on an activity by the name of their group."""
    if kind not in GROUPS:
        return name
    return kind if name == "rows" else f"{kind}.{name}"
