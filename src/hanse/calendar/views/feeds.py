"""Feeds for programs. They are the same for everybody: no cookie is read, and the language stands in the address."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from hashlib import blake2b
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from hanse import __version__
from hanse.calendar.feeds import atom, ical
from hanse.calendar.feeds.channels import channel_of_activity, channel_of_year
from hanse.calendar.feeds.facts import Channel
from hanse.calendar.filters import ActivityFilter
from hanse.calendar.queries import feeds as queries
from hanse.calendar.queries.offers import organisation_words, programme_words
from hanse.calendar.queries.revisions import changes, fingerprint
from hanse.calendar.queries.visible import visible_activities
from hanse.calendar.queries.years import NoSuchYear
from hanse.members.queries.networks import network_names
from hanse.ui.addresses import Addresses
from hanse.ui.compression import accepts_gzip
from hanse.ui.filters import BadFilter
from hanse.ui.requests import Request
from hanse.ui.sharing import in_its_language, language_of

ICAL = "text/calendar; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"
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

    @property
    def query(self) -> str:
        """The same address in one order and without what does not matter, so that equal feeds have equal names."""
        pairs = [("all-year", "yes")] if self.all_year else []
        if self.language != settings.LANGUAGE_CODE:
            pairs.append(("lang", self.language))
        return "&".join(part for part in (self.chosen.query_string, urlencode(pairs)) if part)


@dataclass(frozen=True, slots=True)
class Label:
    """What stands outside on a feed. `source` is its one address, whatever the order in which it was asked for."""

    content_type: str
    name: str
    source: str
    language: str


def for_programs(view: View) -> View:
    """A fault in the address is one sentence in plain text, which a calendar program can show."""

    @require_safe
    @wraps(view)
    def answer(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except BadFilter as fault:
            return HttpResponse(fault.sentence + "\n", status=400, content_type=PLAIN)

    answered = in_its_language(answer)
    answered.is_for_programs = True  # type: ignore[attr-defined]  # `BadFilterMiddleware` looks for it
    return answered


def missing_in_plain_words(view: View) -> View:
    """A feed that is not there is one sentence, too: a page would be lost on a calendar program."""

    @wraps(view)
    def answer(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404 as fault:
            return HttpResponse(f"{fault}\n", status=404, content_type=PLAIN)

    return answer


@for_programs
@missing_in_plain_words
def year_ics(request: Request, number: int) -> HttpResponse:
    """A year, or what a filter leaves of it, as iCalendar."""
    asked, now = _asked(request), _now(request)
    visible = visible_activities(now=now, secretariat=False).filter(year__number=number)
    activities = queries.dated(asked.chosen.apply(visible), all_year=asked.all_year)
    label = Label(ICAL, f"{number}.ics", _addresses().to("calendar:ics", number, query=asked.query), asked.language)

    def write(changed_at: datetime | None) -> bytes:
        channel = _year_channel(number, asked, label.source, changed_at)
        items = queries.announcements(queries.in_order(activities), now=now, language=asked.language)
        return ical.calendar(channel, items, addresses=_addresses())

    return _feed(request, activities, write, label)


@for_programs
@missing_in_plain_words
def year_atom(request: Request, number: int) -> HttpResponse:
    """The latest changes of a year, or of what a filter leaves of it, as Atom."""
    asked, now = _asked(request), _now(request)
    visible = visible_activities(now=now, secretariat=False).filter(year__number=number)
    activities = asked.chosen.apply(visible)
    label = Label(ATOM, f"{number}.atom", _addresses().to("calendar:atom", number, query=asked.query), asked.language)

    def write(changed_at: datetime | None) -> bytes:
        channel = _year_channel(number, asked, label.source, changed_at)
        latest = queries.newest_first(activities)[:LATEST]
        items = queries.announcements(latest, now=now, language=asked.language)
        return atom.feed(channel, items, addresses=_addresses())

    return _feed(request, activities, write, label)


@for_programs
@missing_in_plain_words
def activity_ics(request: Request, slug: str) -> HttpResponse:
    """One activity as iCalendar, also when it runs all year: here it was asked for by name."""
    asked, now = _asked(request), _now(request)
    visible = visible_activities(now=now, secretariat=False).filter(slug=slug)
    activities = queries.dated(visible, all_year=True)
    source = _addresses().to("calendar:activity-ics", slug, query=asked.query)
    label = Label(ICAL, f"{slug}.ics", source, asked.language)

    def write(changed_at: datetime | None) -> bytes:
        items = queries.announcements(activities, now=now, language=asked.language)
        if not items:
            says = gettext(
                "There is no activity “%(slug)s” with a date here, so there is nothing to put in a calendar."
            )
            raise Http404(says % {"slug": slug})
        channel = channel_of_activity(
            queries.year_facts(items[0].year, asked.language),
            items[0],
            addresses=_addresses(),
            source=source,
            language=asked.language,
            changed_at=changed_at,
        )
        return ical.calendar(channel, items, addresses=_addresses())

    return _feed(request, activities, write, label)


def _asked(request: Request) -> Asked:
    """Read the address; raise `BadFilter` for what nobody offered."""
    query = request.GET
    language = language_of(request)
    all_year = query.get("all-year") or "no"
    if all_year not in ("yes", "no"):
        raise BadFilter("all-year", all_year[:20], ("yes", "no"))
    # Most who ask name no region, and need not wait for the names of the networks.
    networks = network_names() if "region" in query else {}
    return Asked(ActivityFilter.read(query, tuple(networks)), all_year == "yes", language, networks)


def _year_channel(number: int, asked: Asked, source: str, changed_at: datetime | None) -> Channel:
    try:
        facts = queries.year_facts(number, asked.language)
    except NoSuchYear:
        raise Http404(gettext("There is no year %(year)s here.") % {"year": number}) from None
    names = {
        **asked.networks,
        **programme_words(number, asked.chosen.programme, asked.language),
        **organisation_words(asked.chosen.organiser, asked.language),
    }
    return channel_of_year(
        facts,
        asked.chosen,
        names=names,
        addresses=_addresses(),
        source=source,
        language=asked.language,
        changed_at=changed_at,
    )


def _feed(
    request: Request, activities: QuerySet[Any], write: Callable[[datetime | None], bytes], label: Label
) -> HttpResponse:
    """Answer "not modified" from the state alone, or write the feed."""
    state = fingerprint(activities, now=_now(request), language=label.language)
    response = HttpResponse(content_type=label.content_type)
    # Weak, because one tag stands for the feed whether compressed or not.
    tag = f'W/"{_digest(label.source, label.language, __version__, state)}"'
    response.headers["ETag"] = tag
    # Caches may keep it but must ask each time: a cancellation never arrives late, and asking costs 2 ms.
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Content-Disposition"] = f'inline; filename="{label.name}"'
    patch_vary_headers(response, ("Accept-Encoding",))
    tags_alone = "If-None-Match" in request.headers and "If-Unmodified-Since" not in request.headers
    if state and tags_alone and (answer := _not_modified(request, response, tag, None)):
        return answer
    changed = changes(activities)
    touched = int(changed.touched_at.timestamp()) if changed.touched_at is not None else None
    if touched is not None:
        response.headers["Last-Modified"] = http_date(touched)
    # An empty feed may be that of a year which is not there; only writing finds out.
    if state and (answer := _not_modified(request, response, tag, touched)):
        return answer
    body = write(changed.changed_at)
    if len(body) > SMALL and accepts_gzip(request):
        body = gzip.compress(body, GZIP_LEVEL, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    response.content = body
    return response


def _not_modified(request: Request, response: HttpResponse, tag: str, touched: int | None) -> HttpResponse | None:
    """304 (or 412) where the request's conditions say so."""
    answer = get_conditional_response(request, tag, touched, response)
    return None if answer is response or answer is None else answer


def _digest(*parts: str) -> str:
    return blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()


def _now(request: Request) -> datetime:
    now: datetime = request.reader.now
    return now


def _addresses() -> Addresses:
    return Addresses(settings.BASE_URL)
