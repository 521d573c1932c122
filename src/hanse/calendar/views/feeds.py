"""Feeds for programs. They are the same for everybody: no cookie is read, and the language stands in the address."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from hanse import __version__
from hanse.calendar.feeds import atom, ical
from hanse.calendar.feeds.addresses import Addresses
from hanse.calendar.feeds.channels import channel_of_activity, channel_of_year
from hanse.calendar.filters import ActivityFilter
from hanse.calendar.queries import feeds as queries
from hanse.calendar.queries.revisions import Revision, revision
from hanse.calendar.queries.visible import visible_activities
from hanse.calendar.queries.years import NoSuchYear
from hanse.members.queries.networks import network_names
from hanse.ui.filters import BadFilter

ICAL = "text/calendar; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
LATEST = 100  # entries of an Atom feed
SMALL = 1400  # octets that fit one packet; gzip could not save another
GZIP_LEVEL = 4  # 5,000 activities in 30 ms; the highest level saves a tenth of the bytes for five times the work

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a feed asks for, apart from the year."""

    chosen: ActivityFilter
    all_year: bool
    language: str
    networks: dict[str, str]


def for_programs(view: View) -> View:
    """A fault in the address is one sentence in plain text; pages of other sites may read the answer, too.

    `Access-Control-Allow-Origin: *` is right here because the answer is public and the same for everybody: a city's
    own page may show the network's year. No credentials are ever allowed across.
    """

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except BadFilter as fault:
            response = HttpResponse(fault.sentence + "\n", status=400, content_type="text/plain; charset=utf-8")
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


@for_programs
def year_ics(request: HttpRequest, number: int) -> HttpResponse:
    """A year, or what a filter leaves of it, as iCalendar."""
    asked, now = _asked(request), _now(request)
    visible = visible_activities(now=now, secretariat=False).filter(year__number=number)
    activities = queries.dated(asked.chosen.apply(visible), all_year=asked.all_year)

    def write(state: Revision) -> bytes:
        channel = _year_channel(request, number, asked, state)
        items = queries.announcements(queries.in_order(activities), now=now, language=asked.language)
        return ical.calendar(channel, items, addresses=_addresses())

    state = revision(activities, now=now, language=asked.language)
    return _feed(request, state, write, language=asked.language, content_type=ICAL, name=f"{number}.ics")


@for_programs
def year_atom(request: HttpRequest, number: int) -> HttpResponse:
    """The latest changes of a year, or of what a filter leaves of it, as Atom."""
    asked, now = _asked(request), _now(request)
    visible = visible_activities(now=now, secretariat=False).filter(year__number=number)
    activities = asked.chosen.apply(visible)

    def write(state: Revision) -> bytes:
        channel = _year_channel(request, number, asked, state)
        latest = queries.newest_first(activities)[:LATEST]
        items = queries.announcements(latest, now=now, language=asked.language)
        return atom.feed(channel, items, addresses=_addresses())

    state = revision(activities, now=now, language=asked.language)
    return _feed(request, state, write, language=asked.language, content_type=ATOM, name=f"{number}.atom")


@for_programs
def activity_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """One activity as iCalendar, also when it runs all year: here it was asked for by name."""
    asked, now = _asked(request), _now(request)
    activities = visible_activities(now=now, secretariat=False).filter(slug=slug)
    state = revision(activities, now=now, language=asked.language)
    if not state.count:
        raise Http404(gettext("There is no activity “%(slug)s” here.") % {"slug": slug})

    def write(state: Revision) -> bytes:
        items = queries.announcements(activities, now=now, language=asked.language)
        channel = channel_of_activity(
            queries.year_facts(items[0].year, asked.language),
            items[0],
            addresses=_addresses(),
            source=_source(request),
            language=asked.language,
            changed_at=state.changed_at,
        )
        return ical.calendar(channel, items, addresses=_addresses())

    return _feed(request, state, write, language=asked.language, content_type=ICAL, name=f"{slug}.ics")


def _asked(request: HttpRequest) -> Asked:
    """Read the address; raise `BadFilter` for what nobody offered."""
    query = request.GET
    offered = [code for code, _ in settings.LANGUAGES]
    language = query.get("lang") or settings.LANGUAGE_CODE
    if language not in offered:
        raise BadFilter("lang", language[:20], offered)
    all_year = query.get("all-year") or "no"
    if all_year not in ("yes", "no"):
        raise BadFilter("all-year", all_year[:20], ("yes", "no"))
    # Most who ask name no region, and need not wait for the names of the networks.
    networks = network_names() if "region" in query else {}
    return Asked(ActivityFilter.read(query, tuple(networks)), all_year == "yes", language, networks)


def _year_channel(request: HttpRequest, number: int, asked: Asked, state: Revision) -> Any:
    try:
        facts = queries.year_facts(number, asked.language)
    except NoSuchYear:
        raise Http404(gettext("There is no year %(year)s here.") % {"year": number}) from None
    return channel_of_year(
        facts,
        asked.chosen,
        networks=asked.networks,
        addresses=_addresses(),
        source=_source(request),
        language=asked.language,
        changed_at=state.changed_at,
    )


def _feed(
    request: HttpRequest,
    state: Revision,
    write: Callable[[Revision], bytes],
    *,
    language: str,
    content_type: str,
    name: str,
) -> HttpResponse:
    """Answer "not modified" from the state alone, or write the feed."""
    response = HttpResponse(content_type=content_type)
    # Weak, because one tag stands for the feed whether compressed or not.
    tag = f'W/"{_digest(settings.BASE_URL, request.get_full_path(), language, __version__, state.fingerprint)}"'
    response.headers["ETag"] = tag
    if state.touched_at is not None:
        response.headers["Last-Modified"] = http_date(state.touched_at.timestamp())
    # Caches may keep it but must ask each time: a cancellation never arrives late, and asking costs 2 ms.
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Content-Language"] = language
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    patch_vary_headers(response, ("Accept-Encoding",))
    touched = int(state.touched_at.timestamp()) if state.touched_at is not None else None
    answer = get_conditional_response(request, tag, touched, response)
    if answer is not response:
        return answer or response
    body = write(state)
    if len(body) > SMALL and accepts_gzip(request):
        body = gzip.compress(body, GZIP_LEVEL, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    response.content = body
    return response


def accepts_gzip(request: HttpRequest) -> bool:
    """Whether the asking program takes gzip (RFC 9110, 12.5.3); `gzip;q=0` says that it does not."""
    for part in request.headers.get("Accept-Encoding", "").split(","):
        coding, _, weight = part.partition(";")
        if coding.strip().lower() == "gzip":
            return weight.replace(" ", "").lower() not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _digest(*parts: str) -> str:
    return blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()


def _now(request: HttpRequest) -> datetime:
    now: datetime = request.reader.now  # type: ignore[attr-defined]  # set by ReaderMiddleware
    return now


def _addresses() -> Addresses:
    return Addresses(settings.BASE_URL)


def _source(request: HttpRequest) -> str:
    return settings.BASE_URL + request.get_full_path()
