"""What the pages of a year share: the filter of their address, the form that shows it, and the feeds that follow it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext

from hanse.accounts.permissions import is_secretariat
from hanse.calendar.choices import AreaKey, Audience, Mode, Status
from hanse.calendar.feeds.links import FeedLinks, feed_links
from hanse.calendar.filters import ActivityFilter
from hanse.calendar.models import Year
from hanse.calendar.queries.offers import countries_of, organisation_words, organisers_of, programme_words
from hanse.members.choices import Region
from hanse.members.geography import country_name
from hanse.members.queries.networks import network_names
from hanse.ui.filtering import Chip, FilterForm, chips, group, pick, with_language
from hanse.ui.requests import Request
from hanse.ui.sharing import language_of


def language() -> str:
    """The reader's language, without its country."""
    return (get_language() or "en").split("-")[0]


def reader_context(request: Request) -> dict[str, Any]:
    """What every query needs to know of the reader."""
    reader = request.reader
    return {"now": reader.now, "secretariat": is_secretariat(request.user), "language": language()}


def feeds_of(number: int, query_string: str = "") -> FeedLinks:
    """The feeds of a year, or of what a filter leaves of it, in the reader's language."""
    return feed_links(
        number,
        query_string,
        base_url=settings.BASE_URL,
        language=language(),
        default_language=settings.LANGUAGE_CODE,
    )


@dataclass(frozen=True, slots=True)
class Filtering:
    """The filter of an address with all that a page shows of it."""

    chosen: ActivityFilter
    form: FilterForm
    query_string: str
    feeds: FeedLinks

    @property
    def context(self) -> dict[str, Any]:
        """The same for a template."""
        names = ("chosen", "form", "query_string", "feeds")
        return {name: getattr(self, name) for name in names}


def filtering(request: Request, shown: Year) -> Filtering:
    """Read the filter of a page's address; raises `BadFilter` for what nobody offered, a language too."""
    networks = network_names()
    language_of(request)
    chosen = ActivityFilter.read(request.GET, tuple(networks))
    form = _form(request, shown, chosen, networks)
    query_string = with_language(request, chosen.query_string)
    return Filtering(chosen, form, query_string, feeds_of(shown.number, chosen.query_string))


def _form(request: Request, shown: Year, chosen: ActivityFilter, networks: dict[str, str]) -> FilterForm:
    context = reader_context(request)
    countries, organisers = countries_of(shown, **context), organisers_of(shown, **context)
    states = [(s.value, s.label) for s in Status if s != Status.IDEA]
    regions = [*Region.choices, *networks.items()]
    return FilterForm(
        groups=(
            group("audience", gettext("For"), Audience.choices, chosen.audience),
            group("mode", gettext("How"), Mode.choices, chosen.mode),
            group("area", gettext("Area"), AreaKey.choices, chosen.area, folded=True),
            group("status", gettext("State"), states, chosen.status),
            group("region", gettext("Region"), regions, chosen.region, folded=True),
        ),
        picks=(
            pick("country", gettext("Country"), countries, chosen.country),
            pick("organiser", gettext("Organiser"), organisers, chosen.organiser),
        ),
        chips=_chips(shown, chosen, dict(organisers), context["language"]),
        text=chosen.q,
        count=chosen.count,
        language=request.GET.get("lang", ""),
    )


def _chips(shown: Year, chosen: ActivityFilter, organisers: dict[str, str], its_language: str) -> tuple[Chip, ...]:
    """What is on without a check box of its own."""
    unknown = [slug for slug in chosen.organiser if slug not in organisers]
    ideas = [value for value in chosen.status if value == Status.IDEA]
    return (
        *chips("programme", chosen.programme, programme_words(shown.number, chosen.programme, its_language)),
        *chips("country", chosen.country, {code: country_name(code, its_language) for code in chosen.country}),
        *chips("organiser", chosen.organiser, organisers | organisation_words(unknown, its_language)),
        *chips("status", ideas, {Status.IDEA: str(Status.IDEA.label)}),
    )
