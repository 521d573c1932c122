"""Reads that cross several rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import connection

from hanse.calendar.models import Activity
from hanse.calendar.queries.entries import Entry, entries
from hanse.calendar.queries.visible import visible_activities
from hanse.members.models import Organisation
from hanse.members.queries.directory import Dot, dots_of
from hanse.members.queries.directory import organisation as one_organisation
from hanse.ui.folding import fold

MOST_FOUND = 30
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, and how much more there is than is shown."""

    words: tuple[str, ...]
    activities: tuple[Entry, ...]
    organisations: tuple[Organisation, ...]
    more_activities: bool
    more_organisations: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not self.activities and not self.organisations


def search(text: str, *, now: datetime, secretariat: bool, language: str, zone: str) -> Found:
    """Activities and organisations in which every word of the text begins some word, whatever its accents."""
    words = tuple(w for w in (_word(part) for part in fold(text[:LONGEST]).split()) if w)[:8]
    if not words:
        return Found((), (), (), False, False)
    today: date = now.astimezone(ZoneInfo(zone)).date()
    visible = visible_activities(now=now, secretariat=secretariat)
    activity_ids = _matching(Activity._meta.db_table, words)
    organisation_ids = _matching(Organisation._meta.db_table, words)
    activities = entries(visible.filter(pk__in=activity_ids).order_by("-year__number", "when_lower", "id"), language=language, today=today)
    organisations = list(Organisation.objects.filter(pk__in=organisation_ids).order_by("name"))
    # Names that begin with what was typed stand first.
    activities.sort(key=lambda one: not fold(one.title).startswith(words[0]))
    organisations.sort(key=lambda one: not fold(one.name).startswith(words[0]))
    return Found(
        words,
        tuple(activities[:MOST_FOUND]),
        tuple(organisations[:MOST_FOUND]),
        len(activities) > MOST_FOUND,
        len(organisations) > MOST_FOUND,
    )


def _word(part: str) -> str:
    return "".join(c for c in part if c.isalnum())


def _matching(table: str, words: tuple[str, ...]) -> list[int]:
    """Keys of rows whose folded text has words beginning so, the best first; never more than a page needs."""
    limit = 4 * MOST_FOUND
    if connection.vendor == "sqlite":
        query = " ".join(f'"{word}"*' for word in words)
        sql = f"SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH %s LIMIT {limit}"  # noqa: S608  # our own names
    else:
        query = " & ".join(f"{word}:*" for word in words)
        sql = f"SELECT id FROM {table} WHERE to_tsvector('simple', folded) @@ to_tsquery('simple', %s) LIMIT {limit}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [query])
        return [row[0] for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """An organisation and its part in the network's years."""

    organisation: Organisation
    activities: tuple[Entry, ...]
    more: bool
    dots: tuple[Dot, ...]


def organisation_page(slug: str, *, now: datetime, secretariat: bool, language: str, zone: str) -> OrganisationPage | None:
    """An organisation with the activities in which it has a part; `None` where there is none."""
    found = one_organisation(slug)
    if found is None:
        return None
    today = now.astimezone(ZoneInfo(zone)).date()
    mine = visible_activities(now=now, secretariat=secretariat).filter(involvements__organisation=found).distinct()
    listed = entries(mine[: MOST_FOUND + 1], language=language, today=today)
    dots, _ = dots_of(Organisation.objects.filter(pk=found.pk))
    return OrganisationPage(found, tuple(listed[:MOST_FOUND]), len(listed) > MOST_FOUND, dots)
