"""The brochure on the web: the same for everybody, so no cookie is read, and the language stands in the address."""

from __future__ import annotations

from hashlib import blake2b

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.text import slugify

from hanse import __version__
from hanse.calendar.brochure.building import build
from hanse.calendar.models import Year
from hanse.calendar.queries.brochure import gather, state_of, touched_at
from hanse.calendar.views.feeds import for_programs
from hanse.calendar.views.pages import the_year
from hanse.typeset.brochure import typeset_brochure
from hanse.ui.limits import limited
from hanse.ui.requests import Request
from hanse.ui.sharing import language_of

PDF = "application/pdf"
KEPT = 24 * 3600  # seconds


@for_programs
@limited("brochure", per_minute=30)
def brochure(request: Request, number: int) -> HttpResponse:
    """A year as PDF. It is typeset once for each state of the year; whoever asks again gets the same bytes."""
    language, now = language_of(request), request.reader.now
    year = the_year(number)
    state = state_of(year, now=now, language=language)
    tag = f'"{_digest(settings.BASE_URL, language, __version__, state)}"'
    touched = int(touched_at(year, now=now).timestamp())
    response = HttpResponse(content_type=PDF)
    response.headers["ETag"] = tag
    # As with the feeds: caches may keep it but ask each time, so that a cancellation never arrives late.
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Last-Modified"] = http_date(touched)
    response.headers["Content-Disposition"] = f'inline; filename="{_file_name(year, language)}"'
    answer = get_conditional_response(request, tag, touched, response)
    if answer is not None and answer is not response:
        return answer
    response.content = _typeset(year, language, tag, request)
    return response


def _typeset(year: Year, language: str, tag: str, request: Request) -> bytes:
    """The bytes of this state, from the cache or from the press. The cache keeps one state for each language."""
    place = f"brochure:{year.number}:{language}"
    kept: tuple[str, bytes] | None = cache.get(place)
    if kept is not None and kept[0] == tag:
        return kept[1]
    gathered = gather(year, now=request.reader.now)
    told = build(gathered, base_url=settings.BASE_URL, language=language, default_language=settings.LANGUAGE_CODE)
    pdf = typeset_brochure(told)
    cache.set(place, (tag, pdf), KEPT)
    return pdf


def _file_name(year: Year, language: str) -> str:
    network = slugify(str(year.network.get("short_name") or year.network.get("name") or "")) or "network"
    tail = "" if language == settings.LANGUAGE_CODE else f"-{language}"
    return f"{network}-calendar-of-activities-{year.number}{tail}.pdf"


def _digest(*parts: str) -> str:
    return blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()
