"""What the filters of a year offer beyond fixed vocabularies: its countries and its organisers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count

from hanse.calendar.choices import ORGANISING
from hanse.calendar.models import Involvement, Programme, Year
from hanse.calendar.queries.visible import visible_activities
from hanse.members.geography import country_name
from hanse.members.models import Organisation
from hanse.ui.folding import fold
from hanse.ui.languages import named, wording

MOST_ORGANISERS = 80  # those with the most activities; nobody reads a list of a thousand


def countries_of(year: Year, *, now: datetime, secretariat: bool, language: str) -> list[tuple[str, str]]:
    """Countries in which something of the year takes place, by name."""
    seen = visible_activities(now=now, secretariat=secretariat).filter(year=year).exclude(country="")
    codes = seen.order_by().values_list("country", flat=True).distinct()
    return _by_name((code, country_name(code, language)) for code in codes)


def organisers_of(year: Year, *, now: datetime, secretariat: bool, language: str) -> list[tuple[str, str]]:
    """Who organises something in the year, by name."""
    seen = visible_activities(now=now, secretariat=secretariat).filter(year=year)
    busiest = (
        Involvement.objects.filter(part__in=ORGANISING, activity__in=seen)
        .order_by()
        .values("organisation_id")
        .annotate(number=Count("pk"))
        .order_by("-number", "organisation_id")
        .values_list("organisation__slug", "organisation__name", "organisation__translations")
    )
    return _by_name((slug, named(name, texts, language)) for slug, name, texts in busiest[:MOST_ORGANISERS])


def organisation_words(slugs: Iterable[str], language: str) -> dict[str, str]:
    """Names of organisations, by address; no query where none is asked for."""
    if not slugs:
        return {}
    found = Organisation.objects.filter(slug__in=list(slugs)).only("slug", "name", "translations")
    return {one.slug: wording(one, "name", language) for one in found}


def programme_words(year: int, slugs: Iterable[str], language: str) -> dict[str, str]:
    """Names of a year's programmes, by address; no query where none is asked for."""
    if not slugs:
        return {}
    found = Programme.objects.filter(area__year__number=year, slug__in=list(slugs))
    return {one.slug: wording(one, "name", language) for one in found}


def _by_name(found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(found, key=lambda pair: (fold(pair[1]), pair[0]))
