"""A network for who looks after it: its members, renewals, silence, interest; places and coordinators."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanse.members.acting import ActingRequest, actor_of
from hanse.members.forms.networks import CoordinatorForm, EndForm, PlaceForm
from hanse.members.operations.faults import Gone
from hanse.members.operations.networks import (
    EndsBeforeStart,
    PlacedAlready,
    end_place,
    give_place,
    name_coordinator,
    relieve_coordinator,
)
from hanse.members.queries.networks import coordination_of, network_called, place_of
from hanse.members.queries.offered import offered_organisations
from hanse.regions.permissions import may_keep_networks, may_see_care
from hanse.regions.queries.care import care_page
from hanse.ui import clock
from hanse.ui.form_pages import FormPage, answer_form

METHODS = require_http_methods(["GET", "HEAD", "POST"])
View = Callable[..., HttpResponse]


def for_keepers(view: View) -> View:
    """Only for those who keep the networks; nobody's cache keeps the answer."""

    @wraps(view)
    def answer(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_keep_networks(request.user):
            raise PermissionDenied(_("Places and coordinators of networks are kept by the secretariat. Write to it."))
        return view(request, *args, **kwargs)

    return never_cache(answer)


@never_cache
@require_safe
def care(request: ActingRequest, code: str) -> HttpResponse:
    """What a coordinator looks after."""
    now = request.reader.now
    if not may_see_care(request.user, code, now.date()):
        raise PermissionDenied(_("This page is for the network's coordinators and the secretariat. The network itself is open to everybody."))  # fmt: skip
    page = care_page(code, now=now)
    if page is None:
        raise Http404(_("There is no regional network “%(code)s” here.") % {"code": code})
    context = {"page": page, "may_keep": may_keep_networks(request.user)}
    return render(request, "regions/care.html", context)


@for_keepers
@METHODS
def new_place(request: ActingRequest, code: str) -> HttpResponse:
    """Give an organisation a place in the network."""
    today = request.reader.now.date()
    form = PlaceForm(request.POST if request.method == "POST" else None, initial={"starts_on": today})
    page = _page(code, _("A new place in the network"), _("Give it"), offers=True)

    def save() -> str:
        clean = form.cleaned_data
        try:
            give_place(
                network=code,
                organisation=clean["organisation"].pk,
                role=clean["role"],
                starts_on=clean["starts_on"],
                by=actor_of(request),
                now=clock.stamp(),
            )
        except PlacedAlready:
            form.add_error("organisation", _("It has this place already. End that one first."))
        return _("Saved.")

    return answer_form(request, page, form, save)


@for_keepers
@METHODS
def last_day(request: ActingRequest, code: str, place: int) -> HttpResponse:
    """Set the last day of a place, or let it go on."""
    row = place_of(code, place)
    if row is None:
        raise Http404(_("There is no such place in this network. Look at the list again."))
    form = EndForm(request.POST if request.method == "POST" else None, initial={"ends_on": row.ends_on})
    title = _("The place of %(name)s") % {"name": row.organisation.name}
    page = _page(code, title, _("Save"))

    def save() -> str:
        try:
            end_place(place=row.pk, ends_on=form.cleaned_data["ends_on"], by=actor_of(request), now=clock.stamp())
        except EndsBeforeStart:
            form.add_error("ends_on", _("It would end before it began on %(day)s.") % {"day": row.starts_on})
        except PlacedAlready:
            form.add_error("ends_on", _("It has a later place of this kind, which goes on. End that one instead."))
        except Gone:
            raise Http404(_("There is no such place in this network. Look at the list again.")) from None
        return _("Saved.")

    return answer_form(request, page, form, save)


@for_keepers
@METHODS
def new_coordinator(request: ActingRequest, code: str) -> HttpResponse:
    """Name who coordinates the network."""
    today = request.reader.now.date()
    form = CoordinatorForm(request.POST if request.method == "POST" else None, initial={"starts_on": today})
    page = _page(code, _("Name a coordinator"), _("Name"))

    def save() -> str:
        clean = form.cleaned_data
        by, now, person = actor_of(request), clock.stamp(), clean["email"].pk
        try:
            name_coordinator(network=code, person=person, starts_on=clean["starts_on"], by=by, now=now)
        except PlacedAlready:
            form.add_error("email", _("This person coordinates the network already."))
        return _("Saved.")

    return answer_form(request, page, form, save)


@for_keepers
@require_POST
def relieve(request: ActingRequest, code: str, coordination: int) -> HttpResponse:
    """End a coordination."""
    row = coordination_of(code, coordination)
    if row is None:
        raise Http404(_("There is no such coordinator here. Look at the list again."))
    today = request.reader.now.date()
    relieve_coordinator(coordination=row.pk, on=today, by=actor_of(request), now=clock.stamp())
    messages.success(request, _("%(person)s does not coordinate the network any more.") % {"person": row.person})
    return redirect("regions:care", code)


def _page(code: str, title: str, submit: str, *, offers: bool = False) -> FormPage:
    network = network_called(code)
    if network is None:
        raise Http404(_("There is no regional network “%(code)s” here.") % {"code": code})
    return FormPage(
        title=title,
        submit=submit,
        area="regional",
        back=(reverse("regions:care", args=[code]), network.name),
        offered=offered_organisations() if offers else (),
    )
