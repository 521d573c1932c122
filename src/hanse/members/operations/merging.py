"""Two entries of one organisation, or two accounts of one person, made into one.

References move (`operations.moving`), history stays, the old address leads on, and nobody gains a right by it: a
mandate that would reach further than before awaits its confirmation, and open invitations of the double are withdrawn.
A preview is the real write, rolled back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from hanse.accounts.models import User
from hanse.accounts.operations.people import LastAdministrator, OwnRole, close_account
from hanse.audit.actor import Actor, By
from hanse.audit.operations import record
from hanse.members.models import (
    Coordination,
    DistinctOrganisations,
    DistinctPeople,
    Invitation,
    Mandate,
    Membership,
    MergedPerson,
    Organisation,
)
from hanse.members.operations.faults import Refused
from hanse.members.operations.moving import Moves, move_all
from hanse.members.operations.register import overlapping
from hanse.members.queries.acting import open_mandates
from hanse.members.queries.rights import standing_on
from hanse.members.rights import Rights

FILLED = (
    "native_name", "city", "website", "wikidata", "geonames", "ror", "population", "summary", "subdivision", "languages",
)  # fmt: skip


@dataclass(slots=True)
class Report:
    """What a merger did, or would do."""

    moves: Moves = field(default_factory=Moves)
    filled: dict[str, list[Any]] = field(default_factory=dict)
    to_confirm: list[Mandate] = field(default_factory=list)
    withdrawn: list[Invitation] = field(default_factory=list)
    trimmed: dict[str, list[str]] = field(default_factory=dict)

    @property
    def moved(self) -> list[tuple[str, int]]:
        """What moves, in words, and how many of each."""
        return [(self.moves.names[label], len(keys)) for label, keys in self.moves.moved.items()]

    @property
    def stayed(self) -> list[tuple[str, int]]:
        """What stays with the double, because the kept one has the same already."""
        return [(self.moves.names[label], len(keys)) for label, keys in self.moves.stayed.items()]


class _OnlyLooking(Exception):
    """Rolls a preview back."""


def preview_organisations(*, kept: int, double: int, today: date, by: By, now: datetime) -> Report:
    """What `merge_organisations` would do; nothing is written. Raises `Refused`."""
    return _looked_at(lambda: merge_organisations(kept=kept, double=double, today=today, by=by, now=now))


def preview_people(*, kept: int, double: int, today: date, by: By, now: datetime) -> Report:
    """What `merge_people` would do; nothing is written. Raises `Refused`."""
    return _looked_at(lambda: merge_people(kept=kept, double=double, today=today, by=by, now=now))


def _looked_at(merge: Callable[[], Report]) -> Report:
    report = Report()
    try:
        with transaction.atomic():
            report = merge()
            raise _OnlyLooking
    except _OnlyLooking:
        return report


@transaction.atomic
def merge_organisations(*, kept: int, double: int, today: date, by: By, now: datetime) -> Report:
    """Make `double` a row that points to `kept`, and move everything that pointed to it.

    Raises `Refused` for the same organisation twice, or one that is merged already.
    """
    rows = {
        one.pk: one for one in Organisation.everything.select_for_update().filter(pk__in=[kept, double]).order_by("pk")
    }
    if len(rows) != 2 or any(one.merged_into_id for one in rows.values()):
        raise Refused("double", _("Choose two different organisations that are both in the directory."))
    target, source = rows[kept], rows[double]
    report = Report()
    before = standing_on([kept], today)[kept].rights
    present = set(open_mandates(today).filter(organisation=target).values_list("pk", flat=True))
    _withdraw(report, source, by, now)
    _make_room(report, target, source)
    Organisation.everything.filter(merged_into=source).update(merged_into=target)
    move_all(double=source, kept=target, leaves=_leaves_organisation, moves=report.moves)
    _fill(report, target, source)
    grown = _grows(before, standing_on([kept], today)[kept].rights)
    arrived = set(report.moves.moved.get("members.mandate", ()))
    _await_confirmation(report, arrived | (present if grown else set()), today)
    source.merged_into = target
    source.revision += 1
    source.save(update_fields=["merged_into", "revision"])
    target.revision += 1
    target.save()
    _record(report, by, now, kind="organisation", kept=target.slug, double=source.slug, label=target.name)
    return report


@transaction.atomic
def merge_people(*, kept: int, double: int, today: date, by: By, now: datetime) -> Report:
    """Close the account `double`, and give what it had to `kept`; ways of signing in stay with the closed one.

    Raises `Refused` for the same account twice, a closed one, or one's own as the double.
    """
    rows = {one.pk: one for one in User.objects.select_for_update().filter(pk__in=[kept, double]).order_by("pk")}
    if len(rows) != 2 or not all(one.is_active for one in rows.values()):
        raise Refused("double", _("Choose two different accounts that are both open."))
    if Actor.of(by).person == double:
        raise Refused("double", _("You cannot close the account that you use. Keep it, and close the other one."))
    target, source = rows[kept], rows[double]
    report = Report()
    has = {
        (one.organisation_id, one.role): one.is_administrator
        for one in open_mandates(today).filter(person=target).order_by("is_administrator")
    }
    move_all(double=source, kept=target, leaves=_leaves_person, moves=report.moves)
    arrived = Mandate.objects.filter(pk__in=report.moves.moved.get("members.mandate", ()))
    further = {
        one.pk
        for one in arrived
        if (one.organisation_id, one.role) not in has or one.is_administrator > has[one.organisation_id, one.role]
    }
    _await_confirmation(report, further, today)
    try:
        close_account(person=source.pk, by=Actor.of(by), now=now)
    except (OwnRole, LastAdministrator):
        raise Refused("double", _("Without this account nobody could keep the network any more. Keep it, and close the other one.")) from None  # fmt: skip
    if not target.name and source.name:
        report.filled["name"] = ["", source.name]
        target.name = source.name
        target.save(update_fields=["name"])
    MergedPerson.objects.create(double=source, kept=target, merged_by=str(by)[:254], merged_at=now)
    _record(
        report, by, now, kind="person", kept=str(target.pk), double=str(source.pk), label=str(target), subject=target.pk
    )
    return report


@transaction.atomic
def say_two_organisations(*, one: int, other: int, by: By, now: datetime) -> None:
    """Keep that two look-alikes are two, so that nobody is asked again."""
    first, second = sorted((one, other))
    names = [Organisation.objects.get(pk=pk).slug for pk in (first, second)]
    DistinctOrganisations.objects.get_or_create(
        first_id=first, second_id=second, defaults={"said_by": str(by)[:254], "said_at": now}
    )
    record(at=now, by=by, verb="tell apart", kind="organisation", key=names[0], label=" ≠ ".join(names))


@transaction.atomic
def say_two_people(*, one: int, other: int, by: By, now: datetime) -> None:
    """Keep that two accounts belong to two people."""
    first, second = sorted((one, other))
    DistinctPeople.objects.get_or_create(
        first_id=first, second_id=second, defaults={"said_by": str(by)[:254], "said_at": now}
    )
    label = f"{first} ≠ {second}"
    record(at=now, by=by, verb="tell apart", kind="person", key=str(first), label=label, subject=first)


def _leaves_organisation(model: type[models.Model]) -> bool:
    return model in (Organisation, DistinctOrganisations) or getattr(model, "stays_in_mergers", False)


def _leaves_person(model: type[models.Model]) -> bool:
    """Ways of signing in and tokens stay, whoever keeps them; so does what gives rights by itself."""
    ours = model.__module__.startswith("hanse.") and not model.__module__.startswith("hanse.accounts.")
    rights = model in (Coordination, DistinctPeople, MergedPerson) or getattr(model, "stays_in_mergers", False)
    return not ours or rights


def _withdraw(report: Report, source: Organisation, by: By, now: datetime) -> None:
    waiting = Invitation.objects.filter(organisation=source, accepted_at__isnull=True, withdrawn_at__isnull=True)
    report.withdrawn = list(waiting)
    waiting.update(withdrawn_at=now, withdrawn_by=str(by)[:254])


def _make_room(report: Report, target: Organisation, source: Organisation) -> None:
    """What the kept one has on record only ends where a decided period of the double begins."""
    decided = list(Membership.objects.filter(organisation=source, is_on_record=False).order_by("starts_on"))
    for period in Membership.objects.filter(organisation=target, is_on_record=True).order_by("starts_on"):
        later = [one for one in decided if one.starts_on > period.starts_on and overlapping([period], one)]
        if later:
            before, period.ends_on = period.ends_on, later[0].starts_on - timedelta(days=1)
            period.save(update_fields=["ends_on"])
            report.trimmed[str(period.pk)] = [str(before or ""), str(period.ends_on)]


def _fill(report: Report, target: Organisation, source: Organisation) -> None:
    for name in FILLED:
        if not getattr(target, name) and getattr(source, name):
            report.filled[name] = [getattr(target, name) or "", getattr(source, name)]
            setattr(target, name, getattr(source, name))
    if target.latitude is None and source.latitude is not None:
        report.filled["place"] = ["", f"{source.latitude}, {source.longitude}"]
        target.latitude, target.longitude = source.latitude, source.longitude
    known = set(target.names)
    names = [name for name in dict.fromkeys(source.names) if name and name not in known]
    if names:
        report.filled["aliases"] = [", ".join(target.aliases), ", ".join([*target.aliases, *names])]
        target.aliases = [*target.aliases, *names]
    for code, texts in (source.translations or {}).items():
        for name, text in texts.items():
            if name != "name" and not target.translations.get(code, {}).get(name):
                report.filled[f"{name}@{code}"] = ["", text]
                target.translations = {**target.translations, code: {**target.translations.get(code, {}), name: text}}


def _grows(before: Rights, after: Rights) -> bool:
    pairs = ((before.vote, after.vote), (before.speak, after.speak))
    more = ((before.member_activities, after.member_activities), (before.submit_projects, after.submit_projects))
    return any(now and not was for was, now in (*pairs, *more))


def _await_confirmation(report: Report, mandates: Iterable[int], today: date) -> None:
    """Mandates that would reach further rest until somebody confirms them; those that are over stay over."""
    rows = Mandate.objects.filter(pk__in=set(mandates), revoked_at__isnull=True, awaits_confirmation=False)
    reaching = [
        one for one in rows.select_related("person", "organisation") if one.ends_on is None or one.ends_on >= today
    ]
    Mandate.objects.filter(pk__in=[one.pk for one in reaching]).update(awaits_confirmation=True)
    report.to_confirm = reaching


def _record(
    report: Report, by: By, now: datetime, *, kind: str, kept: str, double: str, label: str, subject: int | None = None
) -> None:
    """The record holds all that is needed to take it back: what moved, what stayed, what was filled in."""
    changes: dict[str, list[Any]] = {
        "merged": [double, kept],
        **report.filled,
        "moved": [{}, report.moves.moved],
        "stayed": [report.moves.stayed, report.moves.stayed],
        "to confirm": [[], [one.pk for one in report.to_confirm]],
        "withdrawn": [[one.pk for one in report.withdrawn], []],
        "periods": [
            {key: pair[0] for key, pair in report.trimmed.items()},
            {key: pair[1] for key, pair in report.trimmed.items()},
        ],
    }
    changes = {name: pair for name, pair in changes.items() if pair[0] or pair[1]}
    record(at=now, by=by, verb="merge", kind=kind, key=kept, label=label, changes=changes, subject=subject)
