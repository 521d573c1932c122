"""The register: by date for everybody, periods and dues for the secretariat."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hanse.members.acting import ActingRequest, actor_of
from hanse.members.chart import draw_register
from hanse.members.choices import Category, Kind, Region
from hanse.members.forms.register import CorrectionForm, DuesForm, PeriodForm, StrikeForm
from hanse.members.models import Membership, Organisation
from hanse.members.operations.faults import Refused
from hanse.members.operations.register import (
    NoSuchPeriod,
    NotAPeriod,
    Overlaps,
    begin_period,
    correct_period,
    record_dues,
    strike_period,
)
from hanse.members.permissions import may_keep_register
from hanse.members.queries.directory import organisation
from hanse.members.queries.dues import dues_page
from hanse.members.queries.profile import membership_page, period_of, since_words
from hanse.members.queries.register import RegisterFilter, register_page
from hanse.members.queries.rights import standing_on
from hanse.members.views.access import for_its_people, for_registrars
from hanse.ui import clock
from hanse.ui.filters import BadFilter, whole_number
from hanse.ui.form_pages import FormPage, answer_form

METHODS = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def register(request: ActingRequest) -> HttpResponse:
    """Members on a day, by category and region, and who joined and left in which year."""
    today = request.reader.now.date()
    page = register_page(RegisterFilter.read(request.GET, today))
    offered: list[tuple[str, str, list[tuple[str, Any]]]] = [
        (_("Category"), "category", [*Category.choices, ("none", _("not named by the record"))]),
        (_("Region"), "region", list(Region.choices)),
        (_("Kind"), "kind", list(Kind.choices)),
    ]
    filters = [(label, name, options, getattr(page.chosen, name)) for label, name, options in offered]
    context = {"page": page, "chart": draw_register(page.years), "filters": filters}
    context["may_keep"] = may_keep_register(request.user)
    return render(request, "members/register.html", context)


@for_its_people
@require_safe
def membership(request: ActingRequest, slug: str) -> HttpResponse:
    """One organisation's periods with their decisions, and its dues."""
    today = request.reader.now.date()
    page = membership_page(slug, on=today)
    if page is None:
        raise Http404
    context = {"page": page, "may_keep": may_keep_register(request.user)}
    context["since"] = [(period, since_words(period)) for period in page.periods]
    return render(request, "members/membership.html", context)


@for_registrars
@METHODS
def begin(request: ActingRequest, slug: str) -> HttpResponse:
    """Record a new period with the decision that begins it."""
    one = _organisation(slug)
    today = request.reader.now.date()
    category = standing_on([one.pk], today)[one.pk].category or one.category
    initial = {"starts_on": today, "decided_on": today, "category": category}
    form = PeriodForm(request.POST if request.method == "POST" else None, initial=initial)
    lead = _("The period in force ends the day before. What was recorded stays readable.")
    page = _page(one, _("Record a period of membership"), _("Record it"), lead)

    def save() -> str:
        clean = form.cleaned_data
        try:
            begin_period(
                organisation=one.pk,
                **{name: clean[name] for name in ("category", "status", "starts_on", "ends_on")},
                decision=form.facts(),
                today=today,
                by=actor_of(request),
                now=clock.stamp(),
            )
        except Overlaps as fault:
            form.add_error("starts_on", _overlaps(fault))
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal.reason))
        return _("Recorded.")

    return answer_form(request, page, form, save)


@for_registrars
@METHODS
def correct(request: ActingRequest, slug: str, period: int) -> HttpResponse:
    """Put right what was recorded wrongly, with the reason."""
    row = _period(slug, period)
    initial = {name: getattr(row, name) for name in ("category", "status", "starts_on", "ends_on")}
    data = request.POST if request.method == "POST" else None
    form = CorrectionForm(data, initial=initial, may_be_unnamed=row.is_on_record)
    lead = _("For mistakes only. When something changed in the world, record a new period instead.")
    page = _page(row.organisation, _("Correct a period"), _("Correct it"), lead)

    def save() -> str:
        try:
            correct_period(period=row.pk, **form.cleaned_data, by=actor_of(request), now=clock.stamp())
        except Overlaps as fault:
            form.add_error("starts_on", _overlaps(fault))
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal.reason))
        except NotAPeriod:
            form.add_error(None, _("Nothing differs from what is recorded. Change something, or leave."))
        except NoSuchPeriod:
            raise Http404(_("The period is not in the register any more.")) from None
        return _("Corrected.")

    return answer_form(request, page, form, save)


@for_registrars
@METHODS
def strike(request: ActingRequest, slug: str, period: int) -> HttpResponse:
    """Take out a period that should never have been recorded."""
    row = _period(slug, period)
    form = StrikeForm(request.POST if request.method == "POST" else None)
    says = _("%(what)s from %(day)s will be taken out; the history keeps that it was there. When a membership ends, record “Ended” instead.")  # fmt: skip
    lead = says % {"what": row.get_status_display(), "day": row.starts_on}
    page = _page(row.organisation, _("Strike a period"), _("Strike it"), lead)

    def save() -> str:
        try:
            strike_period(period=row.pk, note=form.cleaned_data["note"], by=actor_of(request), now=clock.stamp())
        except NoSuchPeriod:
            raise Http404(_("The period is not in the register any more.")) from None
        return _("It is struck.")

    return answer_form(request, page, form, save)


@for_registrars
@require_safe
def dues(request: ActingRequest) -> HttpResponse:
    """How all members stand with the dues of a year."""
    today = request.reader.now.date()
    text = request.GET.get("year", str(today.year))
    year = whole_number(text) or 0
    if not 1990 <= year <= 2200:
        raise BadFilter("year", text[:20], (str(today.year),))
    return render(request, "members/dues.html", {"page": dues_page(year, on=today)})


@for_registrars
@METHODS
def note_dues(request: ActingRequest, slug: str) -> HttpResponse:
    """Add what is known of an organisation's dues."""
    one = _organisation(slug)
    today = request.reader.now.date()
    initial = {"year": whole_number(request.GET.get("year", "")) or today.year, "on": today}
    form = DuesForm(request.POST if request.method == "POST" else None, initial=initial)
    page = _page(one, _("Note the standing of dues"), _("Note it"), _("A fact with its day. Earlier facts stay."))

    def save() -> str:
        record_dues(organisation=one.pk, **form.cleaned_data, by=actor_of(request), now=clock.stamp())
        return _("Noted.")

    return answer_form(request, page, form, save)


def _organisation(slug: str) -> Organisation:
    one = organisation(slug)
    if one is None:
        raise Http404(_("There is no organisation “%(slug)s” here.") % {"slug": slug})
    return one


def _period(slug: str, period: int) -> Membership:
    row = period_of(slug, period)
    if row is None:
        raise Http404(_("The period is not in the register any more."))
    return row


def _overlaps(fault: Overlaps) -> str:
    says = _("Another period, “%(status)s” from %(first)s to %(last)s, lies in these days. Correct that one first, or choose other days.")  # fmt: skip
    other = fault.period
    return says % {"status": other.get_status_display(), "first": other.starts_on, "last": other.ends_on or "…"}


def _page(one: Organisation, title: str, submit: str, lead: str) -> FormPage:
    back = (reverse("members:membership", args=[one.slug]), one.name)
    return FormPage(title=title, submit=submit, back=back, lead=lead)
