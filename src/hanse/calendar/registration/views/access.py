"""Who looks at a page of registration, and what they get when they may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypedDict
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hanse.audit.actor import Actor
from hanse.calendar.registration.links import A_DAY, OPENED_SALT
from hanse.calendar.registration.models import Intake, Registration
from hanse.calendar.registration.permissions import Visitor, may_keep_registrations, may_see
from hanse.calendar.registration.queries.page import find_registration
from hanse.members.acting import ActingRequest
from hanse.ui import clock

GRANTS = "registrations"
MOST_GRANTS = 20
BY_LINK = "Somebody with the link of the e-mail"


def visitor_of(request: ActingRequest) -> Visitor:
    """The account, its mandates, and the registrations whose link was opened in this browser."""
    mandates = request.mandates
    granted = [UUID(text) for text in request.session.get(GRANTS, [])]
    return Visitor(request.user, frozenset(one.organisation for one in mandates), granted)


def grant(request: ActingRequest, uid: UUID) -> None:
    """Remember that the link of a registration was opened here."""
    kept = [text for text in request.session.get(GRANTS, []) if text != uid.hex]
    request.session[GRANTS] = [*kept, uid.hex][-MOST_GRANTS:]


def by_of(request: ActingRequest, *, organisation: int | None = None) -> Actor:
    """Who signs an act, and for whom: the organisation that it is about, where the person has a mandate for it.

    The form or the registration says which one that is, whomever the person acts for on other pages at the moment.
    """
    user: Any = request.user
    if not user.is_authenticated:
        return Actor(BY_LINK)
    mandates = request.mandates
    slug = next((one.slug for one in mandates if one.organisation == organisation), "")
    name = f"{user.name} <{user.email}>"[:254] if user.name else str(user.email)
    return Actor(name, user.pk, slug)


def for_signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for those who have signed in; others are led to the way in and back."""

    @wraps(view)
    def answer(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return never_cache(answer)


def check_keeps(request: ActingRequest, area: str) -> None:
    """Refuse everybody but those who keep the registrations of an area."""
    if not may_keep_registrations(request.user, area):
        raise PermissionDenied(
            _(
                "Registrations are kept by the secretariat. If you work there, sign in with the address of your "
                "office; if it is about your own, open it from your desk or from the link in the e-mail."
            )
        )


def seen_registration(request: ActingRequest, uid: UUID) -> tuple[Registration, Visitor] | HttpResponse:
    """A registration that the visitor may see, or the way in; 403 and 404 with a sentence otherwise."""
    visitor = visitor_of(request)
    row = find_registration(uid)
    if row is not None and may_see(visitor, row):
        return row, visitor
    if visitor.person is None:
        return redirect_to_login(request.get_full_path())
    if row is None:
        raise Http404(_("There is no such registration. It may have been a draft that was thrown away."))
    raise PermissionDenied(
        _(
            "This registration belongs to somebody else. Open yours from your desk or from the link in the e-mail; "
            "if it was made for an organisation, you need a mandate of it."
        )
    )


def for_its_visitors(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Only for those who may see a registration; the view gets it and the visitor in place of the address."""

    @wraps(view)
    def answer(request: ActingRequest, uid: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = seen_registration(request, uid)
        return found if isinstance(found, HttpResponse) else view(request, *found, *args, **kwargs)

    return answer


def opened_token(request: ActingRequest) -> str:
    """When a form was opened, signed, so that nobody opens one before closing after the fact."""
    now: datetime = request.reader.now
    return signing.dumps(now.isoformat(), salt=OPENED_SALT)


def opened_at(request: ActingRequest) -> datetime | None:
    """When the form that was sent had been opened; nothing where it does not say."""
    try:
        return datetime.fromisoformat(signing.loads(request.POST.get("opened", ""), salt=OPENED_SALT, max_age=A_DAY))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def uuid_of(text: str | None) -> UUID | None:
    """A key from an address or a form, or nothing where it is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


class Times(TypedDict):
    """Two clocks, as operations take them."""

    now: datetime
    clock: datetime


def times(request: ActingRequest) -> Times:
    """The true instant for the record, and the reader's clock by which deadlines are judged."""
    return Times(now=clock.stamp(), clock=request.reader.now)


def area_of(terms: Intake) -> str:
    """The key of the programme that a page belongs to."""
    return terms.activity.area.key


def acting_key(request: ActingRequest) -> int | None:
    """The organisation that the reader acts for now."""
    acting = request.acting
    return acting.organisation if acting else None
