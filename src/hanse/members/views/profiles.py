"""An organisation's profile: editing, adding, logo, history."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hanse.members.acting import ActingRequest, actor_for, actor_of
from hanse.members.forms.profiles import OwnProfileForm, ProfileForm, initial_of
from hanse.members.models import Organisation
from hanse.members.operations.faults import Gone, Refused, SavedByOthers
from hanse.members.operations.profiles import add_organisation, revise_profile, set_logo
from hanse.members.permissions import may_edit_everything
from hanse.members.queries.directory import organisation
from hanse.members.queries.doubles import like_this
from hanse.members.queries.history import changes_since_revision, history_of
from hanse.members.queries.profile import logo_of
from hanse.members.views.access import for_its_administrators, for_its_people, for_registrars
from hanse.ui import clock
from hanse.ui.filters import whole_number
from hanse.ui.form_pages import FormPage, show_form

METHODS = require_http_methods(["GET", "HEAD", "POST"])
A_DAY = 24 * 3600


@for_its_administrators
@METHODS
def edit(request: ActingRequest, slug: str) -> HttpResponse:
    """Edit what the organisation says of itself; the secretariat also edits what identifies it."""
    one = _organisation(slug)
    may_all = may_edit_everything(request.user)
    kind = ProfileForm if may_all else OwnProfileForm
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = kind(*data, organisation=one, initial=initial_of(one))
    if request.method != "POST":
        return show_form(request, _page(one, one.revision), form)
    seen = whole_number(request.POST.get("seen", "")) or 0
    if not form.is_valid():
        return show_form(request, _page(one, seen), form, status=422)
    try:
        by, now = actor_for(request, slug), clock.stamp()
        revise_profile(slug=slug, seen=seen, values=form.values(), may_all=may_all, by=by, now=now)
        if form.cleaned_data["logo"] or form.cleaned_data["no_logo"]:
            logo = None if form.cleaned_data["no_logo"] else form.cleaned_data["logo"]
            set_logo(slug=slug, logo=logo, by=by, now=now)
    except SavedByOthers:
        says = _("Somebody saved the profile after you had opened it. Your words are still in the form: compare them with what was changed, and save again.")  # fmt: skip
        latest = _organisation(slug)
        changes = changes_since_revision(slug, latest.revision - seen)
        return show_form(request, _page(latest, latest.revision), form, fault=says, status=409, changes=changes)
    except Gone:
        raise Http404(_("The organisation is not in the directory any more.")) from None
    messages.success(request, _("Saved."))
    return redirect("year:organisation", slug)


@for_registrars
@METHODS
def add(request: ActingRequest) -> HttpResponse:
    """Add an organisation to the directory; those that look the same are shown before."""
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ProfileForm(*data, initial={"kind": "city"})
    page = FormPage(
        title=_("Add an organisation"),
        lead=_("It enters the directory without a membership. Record one on its page of membership."),
        submit=_("Add it"),
        back=(reverse("members:directory"), _("Organisations")),
        has_files=True,
    )
    if request.method != "POST":
        return show_form(request, page, form)
    if not form.is_valid():
        return show_form(request, page, form, status=422)
    values = form.values()
    likely = like_this(**{name: values[name] for name in ("name", "native_name", "website", "country")})
    if likely and request.POST.get("sure") != values["name"]:
        context = {"page": page, "form": form, "likely": likely, "sure": values["name"]}
        return render(request, "members/add_likely.html", context, status=409)
    try:
        one = add_organisation(values=values, by=actor_of(request), now=clock.stamp())
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return show_form(request, page, form, status=422)
    if form.cleaned_data["logo"]:
        set_logo(slug=one.slug, logo=form.cleaned_data["logo"], by=actor_of(request), now=clock.stamp())
    messages.success(request, _("It is in the directory now."))
    return redirect("year:organisation", one.slug)


@for_its_people
@require_safe
def history(request: ActingRequest, slug: str) -> HttpResponse:
    """Who changed what, and for whom they acted."""
    return render(request, "members/history.html", {"organisation": _organisation(slug), "acts": history_of(slug)})


@require_safe
def logo(request: ActingRequest, slug: str) -> HttpResponse:
    """The organisation's logo, drawn by us."""
    found = logo_of(slug)
    if found is None:
        raise Http404(_("This organisation has no logo here."))
    response = HttpResponse(bytes(found.content), content_type=found.media_type)
    response.headers["Cache-Control"] = f"public, max-age={A_DAY}"
    response.headers["ETag"] = f'"{found.sha256[:32]}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _organisation(slug: str) -> Organisation:
    one = organisation(slug)
    if one is None:
        raise Http404(_("There is no organisation “%(slug)s” here.") % {"slug": slug})
    return one


def _page(one: Organisation, seen: int) -> FormPage:
    return FormPage(
        title=_("Edit %(name)s") % {"name": one.name},
        submit=_("Save"),
        back=(reverse("year:organisation", args=[one.slug]), one.name),
        seen=str(seen),
        has_files=True,
    )
