"""Who gets to which page of the day, and what each page is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hanse.accounts.permissions import is_secretariat
from hanse.audit.actor import Actor
from hanse.calendar.registration.choices import State
from hanse.calendar.registration.models import DoorLink, Intake, Registration
from hanse.calendar.registration.permissions import Visitor
from hanse.calendar.registration.permissions_day import may_keep_door, may_run_day
from hanse.calendar.registration.queries.day import door_link, intake_of_activity
from hanse.calendar.registration.views.access import for_its_visitors
from hanse.members.acting import ActingRequest, actor_of

SESSION_KEY = "door"
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


def helper_at(request: ActingRequest, intake: Intake) -> Helper | None:
    """Whoever may keep this door now, or nobody."""
    if may_run_day(request.user, intake):
        return Helper(actor_of(request), None)
    kept = request.session.get(SESSION_KEY, {}).get(str(intake.pk))
    link = door_link(kept) if kept else None
    now = request.reader.now
    if link is None or not may_keep_door(request.user, link, intake, at=now):
        return None
    return Helper(Actor(f"Door: {link.label}"), link)


def for_the_day(view: View) -> View:
    """Only for those who run the day; the view gets the intake in place of the address."""

    @wraps(view)
    def answer(request: ActingRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        intake = intake_of_activity(slug)
        if intake is None and is_secretariat(request.user):
            the_intake(slug)
        if intake is None or not may_run_day(request.user, intake):
            raise PermissionDenied(
                _("This page is for the secretariat. If you work there, sign in with the address of your office.")
            )
        return view(request, intake, *args, **kwargs)

    return never_cache(answer)


def at_the_door(view: View) -> View:
    """Only for helpers at this door; the view gets the intake and the helper."""

    @wraps(view)
    def answer(request: ActingRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
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
    """Only for the person, their organisation and those who keep it; the view gets the registration and the visitor."""

    @wraps(view)
    def answer(
        request: ActingRequest, row: Registration, visitor: Visitor, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if row.state == State.DRAFT:
            raise Http404(_("This registration was begun and not sent, so there is nothing to take along yet."))
        return view(request, row, visitor, *args, **kwargs)

    return never_cache(for_its_visitors(answer))
