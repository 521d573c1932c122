"""What every part of the API shares: how it reads, how it pages, what it says when something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.utils.cache import patch_cache_control, set_response_etag
from django.utils.http import urlencode
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from hanse.ui.addresses import Addresses
from hanse.ui.requests import Request
from hanse.ui.sharing import in_its_language, language_of

MOST = 200  # rows of one answer
USUAL = 50
FARTHEST = 1_000_000
COUNTRIES: dict[str, Any] = {"items": {"type": "string", "pattern": "^[A-Za-z]{2}$"}}
_PAGING = ("lang", "limit", "offset")

View = Callable[..., Any]


class Problem(Schema):
    """What went wrong and how to mend it."""

    detail: str = Field(description="A sentence for people.")
    filter: str | None = Field(None, description="The name in the address that was not understood.")
    offered: list[str] | None = Field(None, description="What can be asked instead.")
    field: str | None = Field(None, description="The field of the body that cannot stand.")
    code: str | None = Field(None, description="The reason for programs.")


class Strict(Schema):
    """Names that nobody knows are refused rather than passed over."""

    model_config = ConfigDict(extra="forbid")


class Paged(Schema):
    """What every page of a list says of itself."""

    count: int = Field(description="How many there are on all pages.")
    limit: int
    offset: int
    next: str | None = Field(description="Address of the next page.")
    previous: str | None = Field(description="Address of the page before.")


class LanguageQuery(Schema):
    """The language of names and titles. It stands in the address, so that caches can share the answer."""

    lang: str | None = Field(
        None,
        description="Language of the words, where somebody has translated them.",
        json_schema_extra={"enum": [code for code, _ in settings.LANGUAGES]},
    )


class PageQuery(LanguageQuery):
    """Which part of a list."""

    limit: int = Field(USUAL, ge=1, le=MOST, description="How many rows.")
    offset: int = Field(0, ge=0, le=FARTHEST, description="How many rows to leave out before them.")


@dataclass(frozen=True, slots=True)
class Call:
    """What one call knows: the clock, the language, the full addresses of pages."""

    now: datetime
    language: str
    addresses: Addresses


def one_of(values: Sequence[str]) -> dict[str, Any]:
    """How the description names a filter's values. The filter itself refuses others, with its own sentence."""
    return {"items": {"type": "string", "enum": list(values)}}


def call(request: Request) -> Call:
    """Read what every call shares; raises `BadFilter` for a language that is not offered."""
    now: datetime = request.reader.now
    return Call(now, language_of(request), Addresses(settings.BASE_URL))


def filters_of(request: Request) -> QueryDict:
    """The address without what every list understands, for the filters of a room to read."""
    query = request.GET.copy()
    for name in _PAGING:
        query.pop(name, None)
    return query


def page_of(
    request: Request, asked: PageQuery, count: int, items: Sequence[Any], addresses: Addresses
) -> dict[str, Any]:
    """One page of a list, with the addresses of its neighbours."""

    def neighbour(offset: int) -> str:
        pairs = [(name, value) for name, values in request.GET.lists() for value in values if name != "offset"]
        return f"{addresses.base}{request.path}?{urlencode([*pairs, ('offset', offset)])}"

    after, before = asked.offset + asked.limit, max(0, asked.offset - asked.limit)
    return {
        "count": count,
        "limit": asked.limit,
        "offset": asked.offset,
        "next": neighbour(after) if after < count else None,
        "previous": neighbour(before) if asked.offset > 0 else None,
        "items": items,
    }


def reading(router: Router, path: str, response: Any, **options: Any) -> Callable[[View], View]:
    """Answer GET, which the description shows, and HEAD, which it need not."""
    answers = {200: response, 400: Problem, **({404: Problem} if "{" in path else {})}

    def register(view: View) -> View:
        router.api_operation(["GET"], path, response=answers, **options)(view)
        router.api_operation(["HEAD"], path, response=answers, include_in_schema=False, **options)(view)
        return view

    return register


def public(view: View) -> View:
    """The same for everybody, with a tag made of its content, so that who asks again gets "not modified"."""

    @wraps(view)
    def answer(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = view(request, *args, **kwargs)
        if response.status_code == 200 and "no-store" not in response.headers.get("Cache-Control", ""):
            set_response_etag(response)
            patch_cache_control(response, public=True, no_cache=True)
        return response

    return in_its_language(answer)
