"""The API at /api/v1/: read-only, public, the same for everybody."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path, re_path
from django.utils.translation import gettext
from ninja import NinjaAPI, Schema
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer

from hanse.calendar.api import router as calendar
from hanse.members.api import router as members
from hanse.ui.api import call, public, reading
from hanse.ui.filters import BadFilter


class ReadableJSON(JSONRenderer):
    """Letters as they are: Hangul would be three times as long in escapes."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="Hanse",
    version="1.0.0",
    description=(
        "The network's year for other programs. Nothing needs a key, nothing can be changed, and what is under "
        "embargo is not there. Dates are in UTC, with the zone beside them."
    ),
    # No page with the description drawn: Swagger would come from another host, which our policy for scripts forbids.
    docs_url=None,
    renderer=ReadableJSON(),
    docs_decorator=public,
)
api.add_decorator(public, mode="view")


class Index(Schema):
    """Where to begin."""

    description: str
    years: str
    activities: str
    organisations: str
    networks: str


@reading(api.default_router, "/", Index, summary="Where to begin", tags=["Start"])
def index(request: HttpRequest) -> Any:
    """The lists there are, and the description that programs read."""
    to = call(request).addresses.to
    name = api.urls_namespace
    lists = ("years", "activities", "organisations", "networks")
    return {"description": to(f"{name}:openapi-json"), **{one: to(f"{name}:{one}") for one in lists}}


api.add_router("", calendar)
api.add_router("", members)


@api.exception_handler(BadFilter)
def bad_filter(request: HttpRequest, fault: BadFilter) -> HttpResponse:
    """A filter or a value that nobody offered."""
    told = {"detail": fault.sentence, "filter": fault.name[:60], "offered": list(fault.offered)}
    return api.create_response(request, told, status=400)


@api.exception_handler(ValidationError)
def bad_value(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    """A number where none is, or one out of bounds."""
    said = [f"{'.'.join(str(part) for part in error['loc'][1:])}: {error['msg']}." for error in fault.errors]
    return api.create_response(request, {"detail": " ".join(said)}, status=400)


@api.exception_handler(Http404)
def not_here(request: HttpRequest, fault: Http404) -> HttpResponse:
    """Something that is not there, or not yet for everybody."""
    return api.create_response(request, {"detail": str(fault)}, status=404)


@public
def nothing(request: HttpRequest) -> HttpResponse:
    """Any other address below the API's."""
    said = gettext("There is nothing at this address. The description is at /api/v1/openapi.json.")
    return JsonResponse({"detail": said}, status=404)


api_patterns = [path("api/v1/", api.urls), re_path(r"^api/v1/", nothing)]
