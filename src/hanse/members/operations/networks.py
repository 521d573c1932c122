"""Places in regional networks, and who coordinates them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from hanse.accounts.models import User
from hanse.audit.actor import By
from hanse.audit.operations import record
from hanse.members.choices import Place
from hanse.members.models import Coordination, NetworkPlace, Organisation, RegionalNetwork
from hanse.members.operations.faults import Gone


class PlacedAlready(Exception):
    """The organisation has this place, or the person coordinates the network already."""


class EndsBeforeStart(Exception):
    """It cannot end before it begins."""


@transaction.atomic
def give_place(
    *, network: str, organisation: int, role: str, starts_on: date, by: By, now: datetime, source: str = ""
) -> NetworkPlace:
    """Give an organisation a place in a network from a day on; raises `PlacedAlready`."""
    whole = RegionalNetwork.objects.select_for_update().get(code=network)
    whom = Organisation.objects.get(pk=organisation)
    if NetworkPlace.objects.filter(network=whole, organisation=whom, role=role, ends_on__isnull=True).exists():
        raise PlacedAlready
    place = NetworkPlace.objects.create(
        network=whole, organisation=whom, role=Place(role), starts_on=starts_on, source=source
    )
    changes = {"place": ["", f"{whom.slug} {role}"], "from": ["", starts_on.isoformat()]}
    record(at=now, by=by, verb="give place", kind="network", key=whole.code, label=whom.name, changes=changes)
    return place


@transaction.atomic
def end_place(*, place: int, ends_on: date | None, by: By, now: datetime) -> NetworkPlace:
    """Set the last day of a place, or let it go on; raises `EndsBeforeStart`, `PlacedAlready` and `Gone`."""
    found = NetworkPlace.objects.select_for_update(of=("self",)).select_related("network", "organisation")
    row = found.filter(pk=place).first()
    if row is None:
        raise Gone(str(place))
    if ends_on is not None and row.starts_on is not None and ends_on < row.starts_on:
        raise EndsBeforeStart
    before, row.ends_on = row.ends_on, ends_on
    if before == ends_on:
        return row
    try:
        with transaction.atomic():
            row.save(update_fields=["ends_on"])
    except IntegrityError as fault:
        raise PlacedAlready from fault
    changes = {f"{row.organisation.slug} {row.role}": [_day(before), _day(ends_on)]}
    code, label = row.network.code, row.organisation.name
    record(at=now, by=by, verb="end place", kind="network", key=code, label=label, changes=changes)
    return row


@transaction.atomic
def name_coordinator(*, network: str, person: int, starts_on: date, by: By, now: datetime) -> Coordination:
    """Let a person coordinate a network from a day on; raises `PlacedAlready`."""
    whole = RegionalNetwork.objects.select_for_update().get(code=network)
    whom = User.objects.get(pk=person)
    if Coordination.objects.filter(network=whole, person=whom, ends_on__isnull=True).exists():
        raise PlacedAlready
    row = Coordination.objects.create(
        network=whole, person=whom, starts_on=starts_on, named_by=str(by)[:254], named_at=now
    )
    _record(row, "name coordinator", by, now, {"from": ["", starts_on.isoformat()]})
    return row


@transaction.atomic
def relieve_coordinator(*, coordination: int, on: date, by: By, now: datetime) -> Coordination:
    """End a coordination: the day before `on` is its last, or its only day where it began on that day."""
    found = Coordination.objects.select_for_update(of=("self",)).select_related("network", "person")
    row = found.filter(pk=coordination).first()
    if row is None:
        raise Gone(str(coordination))
    before, row.ends_on = row.ends_on, max(row.starts_on, on - timedelta(days=1))
    row.save(update_fields=["ends_on"])
    _record(row, "relieve coordinator", by, now, {"until": [_day(before), _day(row.ends_on)]})
    return row


def _record(row: Coordination, verb: str, by: By, now: datetime, changes: dict[str, list[str]]) -> None:
    record(
        at=now,
        by=by,
        verb=verb,
        kind="network",
        key=row.network.code,
        label=str(row.person),
        changes=changes,
        subject=row.person_id,
        personal=("label",),
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
