"""Which years there are, and what a year says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

from django.db.models import Exists, OuterRef

from hanse.calendar.models import Activity, Year
from hanse.calendar.queries.visible import visible_activities


class NoSuchYear(Exception):
    """Nobody has loaded or opened that year."""


def current_year(today: date) -> Year | None:
    """The year that `/` shows: the one we are in, else the last that has begun, else the first that will.

    A year that is being prepared does not take the place of the one that people live by.
    """
    years = list(Year.objects.all())  # newest first; a network has a dozen
    return next((year for year in years if year.number <= today.year), years[-1] if years else None)


def year(number: int) -> Year:
    """One year; raises `NoSuchYear`."""
    found = Year.objects.filter(number=number).first()
    if found is None:
        raise NoSuchYear(number)
    return found


def year_numbers() -> list[int]:
    """All years, newest first."""
    return list(Year.objects.values_list("number", flat=True))


def years_to_read(*, now: datetime, secretariat: bool) -> list[int]:
    """Years in which this reader finds something, oldest first: a year in preparation is not announced."""
    seen = visible_activities(now=now, secretariat=secretariat).filter(year=OuterRef("pk"))
    return list(Year.objects.filter(Exists(seen)).order_by("number").values_list("number", flat=True))


def words_of(year: Year) -> dict[str, Any]:
    """What a year says of itself and the desk may change, translations as `theme@ko`."""
    texts = {
        f"{name}@{code}": text
        for code, named in sorted(year.translations.items())
        for name, text in sorted(named.items())
        if name in ("theme", "lead") and text
    }
    published_on = year.published_on.isoformat() if year.published_on else ""
    return {"theme": year.theme, "lead": year.lead, "edition": year.edition, "published_on": published_on, **texts}


def state_of(year: Year) -> str:
    """What moves whenever somebody changes those words."""
    return state_of_words(words_of(year))


def state_of_words(words: Mapping[str, Any]) -> str:
    """The same of words that a year has, or once had; an absent translation is an empty one."""
    said = sorted((name, value) for name, value in words.items() if value or "@" not in name)
    return blake2b(repr(said).encode(), digest_size=9).hexdigest()


def activity_to_keep(slug: str) -> Activity | None:
    """An activity for those who keep the year, whoever else may see it."""
    return Activity.objects.select_related("year", "area").filter(slug=slug).first()
