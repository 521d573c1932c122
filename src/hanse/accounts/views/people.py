"""People and invitations, for administrators."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hanse.accounts.actors import signature
from hanse.accounts.choices import AreaKey, Role
from hanse.accounts.forms.people import InviteForm, OfficeForm
from hanse.accounts.models import User
from hanse.accounts.operations.entering import send_sign_in_link
from hanse.accounts.operations.factors import remove_all_factors
from hanse.accounts.operations.invitations import (
    AlreadyInvited,
    InvitationClosed,
    invite_person,
    revoke_invitation,
    send_again,
)
from hanse.accounts.operations.people import (
    LastAdministrator,
    OwnRole,
    PersonExists,
    change_office,
    close_account,
    reopen_account,
)
from hanse.accounts.operations.sessions import end_all_sessions
from hanse.accounts.queries.invitations import invitations
from hanse.accounts.queries.people import people_page, person_by_key
from hanse.accounts.queries.sessions import sessions_of
from hanse.accounts.views.access import METHODS, for_administrators
from hanse.ui import clock


@dataclass(frozen=True, slots=True)
class Act:
    """Something an administrator can do with an account: its question, its words, its button."""

    title: Any
    says: Any
    run: Callable[..., Any]
    is_for: Callable[[User], bool]


def acts() -> dict[str, Act]:
    """All of them, in the reader's words."""
    return {
        "send-link": Act(
            _("Send a sign-in link"),
            _("It signs the person in once, within a day. A second factor is asked for all the same."),
            send_sign_in_link,
            lambda person: person.is_active,
        ),
        "end-sessions": Act(
            _("End all sessions"),
            _("The person has to sign in again everywhere."),
            end_all_sessions,
            lambda person: True,
        ),
        "remove-factors": Act(
            _("Remove the second factors"),
            _(
                "For a lost device. Make sure by telephone or in person that it is the person who asks; they hear of it by mail."
            ),
            remove_all_factors,
            lambda person: bool(getattr(person, "has_factor", False)),
        ),
        "close": Act(
            _("Close the account"),
            _("The person can sign in no more, and all their sessions end. What they did stays on record."),
            close_account,
            lambda person: person.is_active,
        ),
        "reopen": Act(
            _("Reopen the account"),
            _("The person can sign in again."),
            reopen_account,
            lambda person: not person.is_active,
        ),
    }


@for_administrators
@require_safe
def people(request: HttpRequest) -> HttpResponseBase:
    """Everybody who may sign in, by name."""
    words, role = request.GET.get("q", "").strip()[:100], request.GET.get("role", "")
    page = people_page(words=words, role=role, number=request.GET.get("page", "1"))
    roles = [*Role.choices, ("closed", _("Closed accounts"))]
    context = {"page": page, "words": words, "role": role, "roles": roles, "areas": dict(AreaKey.choices)}
    return render(request, "accounts/people.html", context)


@for_administrators
@METHODS
def person(request: HttpRequest, person: int) -> HttpResponseBase:
    """One person: role, areas, and what can be done."""
    found = _get(person)
    me: Any = request.user
    form = OfficeForm(
        request.POST if request.method == "POST" else None, initial={"role": found.role, "areas": found.areas}
    )
    context = {"person": found, "form": form, "is_me": found.pk == me.pk}
    context["acts"] = [(key, act) for key, act in acts().items() if act.is_for(found)]
    context["sessions"] = len(sessions_of(found.pk, here="", now=clock.stamp()))
    if request.method != "POST":
        return render(request, "accounts/person.html", context)
    if not form.is_valid():
        return render(request, "accounts/person.html", context, status=422)
    try:
        changed = change_office(person=found.pk, **form.cleaned_data, by=signature(me), now=clock.stamp())
    except (OwnRole, LastAdministrator) as fault:
        form.add_error("role", _fault_words(fault))
        return render(request, "accounts/person.html", context, status=409)
    messages.success(request, _("Saved.") if changed else _("Nothing had changed."))
    return redirect("accounts:person", found.pk)


@for_administrators
@METHODS
def person_act(request: HttpRequest, person: int, verb: str) -> HttpResponseBase:
    """Ask once more, then do it."""
    me: Any = request.user
    found = _get(person)
    act = acts().get(verb)
    if act is None:
        raise Http404(_("There is no such act. There are: %(acts)s.") % {"acts": ", ".join(acts())})
    context = {"person": found, "act": act, "may": act.is_for(found)}
    if request.method != "POST" or not context["may"]:
        return render(request, "accounts/person_act.html", context, status=409 if request.method == "POST" else 200)
    try:
        act.run(person=found.pk, by=signature(me), now=clock.stamp())
    except (OwnRole, LastAdministrator) as fault:
        return render(request, "accounts/person_act.html", {**context, "fault": _fault_words(fault)}, status=409)
    messages.success(request, _("Done."))
    return redirect("accounts:person", found.pk)


@for_administrators
@METHODS
def invite(request: HttpRequest) -> HttpResponseBase:
    """Ask somebody in; and the invitations there are."""
    me: Any = request.user
    now = clock.stamp()
    initial = {"role": Role.PERSON, "language": (get_language() or "en").split("-")[0]}
    form = InviteForm(request.POST if request.method == "POST" else None, initial=initial)
    page, listed = invitations(number=request.GET.get("page", "1"), now=now)
    context = {"form": form, "page": page, "listed": listed, "areas": dict(AreaKey.choices)}
    if request.method != "POST":
        return render(request, "accounts/invite.html", context)
    if not form.is_valid():
        return render(request, "accounts/invite.html", context, status=422)
    try:
        sent = invite_person(**form.cleaned_data, by=signature(me), now=now)
    except PersonExists:
        form.add_error(
            "email", _("Somebody has an account with this address. Change their role on the page of people.")
        )
    except AlreadyInvited:
        form.add_error("email", _("An invitation to this address is open. Send it again below, or revoke it first."))
    else:
        messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": sent.email})
        return redirect("accounts:invite")
    return render(request, "accounts/invite.html", context, status=409)


@for_administrators
@require_POST
def invitation_act(request: HttpRequest, invitation: int, verb: str) -> HttpResponseBase:
    """Send an invitation again, or revoke it."""
    me: Any = request.user
    run = {"send-again": send_again, "revoke": revoke_invitation}.get(verb)
    if run is None:
        raise Http404(_("Invitations can be sent again or revoked."))
    try:
        found = run(invitation=invitation, by=signature(me), now=clock.stamp())
    except InvitationClosed:
        messages.error(request, _("It was accepted or revoked in the meantime."))
        return redirect("accounts:invite")
    says = _("Sent again to %(email)s.") if verb == "send-again" else _("The invitation to %(email)s is revoked.")
    messages.success(request, says % {"email": found.email})
    return redirect("accounts:invite")


def _get(person: int) -> User:
    found = person_by_key(person)
    if found is None:
        raise Http404(_("There is no such person here."))
    return found


def _fault_words(fault: Exception) -> str:
    if isinstance(fault, OwnRole):
        return _("Nobody changes their own role. Ask another administrator.")
    return _("This is the last administrator. Make somebody else an administrator first.")
