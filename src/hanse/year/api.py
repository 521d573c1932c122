"""The API at /api/v1/: the public part is the same for everybody, the rest needs a token."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import path, re_path
from django.utils.translation import gettext
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, ValidationError
from ninja.renderers import JSONRenderer

from hanse.accounts.tokens.auth import ScopeMissing, TooManyCalls
from hanse.calendar.api import router as calendar
from hanse.calendar.forms.fields import reason_of
from hanse.calendar.operations.keeping import Gone as ActivityGone
from hanse.calendar.operations.keeping import Refused as ActivityRefused
from hanse.calendar.operations.keeping import SavedByOthers as ActivitySaved
from hanse.calendar.registration.api import router as registration
from hanse.calendar.registration.refusals import Refused as RegistrationRefused
from hanse.engines.when import NotADate
from hanse.members.api_writing import members_router as members
from hanse.members.operations.faults import Gone as OrganisationGone
from hanse.members.operations.faults import Refused as OrganisationRefused
from hanse.members.operations.faults import SavedByOthers as OrganisationSaved
from hanse.ui.api import call, public, reading
from hanse.ui.filters import BadFilter
from hanse.ui.requests import Request


class ReadableJSON(JSONRenderer):
    """Letters as they are: Hangul would be three times as long in escapes."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="Hanse",
    version="1.0.0",
    description=(
        "The network's year for other programs. What everybody may read needs no token. With a token, a program reads "
        "and writes as its person may, within the token's scopes; what it writes is repeated safely by an "
        "Idempotency-Key. Dates are in UTC, with the zone beside them."
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
def index(request: Request) -> Any:
    """The lists there are, and the description that programs read."""
    to = call(request).addresses.to
    name = api.urls_namespace
    lists = ("years", "activities", "organisations", "networks")
    return {"description": to(f"{name}:openapi-json"), **{one: to(f"{name}:{one}") for one in lists}}


api.add_router("", calendar)
api.add_router("", members)
api.add_router("", registration)


def _problem(request: Request, detail: str, status: int, **more: Any) -> HttpResponse:
    return api.create_response(request, {"detail": detail, **more}, status=status)


@api.exception_handler(AuthenticationError)
def no_token(request: Request, fault: AuthenticationError) -> HttpResponse:
    """Nobody called whom we know."""
    says = gettext("This needs a token that is good. Make one at /accounts/tokens/ and send it as a Bearer.")
    response = _problem(request, says, 401)
    response.headers["WWW-Authenticate"] = 'Bearer realm="hanse"'
    return response


@api.exception_handler(ScopeMissing)
def no_scope(request: Request, fault: ScopeMissing) -> HttpResponse:
    """The token does something else."""
    says = gettext("The token lacks the scope %(scope)s. Make another one with it.") % {"scope": fault.scope}
    return _problem(request, says, 403, code="scope")


@api.exception_handler(TooManyCalls)
def too_many_calls(request: Request, fault: TooManyCalls) -> HttpResponse:
    """The token is used too often."""
    says = gettext("Too many calls within a minute. Go on in %(count)s seconds.") % {"count": fault.seconds}
    response = _problem(request, says, 429)
    response.headers["Retry-After"] = str(fault.seconds)
    return response


@api.exception_handler(PermissionDenied)
def not_allowed(request: Request, fault: PermissionDenied) -> HttpResponse:
    """The token's person may not do it."""
    return _problem(request, str(fault), 403)


@api.exception_handler(NotADate)
def no_date(request: Request, fault: NotADate) -> HttpResponse:
    """Words that name no date."""
    return _problem(request, reason_of(fault), 422, field="when")


def _refused(request: Request, fault: Any) -> HttpResponse:
    return _problem(request, str(fault.reason), 422, field=fault.field)


def _not_done(request: Request, fault: Any) -> HttpResponse:
    return _problem(request, str(fault.sentence), 409, code=fault.code)


def _saved_by_others(request: Request, fault: Exception) -> HttpResponse:
    says = gettext("Somebody saved after you had read it. Read it again, and send the change with its revision.")
    return _problem(request, says, 409, code="revision")


def _gone(request: Request, fault: Exception) -> HttpResponse:
    return _problem(request, gettext("It is not there any more."), 404)


_HANDLERS: tuple[tuple[type[Exception], Any], ...] = (
    (ActivityRefused, _refused),
    (OrganisationRefused, _refused),
    (RegistrationRefused, _not_done),
    (ActivitySaved, _saved_by_others),
    (OrganisationSaved, _saved_by_others),
    (ActivityGone, _gone),
    (OrganisationGone, _gone),
)
for _fault, _handler in _HANDLERS:
    api.add_exception_handler(_fault, _handler)


@api.exception_handler(BadFilter)
def bad_filter(request: Request, fault: BadFilter) -> HttpResponse:
    """A filter or a value that nobody offered."""
    told = {"detail": fault.sentence, "filter": fault.name[:60], "offered": list(fault.offered)}
    return api.create_response(request, told, status=400)


@api.exception_handler(ValidationError)
def bad_value(request: Request, fault: ValidationError) -> HttpResponse:
    """A number where none is, or one out of bounds."""
    said = [f"{'.'.join(str(part) for part in error['loc'][1:])}: {error['msg']}." for error in fault.errors]
    # What stands in the address is malformed; what stands in the body was understood and cannot be.
    in_body = any(error["loc"][0] == "body" for error in fault.errors)
    return api.create_response(request, {"detail": " ".join(said)}, status=422 if in_body else 400)


@api.exception_handler(Http404)
def not_here(request: Request, fault: Http404) -> HttpResponse:
    """Something that is not there, or not yet for everybody."""
    return api.create_response(request, {"detail": str(fault)}, status=404)


@public
def nothing(request: Request) -> HttpResponse:
    """Any other address below the API's."""
    said = gettext("There is nothing at this address. The description is at /api/v1/openapi.json.")
    return JsonResponse({"detail": said}, status=404)


api_patterns = [path("api/v1/", api.urls), re_path(r"^api/v1/", nothing)]
