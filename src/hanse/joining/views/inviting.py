"""Inviting somebody to act for an organisation, granting at once, revoking; and what the invited person sees."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hanse.accounts.consent_texts import account_text, language
from hanse.accounts.forms.people import AcceptForm
from hanse.joining.operations.inviting import grant_and_tell, revoke_and_tell, send_invitation
from hanse.joining.queries import account_of, organisation_key
from hanse.members.acting import SESSION_KEY, ActingRequest, actor_for
from hanse.members.forms.people import GrantForm, InvitationForm, RevokeForm
from hanse.members.models import Invitation
from hanse.members.operations.mandates import (
    ActsAlready,
    EndsBeforeStart,
    ForAnother,
    InvitationOver,
    InvitedAlready,
    LastAdministrator,
    LinkRefused,
    Newcomer,
    accept_invitation,
    read_invitation,
    withdraw_invitation,
)
from hanse.members.permissions import may_grant_mandates, may_keep_register
from hanse.members.queries.offered import find_person
from hanse.members.queries.people import invitation_of, mandate_of
from hanse.members.views.access import for_its_administrators, for_its_people, for_registrars
from hanse.members.views.people import last_administrator
from hanse.ui import clock
from hanse.ui.form_pages import FormPage, answer_form, show_form
from hanse.ui.limits import limited

METHODS = require_http_methods(["GET", "HEAD", "POST"])


@for_its_administrators
@METHODS
def invite(request: ActingRequest, slug: str) -> HttpResponse:
    """Offer somebody a mandate by e-mail."""
    key, name = organisation_key(slug)
    form = InvitationForm(request.POST if request.method == "POST" else None, initial={"language": get_language()})
    page = FormPage(
        title=_("Invite somebody to act for %(name)s") % {"name": name},
        lead=_("They get a link by e-mail that is good once, and for fourteen days."),
        submit=_("Send the invitation"),
        back=(reverse("members:people", args=[slug]), name),
    )

    def save() -> str:
        clean, email = form.cleaned_data, form.cleaned_data["email"]
        try:
            send_invitation(
                organisation=key,
                email=email,
                name=clean["name"],
                offer=form.offer(),
                language=clean["language"] or settings.LANGUAGE_CODE,
                today=request.reader.now.date(),
                by=actor_for(request, slug),
                now=clock.stamp(),
            )
        except InvitedAlready:
            form.add_error("email", _("An invitation to this address is open. Withdraw it first, or wait for the answer."))  # fmt: skip
        except ActsAlready:
            form.add_error("email", _("This person acts for %(name)s in this role already.") % {"name": name})
        except EndsBeforeStart:
            form.add_error("ends_on", _("This day has passed: the mandate would be over before it begins. Choose a later day, or leave it empty."))  # fmt: skip
        return _("The invitation to %(email)s is on its way.") % {"email": email}

    return answer_form(request, page, form, save)


@for_registrars
@METHODS
def grant(request: ActingRequest, slug: str) -> HttpResponse:
    """The secretariat gives a mandate at once to somebody who has an account."""
    key, name = organisation_key(slug)
    today = request.reader.now.date()
    form = GrantForm(request.POST if request.method == "POST" else None, initial={"starts_on": today})
    page = FormPage(
        title=_("Grant a mandate for %(name)s") % {"name": name},
        submit=_("Grant it"),
        back=(reverse("members:people", args=[slug]), name),
    )

    def save() -> str:
        clean = form.cleaned_data
        person = find_person(clean["email"])
        if person is None:
            form.add_error("email", _("Nobody here has this address. Invite them instead."))
            return ""
        by, now = actor_for(request, slug), clock.stamp()
        try:
            grant_and_tell(
                person=person.pk, organisation=key, offer=form.offer(), starts_on=clean["starts_on"], by=by, now=now
            )
        except ActsAlready:
            form.add_error("role", _("This person has a mandate in this role already."))
        except EndsBeforeStart:
            form.add_error("ends_on", _("It ends before it begins. Swap the two days."))
        return _("%(person)s may act for %(name)s now.") % {"person": person, "name": name}

    return answer_form(request, page, form, save)


@for_its_people
@METHODS
def revoke(request: ActingRequest, slug: str, mandate: int) -> HttpResponse:
    """Take a mandate back: its administrators may, the secretariat may, and whoever holds it may lay it down."""
    row = mandate_of(slug, mandate)
    if row is None:
        raise Http404(_("There is no such mandate here. Look at the list of people again."))
    user: Any = request.user
    own = row.person_id == user.pk
    if not own and not may_grant_mandates(request, slug):
        raise PermissionDenied(_("Only an administrator of %(name)s ends other people's mandates.") % {"name": row.organisation.name})  # fmt: skip
    form = RevokeForm(request.POST if request.method == "POST" else None, own=own)
    name = row.organisation.name
    title = _("Lay down your mandate for %(name)s") if own else _("Revoke the mandate of %(person)s for %(name)s")
    page = FormPage(
        title=title % {"name": name, "person": row.person},
        lead=_("It ends at once. What was begun in the organisation's name stays with it."),
        submit=_("Lay it down") if own else _("Revoke it"),
        kind="firm",
        back=(reverse("members:people", args=[slug]), name),
    )
    if request.method != "POST":
        return show_form(request, page, form)
    if not form.is_valid():
        return show_form(request, page, form, status=422)
    try:
        revoke_and_tell(
            mandate=row.pk,
            today=request.reader.now.date(),
            by=actor_for(request, slug),
            now=clock.stamp(),
            note=form.cleaned_data["note"],
            may_leave_nobody=may_keep_register(user),
        )
    except LastAdministrator:
        return show_form(request, page, form, fault=last_administrator(), status=409)
    messages.success(request, _("The mandate has ended."))
    return redirect("members:acting") if own else redirect("members:people", slug)


@for_its_administrators
@require_POST
def withdraw(request: ActingRequest, slug: str, invitation: int) -> HttpResponse:
    """Make an invitation's link useless."""
    row = invitation_of(slug, invitation)
    if row is None:
        raise Http404(_("There is no such invitation here. Look at the list of people again."))
    try:
        withdraw_invitation(invitation=row.pk, by=actor_for(request, slug), now=clock.stamp())
    except InvitationOver:
        messages.error(request, _("It was accepted in the meantime. Revoke the mandate instead, if it should end."))
    else:
        messages.success(request, _("The invitation to %(email)s is withdrawn.") % {"email": row.email})
    return redirect("members:people", slug)


@never_cache
@METHODS
@limited("invitations", per_minute=60)
def invitation(request: ActingRequest, token: str) -> HttpResponseBase:
    """What the invited person sees. Only the button accepts: mail scanners open links, but press nothing."""
    try:
        row = read_invitation(token=token, now=clock.stamp())
    except LinkRefused:
        return _refused(request, _("This link is not one of ours, or a part of it is missing. Open it from the letter again."))  # fmt: skip
    except InvitationOver as over:
        return _refused(request, over_words(over.why))
    user: Any = request.user
    state = _state(user, row)
    form = AcceptForm(request.POST if request.method == "POST" else None, initial={"name": row.name})
    context = {"invitation": row, "state": state, "form": form, "path": request.path, "text": account_text()}
    if request.method != "POST":
        return render(request, "joining/invitation.html", context)
    if state not in ("own", "new"):
        return render(request, "joining/invitation.html", context, status=403)
    if state == "new" and not form.is_valid():
        return render(request, "joining/invitation.html", context, status=422)
    name = form.cleaned_data["name"] if state == "new" else ""
    return _accept(request, row, token, Newcomer(name=name, text=account_text(), language=language()))


def _accept(request: ActingRequest, row: Invitation, token: str, newcomer: Newcomer) -> HttpResponseBase:
    user: Any = request.user
    try:
        mandate = accept_invitation(
            token=token,
            reader=user if user.is_authenticated else None,
            newcomer=newcomer,
            now=clock.stamp(),
            today=request.reader.now.date(),
        )
    except InvitationOver as over:
        return _refused(request, over_words(over.why))
    except (ForAnother, EndsBeforeStart):
        return _refused(request, _("It cannot be accepted as it is. Ask %(name)s for a new invitation.") % {"name": row.organisation.name})  # fmt: skip
    request.session[SESSION_KEY] = row.organisation.slug
    messages.success(request, _("You act for %(name)s now.") % {"name": row.organisation.name})
    people = reverse("members:people", args=[row.organisation.slug])
    if user.is_authenticated:
        return redirect(people)
    # Who opened the link has the mailbox, so that the address is proven.
    record_authentication(request, mandate.person, method="link")
    response: HttpResponse = perform_login(request, mandate.person, redirect_url=people)
    return response


def _state(user: Any, row: Invitation) -> str:
    """How the reader stands to an invitation.

    "own" (theirs, and signed in), "other" (signed in as somebody else), "known" (has an account, and signs in first),
    "closed" (the account is closed), "new".
    """
    if user.is_authenticated:
        return "own" if user.email.lower() == row.email.lower() else "other"
    account = account_of(row.email)
    if account is None:
        return "new"
    return "known" if account.is_active else "closed"


def over_words(why: str) -> str:
    """Why an invitation is not open any more, and what to do."""
    return {
        "accepted": _("This invitation was accepted already. Sign in, and choose at the top of the page for whom you act."),
        "withdrawn": _("This invitation was withdrawn. Ask whoever invited you, if you should still act for the organisation."),
        "expired": _("This invitation was good for fourteen days, and they are over. Ask whoever invited you for a new one."),
    }[why]  # fmt: skip


def _refused(request: ActingRequest, says: str) -> HttpResponse:
    return render(request, "joining/invitation_refused.html", {"says": says}, status=410)
