"""Who gets to which page of the day, and what each page is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hanse.accounts.permissions import is_secretariat
from hanse.audit.actor import Actor
from hanse.calendar.registration.models import DoorLink, Intake
from hanse.calendar.registration.permissions_day import may_keep_door, may_run_day, may_see_registration
from hanse.calendar.registration.queries.day import door_link, intake_of_activity, registration_of
from hanse.members.acting import actor_of
from hanse.members.queries.acting import Acting

SESSION_KEY = "door"
GRANTS = "registrations"  # where the link of an e-mail is remembered
BY_LINK = "Somebody with the link of the e-mail"
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Helper:
    """Who keeps a door, and by which link where it is by one."""

    actor: Actor
    link: DoorLink | None


def the_intake(slug: str) -> Intake:
    """The terms of an activity with its area and year, or a page that says that there are none."""
    found = intake_of_activity(slug)
    if found is None:
        raise Http404(_("This activity takes no registrations here, so there is no list, no door and no ticket."))
    return found


def helper_at(request: HttpRequest, intake: Intake) -> Helper | None:
    """Whoever may keep this door now, or nobody."""
    if is_secretariat(request.user):
        return Helper(actor_of(request), None)
    kept = request.session.get(SESSION_KEY, {}).get(str(intake.pk))
    link = door_link(kept) if kept else None
    now = request.reader.now  # type: ignore[attr-defined]  # set by ReaderMiddleware
    if link is None or not may_keep_door(request.user, link, intake=intake.pk, at=now):
        return None
    return Helper(Actor(f"Door: {link.label}"), link)


def for_the_day(view: View) -> View:
    """Only for those who run the day; the view gets the intake in place of the address."""

    @wraps(view)
    def answer(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_run_day(request.user):
            raise PermissionDenied(
                _("This page is for the secretariat. If you work there, sign in with the address of your office.")
            )
        return view(request, the_intake(slug), *args, **kwargs)

    return never_cache(answer)


def at_the_door(view: View) -> View:
    """Only for helpers at this door; the view gets the intake and the helper."""

    @wraps(view)
    def answer(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        intake = intake_of_activity(slug)
        helper = helper_at(request, intake) if intake else None
        if intake is None and is_secretariat(request.user):
            the_intake(slug)
        if intake is None or helper is None:
            raise PermissionDenied(
                _(
                    "The door is kept by the secretariat and by those whom it gave a link to. Yours may have expired or "
                    "been taken back: ask for a new one. What this phone has not sent yet is kept until then."
                )
            )
        return view(request, intake, helper, *args, **kwargs)

    return never_cache(answer)


def with_registration(view: View) -> View:
    """Only for the person, their organisation and the secretariat; the view gets the registration."""

    @wraps(view)
    def answer(request: HttpRequest, uid: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = registration_of(uid)
        if found is not None and may_see_registration(request.user, found, _mandates(request), granted(request)):
            return view(request, found, *args, **kwargs)
        if not request.user.is_authenticated:
            return redirect(f"{reverse('account_login')}?next={request.path}")
        if found is None and is_secretariat(request.user):
            raise Http404(_("There is no such registration. It may have been removed."))
        raise PermissionDenied(
            _(
                "This page is for the person who is registered, for their organisation, and for the secretariat. "
                "Sign in with the address that the registration was made with, or open it by the link in the e-mail."
            )
        )

    return never_cache(answer)


def granted(request: HttpRequest) -> list[str]:
    """Registrations whose link from an e-mail was opened in this browser; the pages of the registration keep them."""
    return list(request.session.get(GRANTS, []))


def signer(request: HttpRequest) -> Actor:
    """Who signs an act on a registration: an account, or somebody with the link of the e-mail."""
    return actor_of(request) if request.user.is_authenticated else Actor(BY_LINK)


def _mandates(request: HttpRequest) -> tuple[Acting, ...]:
    return tuple(request.mandates)  # type: ignore[attr-defined]  # set by ActingMiddleware
