"""Registrations for a file, thousands after thousands, and never more than one thousand in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from hanse.calendar.registration.choices import State
from hanse.calendar.registration.models import CheckIn, Intake, Question, Registration, Upload

CHUNK = 1000
# What a file is made of, as the database knows it; `Row` reads these by name.
FIELDS = (
    "pk", "uid", "state", "attendance", "name", "email", "office", "organisation__name", "organisation_name", "country",
    "language", "zone", "delegation", "quota__name", "invitation__code", "arrival", "is_walk_in", "submitted_at",
    "decided_at", "ended_at", "note", "consent", "answers",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One registration with what hangs on it: entries by their way, and names of files by their question."""

    values: Mapping[str, Any]
    entries: Mapping[str, CheckIn]
    files: Mapping[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which registrations: of one organisation or of all, in some states or in all that were sent."""

    organisation: int | None = None
    states: tuple[str, ...] = ()


def questions_of(intake: Intake) -> list[Question]:
    """The questions of the form, in their order."""
    return list(Question.objects.filter(intake=intake))


def export_count(intake: Intake, wanted: Wanted) -> int:
    """How many people the file would hold."""
    return _wanted(intake, wanted).count()


def export_rows(intake: Intake, wanted: Wanted) -> Iterator[Row]:
    """Row after row, three queries for each thousand; the database keeps the place, not we."""
    found = iter(_wanted(intake, wanted).values(*FIELDS).iterator(chunk_size=CHUNK))
    while chunk := list(islice(found, CHUNK)):
        keys = [values["pk"] for values in chunk]
        entries, files = _entries(keys), _files(keys)
        for values in chunk:
            yield Row(values, entries.get(values["pk"], {}), files.get(values["pk"], {}))


def _wanted(intake: Intake, wanted: Wanted) -> QuerySet[Registration]:
    found = Registration.objects.filter(intake=intake).exclude(state=State.DRAFT).order_by("arrival", "pk")
    if wanted.organisation is not None:
        found = found.filter(organisation=wanted.organisation)
    return found.filter(state__in=wanted.states) if wanted.states else found


def _entries(keys: Sequence[int]) -> dict[int, dict[str, CheckIn]]:
    found: dict[int, dict[str, CheckIn]] = defaultdict(dict)
    for one in CheckIn.objects.filter(registration__in=keys, undone_at__isnull=True):
        found[one.registration_id][one.attendance] = one
    return found


def _files(keys: Sequence[int]) -> dict[int, dict[int, list[str]]]:
    found: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for registration, question, name in Upload.objects.filter(registration__in=keys).values_list(
        "registration", "question", "name"
    ):
        found[registration][question].append(name)
    return found
