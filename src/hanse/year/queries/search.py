"""Search across activities and organisations.

A name that begins with what was typed stands first, then names that hold every word, then texts that do; within
each, activities by year and date, organisations by name. It is an order that people can foresee, unlike a score.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.core.paginator import Page
from django.db.models import Case, QuerySet, When
from django.utils.safestring import SafeString

from hanse.calendar.models import Activity
from hanse.calendar.queries.entries import Entry, entry
from hanse.calendar.queries.visible import visible_activities
from hanse.members.models import Organisation
from hanse.members.queries.today import Told, told_on
from hanse.ui.folding import words_of
from hanse.ui.languages import wording
from hanse.ui.marking import excerpt, has_any, mark
from hanse.ui.paging import page_of
from hanse.year.searching import Asked, Kind

AT_FIRST = 8  # of each kind, where both are shown
ON_A_PAGE = 30
MOST_COUNTED = 1000
MOST_TRIES = 3
SHORTEST = 3

Row = TypeVar("Row", Activity, Organisation)


@dataclass(frozen=True, slots=True)
class FoundActivity:
    """An activity among the results: as in a list, with the words marked."""

    entry: Entry
    year: int
    title: SafeString
    where: SafeString
    passage: SafeString


@dataclass(frozen=True, slots=True)
class FoundOrganisation:
    """An organisation among the results."""

    organisation: Organisation
    name: SafeString
    other_name: SafeString
    passage: SafeString
    told: Told


Found = FoundActivity | FoundOrganisation


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind: how many, and one page of them."""

    kind: Kind
    total: int
    has_more: bool
    page: Page[Any]
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Hint:
    """Other words that would find something, and how much."""

    text: str
    total: int


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The answer: both kinds, or one of them page by page; hints where there is nothing."""

    asked: Asked
    words: tuple[str, ...]
    groups: tuple[Group, ...]
    hints: tuple[Hint, ...]

    @property
    def total(self) -> int:
        """How many were found, as far as they are counted."""
        return sum(group.total for group in self.groups)

    @property
    def has_more(self) -> bool:
        """Whether there are more than are counted."""
        return any(group.has_more for group in self.groups)

    @property
    def shown(self) -> tuple[Group, ...]:
        """The groups to show: those of the kind that was asked for."""
        return tuple(g for g in self.groups if g.total and self.asked.kind in ("", g.kind))


def search_page(asked: Asked, *, number: str, now: datetime, secretariat: bool, language: str, zone: str) -> SearchPage:
    """Everything in which each word of the text begins some word, whatever its accents and capitals."""
    words = tuple(words_of(asked.text))
    if not words:
        return SearchPage(asked, (), (), ())
    visible = visible_activities(now=now, secretariat=secretariat)
    today = now.astimezone(ZoneInfo(zone)).date()
    activities = _group(
        Kind.ACTIVITY,
        _ranked(visible, words, "-year__number", "when_lower", "id"),
        visible.select_related("area", "year"),
        asked,
        number,
        _activities(words, language, today),
    )
    every = Organisation.objects.all()
    organisations = _group(
        Kind.ORGANISATION,
        _ranked(every, words, "sorted_name", "id"),
        every,
        asked,
        number,
        _organisations(words, language, today),
    )
    groups = (activities, organisations)
    found_nothing = not any(group.total for group in groups)
    return SearchPage(asked, words, groups, _hints(words, visible) if found_nothing else ())


def _ranked(rows: QuerySet[Row], words: tuple[str, ...], *then: str) -> QuerySet[Row]:
    text = " ".join(words)
    rank = Case(When(folded_names__startswith=text, then=0), When(folded_names__begins=text, then=1), default=2)
    return rows.filter(folded__begins=text).order_by(rank, *then)


def _group(
    kind: Kind,
    ranked: QuerySet[Row],
    rows: QuerySet[Row],
    asked: Asked,
    number: str,
    show: Callable[[Sequence[Row]], list[Found]],
) -> Group:
    """Rank the keys first and read only the rows that are shown: rows are wide, keys are not."""
    keys = list(ranked.values_list("pk", flat=True)[: MOST_COUNTED + 1])
    page = page_of(keys[:MOST_COUNTED], ON_A_PAGE if asked.kind else AT_FIRST, number if asked.kind == kind else "1")
    shown = list(page.object_list) if asked.kind in ("", kind) else []
    by_key = rows.in_bulk(shown) if shown else {}
    found = tuple(show([by_key[key] for key in shown if key in by_key]))
    return Group(kind, min(len(keys), MOST_COUNTED), len(keys) > MOST_COUNTED, page, found)


def _activities(words: tuple[str, ...], language: str, today: date) -> Callable[[Sequence[Activity]], list[Found]]:
    def shown(activity: Activity) -> FoundActivity:
        one = entry(activity, language=language, today=today)
        texts = [one.summary, activity.venue, wording(activity, "audience_note"), wording(activity, "description")]
        elsewhere = [activity.title, *activity.aliases, *_translated(activity), activity.summary, activity.description]
        told = has_any(one.title, words) or has_any(one.where, words)
        passage = _passage([*texts, *elsewhere] if not told else texts, words) or mark(one.summary, ())
        return FoundActivity(one, activity.year.number, mark(one.title, words), mark(one.where, words), passage)

    return lambda rows: [shown(activity) for activity in rows]


def _organisations(
    words: tuple[str, ...], language: str, today: date
) -> Callable[[Sequence[Organisation]], list[Found]]:
    def shown(one: Organisation, told: Told) -> FoundOrganisation:
        name = wording(one, "name", language)
        others = [other for other in dict.fromkeys((one.name, *one.names)) if other and other != name]
        other = next((o for o in others if has_any(o, words)), one.native_name if one.native_name != name else "")
        passage = _passage([wording(one, "summary", language), *_translated(one)], words)
        return FoundOrganisation(one, mark(name, words), mark(other, words), passage, told)

    def all_shown(rows: Sequence[Organisation]) -> list[Found]:
        told = told_on(rows, today)
        return [shown(one, told[one.pk]) for one in rows]

    return all_shown


def _translated(thing: Any) -> list[str]:
    return [text for texts in (thing.translations or {}).values() for text in texts.values()]


def _passage(texts: list[str], words: tuple[str, ...]) -> SafeString:
    return next((excerpt(text, words) for text in texts if has_any(text, words)), SafeString(""))


def _hints(words: tuple[str, ...], visible: QuerySet[Activity]) -> tuple[Hint, ...]:
    """Each of several words by itself; or one word without its last letters."""
    if len(words) > 1:
        tries = list(words[:MOST_TRIES])
    else:
        word = words[0]
        tries = [word[:-n] for n in range(1, MOST_TRIES + 1) if len(word) - n >= SHORTEST]
    hints = []
    for text in tries:
        both = (visible, Organisation.objects.all())
        total = sum(rows.filter(folded__begins=text)[:MOST_COUNTED].count() for rows in both)
        if total:
            hints.append(Hint(text, total))
            if len(words) == 1:
                break
    return tuple(hints)
