"""Pictures for messages and posts that lead to a page: the same for everybody, in the language of the address."""

from __future__ import annotations

from hashlib import blake2b

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext

from hanse import __version__
from hanse.calendar.feeds.facts import Announcement, YearFacts
from hanse.calendar.feeds.words import words_in
from hanse.calendar.models import Year
from hanse.calendar.queries.feeds import announcements, year_facts
from hanse.calendar.queries.visible import visible_activities
from hanse.calendar.queries.years import NoSuchYear, year
from hanse.calendar.views.feeds import for_programs
from hanse.members.geography import country_name
from hanse.typeset.card import Card, typeset_card
from hanse.ui.languages import wording
from hanse.ui.limits import limited
from hanse.ui.requests import Request
from hanse.ui.sharing import language_of
from hanse.ui.templatetags.ui import network_text

KEPT = 7 * 24 * 3600  # seconds


@for_programs
@limited("card", per_minute=120)
def year_card(request: Request, number: int) -> HttpResponse:
    """A year."""
    language = language_of(request)
    try:
        found = year(number)
    except NoSuchYear:
        raise Http404(gettext("There is no year %(year)s here.") % {"year": number}) from None
    return _answer(request, f"year:{number}:{language}", _of_year(found, language))


@for_programs
@limited("card", per_minute=120)
def activity_card(request: Request, slug: str) -> HttpResponse:
    """An activity that everybody may know of."""
    language = language_of(request)
    now = request.reader.now
    found = announcements(visible_activities(now=now, secretariat=False).filter(slug=slug), now=now, language=language)
    if not found:
        raise Http404(gettext("There is no activity “%(slug)s” here.") % {"slug": slug})
    card = _of_activity(found[0], year_facts(found[0].year, language), language)
    return _answer(request, f"activity:{slug}:{language}", card)


def _of_year(shown: Year, language: str) -> Card:
    return Card(
        title=network_text(shown, "name"),
        network=str(shown.network.get("short_name") or ""),
        language=language,
        above=gettext("The year at a glance"),
        numeral=str(shown.number),
        date=wording(shown, "theme", language),
    )


def _of_activity(item: Announcement, facts: YearFacts, language: str) -> Card:
    words = words_in(language)
    country = country_name(item.country, language) if item.country else ""
    place = ", ".join(part for part in (item.city, country if country != item.city else "") if part)
    return Card(
        title=words.headline(item),
        network=facts.short_name,
        language=language,
        area=item.area_key,
        above=item.area,
        date=words.date(item, year=None),
        place=place or words.modes.get(item.mode, ""),
    )


def _answer(request: Request, place: str, card: Card) -> HttpResponse:
    """The picture of these words, typeset once for each state of them."""
    tag = f'"{blake2b(f"{__version__} {card}".encode(), digest_size=12).hexdigest()}"'
    response = HttpResponse(content_type="image/png")
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "public, no-cache"
    answer = get_conditional_response(request, tag, None, response)
    if answer is not None and answer is not response:
        return answer
    kept: tuple[str, bytes] | None = cache.get(f"card:{place}")
    if kept is None or kept[0] != tag:
        kept = (tag, typeset_card(card))
        cache.set(f"card:{place}", kept, KEPT)
    response.content = kept[1]
    return response
