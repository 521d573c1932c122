"""Who came, who is missing, and from where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet

from hanse.calendar.registration.choices import Attendance, State
from hanse.calendar.registration.models import CheckIn, Intake, Registration
from hanse.calendar.registration.passes.codes import short_code

PER_PAGE = 50
MOST_BODIES = 200
MOST_PRINTED = 5000
SHOWS = ("all", "in", "online", "missing", "not-joined", "walk-in")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a reader of the list has asked for."""

    show: str = "all"
    asked: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One person: whether they came, when, and by whom they were let in."""

    registration: Registration
    number: str
    organisation: str
    entries: tuple[CheckIn, ...]

    @property
    def is_missing(self) -> bool:
        """Whether nobody has seen them."""
        return not self.entries


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation with how many it sends, and how many are there."""

    name: str
    expected: int
    came: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the list says in numbers. People who came both ways are counted in each."""

    expected: int
    inside: int
    online: int
    missing: int
    not_joined: int
    walk_ins: int


def numbers(intake: Intake) -> Numbers:
    """Two queries, whatever the number of people."""
    hall, online = Q(attendance=Attendance.IN_PERSON), Q(attendance=Attendance.ONLINE)
    confirmed = Registration.objects.filter(intake=intake, state=State.CONFIRMED).annotate(came=Exists(_standing()))
    people = confirmed.aggregate(
        expected=Count("pk"),
        missing=Count("pk", filter=hall & Q(came=False)),
        not_joined=Count("pk", filter=online & Q(came=False)),
        walk_ins=Count("pk", filter=Q(is_walk_in=True)),
    )
    entries = CheckIn.objects.filter(registration__intake=intake, undone_at__isnull=True).aggregate(
        inside=Count("pk", filter=hall), online=Count("pk", filter=online)
    )
    return Numbers(**people, **entries)


def bodies(intake: Intake) -> list[Body]:
    """Organisations by name, in one query; people without one stand under an empty name, last."""
    confirmed = Registration.objects.filter(intake=intake, state=State.CONFIRMED).annotate(came=Exists(_standing()))
    rows = (
        confirmed.values("organisation__name", "organisation_name")
        .annotate(expected=Count("pk"), present=Count("pk", filter=Q(came=True)))
        .order_by("organisation__name", "organisation_name")
    )
    found: dict[str, Body] = {}
    for row in rows[: 2 * MOST_BODIES]:
        name = row["organisation__name"] or row["organisation_name"]
        known = found.get(name, Body(name, 0, 0))
        found[name] = Body(name, known.expected + row["expected"], known.came + row["present"])
    return sorted(found.values(), key=lambda one: (not one.name, one.name.casefold()))[:MOST_BODIES]


def attendance_page(intake: Intake, chosen: Chosen, number: str) -> Page[Line]:
    """A page of the list, in three queries."""
    people = people_of(intake, chosen).prefetch_related(_entries())
    page: Page[Any] = Paginator(people, PER_PAGE).get_page(number)
    page.object_list = [_line(one) for one in page.object_list]
    return page


def printed_lines(intake: Intake, chosen: Chosen) -> list[Line]:
    """The list as it is printed: whole, but for an end that nobody would print."""
    return [_line(one) for one in people_of(intake, chosen).prefetch_related(_entries())[:MOST_PRINTED]]


def people_of(intake: Intake, chosen: Chosen) -> QuerySet[Registration]:
    """Everybody who is confirmed, as far as a reader has asked for them, by name."""
    found = (
        Registration.objects.filter(intake=intake, state=State.CONFIRMED)
        .select_related("organisation")
        .order_by("name", "id")
    )
    if chosen.organisation:
        found = found.filter(
            Q(organisation__name=chosen.organisation)
            | Q(organisation__isnull=True, organisation_name=chosen.organisation)
        )
    for word in chosen.asked.split()[:6]:
        found = found.filter(
            Q(name__icontains=word) | Q(organisation__name__icontains=word) | Q(organisation_name__icontains=word)
        )
    return _shown(found, chosen.show)


def newest_at(intake: Intake) -> datetime | None:
    """When the list last changed: the time of its print, so that equal lists print equal bytes."""
    entries = CheckIn.objects.filter(registration__intake=intake).aggregate(
        made=Max("received_at"), gone=Max("undone_at")
    )
    decided = Registration.objects.filter(intake=intake).aggregate(at=Max("decided_at"))["at"]
    return max((at for at in (entries["made"], entries["gone"], decided) if at is not None), default=None)


def badge_people(
    intake: Intake, *, organisation: str = "", show: str = "all", part: int = 1, most: int
) -> Sequence[Registration]:
    """Whom badges are made for: everybody who has a seat in the hall, part by part."""
    chosen = Chosen(show=show, organisation=organisation)
    found = people_of(intake, chosen).filter(attendance=Attendance.IN_PERSON)
    return list(found[(part - 1) * most : part * most])


def badge_count(intake: Intake, *, organisation: str = "", show: str = "all") -> int:
    """How many badges there would be."""
    return (
        people_of(intake, Chosen(show=show, organisation=organisation)).filter(attendance=Attendance.IN_PERSON).count()
    )


def _shown(found: QuerySet[Registration], show: str) -> QuerySet[Registration]:
    match show:
        case "in":
            return found.filter(Exists(_standing().filter(attendance=Attendance.IN_PERSON)))
        case "online":
            return found.filter(Exists(_standing().filter(attendance=Attendance.ONLINE)))
        case "missing":
            return found.filter(~Exists(_standing()), attendance=Attendance.IN_PERSON)
        case "not-joined":
            return found.filter(~Exists(_standing()), attendance=Attendance.ONLINE)
        case "walk-in":
            return found.filter(is_walk_in=True)
    return found


def _standing() -> QuerySet[CheckIn]:
    return CheckIn.objects.filter(registration=OuterRef("pk"), undone_at__isnull=True)


def _entries() -> Prefetch[Any]:
    return Prefetch("check_ins", queryset=CheckIn.objects.filter(undone_at__isnull=True), to_attr="standing_entries")


def _line(one: Registration) -> Line:
    entries: Iterator[CheckIn] = iter(one.standing_entries)  # type: ignore[attr-defined]  # set by the prefetch
    organisation = one.organisation.name if one.organisation else one.organisation_name
    return Line(one, short_code(one.uid), organisation, tuple(entries))
