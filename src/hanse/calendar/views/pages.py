"""Pages that everybody reads."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from hanse.calendar.feeds.heads import head_of_activity
from hanse.calendar.models import Activity, Year
from hanse.calendar.permissions import may_keep_area
from hanse.calendar.queries import lists
from hanse.calendar.queries import month_page as months
from hanse.calendar.queries import year_page as at_a_glance
from hanse.calendar.queries.activity_page import activity_page
from hanse.calendar.queries.feeds import announcement_of
from hanse.calendar.queries.month_page import month_of_year
from hanse.calendar.queries.years import NoSuchYear, current_year, year, year_numbers, years_to_read
from hanse.calendar.registration.queries.panel import Panel, panel_of
from hanse.calendar.views.filtering import feeds_of, filtering
from hanse.calendar.views.filtering import language as language
from hanse.calendar.views.filtering import reader_context as reader_context
from hanse.calendar.views.heading import head_of, site_name
from hanse.members.acting import ActingRequest, acting_of
from hanse.ui.languages import wording
from hanse.ui.partials import render_part


def other_years(request: ActingRequest, number: int) -> list[int]:
    """The years beside the one that is shown."""
    context = reader_context(request)
    years = years_to_read(now=context["now"], secretariat=context["secretariat"])
    return [year for year in years if year != number]


def year_shown(request: ActingRequest) -> Year | None:
    """The year that pages without a year in their address are about."""
    today: date = request.reader.now.date()
    return current_year(today)


def the_year(number: int) -> Year:
    """The year of an address, or the page that says which years there are."""
    try:
        return year(number)
    except NoSuchYear:
        years = ", ".join(str(n) for n in year_numbers()) or gettext("none yet")
        raise Http404(
            gettext("There is no year %(year)s here. There are: %(years)s.") % {"year": number, "years": years}
        ) from None


@require_safe
def year_page(request: ActingRequest, number: int) -> HttpResponse:
    """The year at a glance."""
    shown = the_year(number)
    asked = filtering(request, shown)
    page = at_a_glance.year_page(shown, asked.chosen, **reader_context(request))
    return render_part(
        request,
        "calendar/year.html",
        "sheet",
        {
            **asked.context,
            "page": page,
            "head": head_of(request, shown, title=f"{site_name(shown)} {number}"),
            "current_year": shown,
            "view": "year",
            "shown_month": page.today.month,
            "other_years": other_years(request, number),
        },
    )


@require_safe
def list_page(request: ActingRequest, number: int) -> HttpResponse:
    """The year as a list, page by page."""
    shown = the_year(number)
    asked = filtering(request, shown)
    page = lists.list_page(shown, asked.chosen, number=request.GET.get("page", "1"), **reader_context(request))
    return render_part(
        request,
        "calendar/list.html",
        "sheet",
        {
            **asked.context,
            "page": page,
            "head": head_of(request, shown, title=gettext("%(year)s as a list") % {"year": number}),
            "current_year": shown,
            "view": "list",
            "shown_month": page.today.month,
        },
    )


@require_safe
def month_page(request: ActingRequest, number: int, month: int) -> HttpResponse:
    """One month as weeks."""
    shown = the_year(number)
    if not 1 <= month <= 12:
        raise Http404(gettext("There is no month %(month)s. Months go from 01 to 12.") % {"month": month})
    asked = filtering(request, shown)
    page = months.month_page(shown, month, asked.chosen, **reader_context(request))
    context = {**asked.context, "page": page, "current_year": shown, "view": "month", "shown_month": month}
    context["head"] = head_of(request, shown, title=f"{month_of_year(page.first)} · {site_name(shown)}")
    return render_part(request, "calendar/month.html", "sheet", context)


@require_safe
def programmes(request: ActingRequest, number: int) -> HttpResponse:
    """All areas and their programmes."""
    shown = the_year(number)
    context = reader_context(request)
    areas = lists.programmes_page(shown, now=context["now"], secretariat=context["secretariat"])
    head = head_of(
        request, shown, title=gettext("Programmes"), description=gettext("What the network offers, area by area.")
    )
    return render(request, "calendar/programmes.html", {"areas": areas, "current_year": shown, "head": head})


@require_safe
def areas(request: ActingRequest, number: int) -> HttpResponse:
    """For whoever shortens the address of an area: all of them stand with their programmes."""
    return redirect("calendar:programmes", the_year(number).number)


@require_safe
def activities(request: ActingRequest) -> HttpResponse:
    """For whoever shortens the address of an activity: the list of the current year, filtered as asked."""
    shown = year_shown(request)
    if shown is None:
        return redirect("year:home")
    query = request.GET.urlencode()
    return redirect(reverse("calendar:list", args=[shown.number]) + (f"?{query}" if query else ""))


@require_safe
def area(request: ActingRequest, number: int, key: str) -> HttpResponse:
    """One area."""
    shown = the_year(number)
    page = lists.area_page(shown, key, **reader_context(request))
    if page is None:
        raise Http404(gettext("The year %(year)s has no area “%(key)s”.") % {"year": number, "key": key})
    head = head_of(request, shown, title=wording(page.area, "name"), description=wording(page.area, "summary"))
    context = {"page": page, "current_year": shown, "feeds": feeds_of(number, f"area={page.area.key}"), "head": head}
    return render(request, "calendar/area.html", context)


@require_safe
def programme(request: ActingRequest, number: int, slug: str) -> HttpResponse:
    """One programme."""
    shown = the_year(number)
    page = lists.area_page(shown, "", programme=slug, **reader_context(request))
    if page is None:
        raise Http404(gettext("The year %(year)s has no programme “%(slug)s”.") % {"year": number, "slug": slug})
    one = page.programmes[0]
    head = head_of(request, shown, title=wording(one, "name"), description=wording(one, "summary"))
    context = {"page": page, "current_year": shown, "feeds": feeds_of(number, f"programme={slug}"), "head": head}
    return render(request, "calendar/area.html", {**context, "programme": one})


@require_safe
def activity(request: ActingRequest, slug: str) -> HttpResponse:
    """One activity."""
    zone = request.reader.zone
    page = activity_page(slug, zone=zone, **reader_context(request))
    if page is None:
        raise Http404(
            gettext("There is no activity “%(slug)s” here. It may have another address now.") % {"slug": slug}
        )
    year_shown = page.activity.year
    head = head_of_activity(
        announcement_of(page.activity, parent_is_public=page.parent is not None, language=language()),
        base_url=settings.BASE_URL,
        site_name=site_name(year_shown),
        language=language(),
    )
    context = {"page": page, "current_year": year_shown, "head": head, "panel": _panel(request, page.activity)}
    context["keeps"] = may_keep_area(request.user, page.entry.area)
    return render(request, "calendar/activity.html", context)


def _panel(request: ActingRequest, activity: Activity) -> Panel | None:
    """Registration, as this reader finds it."""
    user: Any = request.user
    acting = acting_of(request)
    reader = request.reader
    return panel_of(
        activity,
        person=user.pk if user.is_authenticated else None,
        email=user.email if user.is_authenticated else "",
        organisation=acting.organisation if acting is not None else None,
        has_mandates=acting is not None or bool(request.mandates),
        now=reader.now,
        zone=reader.zone,
    )
