"""An organisation's people: who acts for it, who is invited, what each lets be shown."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanse.members.acting import ActingRequest, actor_for, mandate_for
from hanse.members.forms.people import OfferForm, ShownForm
from hanse.members.models import Mandate
from hanse.members.operations.mandates import (
    ActsAlready,
    EndsBeforeStart,
    LastAdministrator,
    agree_to_be_shown,
    confirm_mandate,
    revise_mandate,
)
from hanse.members.permissions import may_grant_mandates, may_keep_register
from hanse.members.queries.people import mandate_of, mandates_to_confirm, own_mandate, people_page
from hanse.members.views.access import for_its_administrators, for_its_people, for_registrars
from hanse.ui import clock
from hanse.ui.form_pages import FormPage, answer_form

METHODS = require_http_methods(["GET", "HEAD", "POST"])


@for_its_people
@require_safe
def people(request: ActingRequest, slug: str) -> HttpResponse:
    """Everybody who acts, acted or is invited to act for an organisation."""
    now = request.reader.now
    page = people_page(slug, now=now)
    if page is None:
        raise Http404
    own = mandate_for(request, slug)
    context = {"page": page, "may_grant": may_grant_mandates(request, slug), "own": own}
    context["may_grant_at_once"] = may_keep_register(request.user)
    return render(request, "members/people.html", context)


@for_its_administrators
@METHODS
def mandate(request: ActingRequest, slug: str, mandate: int) -> HttpResponse:
    """Change role, office, powers and last day of a mandate."""
    row = _mandate(slug, mandate)
    initial = {name: getattr(row, name) for name in ("role", "office", "is_administrator", "ends_on")}
    form = OfferForm(request.POST if request.method == "POST" else None, initial=initial)
    page = FormPage(
        title=_("The mandate of %(name)s") % {"name": row.person},
        submit=_("Save"),
        back=(reverse("members:people", args=[slug]), row.organisation.name),
    )

    def save() -> str:
        try:
            revise_mandate(
                mandate=row.pk,
                offer=form.offer(),
                today=request.reader.now.date(),
                by=actor_for(request, slug),
                now=clock.stamp(),
                may_leave_nobody=may_keep_register(request.user),
            )
        except ActsAlready:
            form.add_error("role", _("This person has a mandate in this role already. End the other one first."))
        except EndsBeforeStart:
            form.add_error("ends_on", _("It would end before it began on %(day)s.") % {"day": row.starts_on})
        except LastAdministrator:
            form.add_error(None, last_administrator())
        return _("Saved.")

    return answer_form(request, page, form, save)


@for_its_administrators
@require_POST
def confirm(request: ActingRequest, slug: str, mandate: int) -> HttpResponse:
    """Say that somebody still acts for the organisation."""
    row = _mandate(slug, mandate)
    confirm_mandate(mandate=row.pk, by=actor_for(request, slug), now=clock.stamp())
    messages.success(request, _("The mandate of %(name)s is confirmed.") % {"name": row.person})
    return redirect("members:people", slug)


@never_cache
@METHODS
@login_required
def shown(request: ActingRequest, mandate: int) -> HttpResponse:
    """What the reader lets be shown beside one of their organisations."""
    user: Any = request.user
    today = request.reader.now.date()
    row = own_mandate(user.pk, mandate, today)
    if row is None:
        raise Http404(_("You have no such mandate, or it has ended, and nothing is shown of it any more."))
    kept = getattr(row, "consent", None)
    initial = {name: bool(kept and getattr(kept, f"shows_{name}")) for name in ("name", "office", "email")}
    form = ShownForm(request.POST if request.method == "POST" else None, initial=initial)
    page = FormPage(
        title=_("What is shown of you beside %(name)s") % {"name": row.organisation.name},
        lead=shown_words(),
        submit=_("Save"),
        back=(reverse("members:acting"), _("My organisations")),
    )

    def save() -> str:
        by, now = actor_for(request, row.organisation.slug), clock.stamp()
        agree_to_be_shown(mandate=row.pk, **form.cleaned_data, text=shown_words(), by=by, now=now)
        return _("Saved.")

    return answer_form(request, page, form, save)


@for_registrars
@require_safe
def to_confirm(request: ActingRequest) -> HttpResponse:
    """All mandates that rest until somebody confirms them."""
    today = request.reader.now.date()
    return render(request, "members/to_confirm.html", {"mandates": mandates_to_confirm(today)})


def shown_words() -> str:
    """What people agree to, as it is kept with their answer."""
    return _(
        "Everybody can read on the organisation's page what you tick here, while your mandate lasts. Nothing is shown of what you leave empty. You can change it at any time."
    )


def last_administrator() -> str:
    """Why the last administrator cannot go."""
    return _(
        "This is the organisation's last administrator. Make somebody else an administrator first, or ask the secretariat."
    )


def _mandate(slug: str, mandate: int) -> Mandate:
    row = mandate_of(slug, mandate)
    if row is None:
        raise Http404(_("There is no such mandate here. Look at the list of people again."))
    return row
