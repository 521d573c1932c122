"""Pages of the top floor."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from hanse.calendar.specimens import specimens
from hanse.calendar.views.filtering import language, reader_context
from hanse.calendar.views.heading import head_of
from hanse.calendar.views.pages import year_page, year_shown
from hanse.members.acting import ActingRequest
from hanse.members.map import draw_map, specimen_dots
from hanse.members.permissions import may_edit_profile, may_see_people
from hanse.members.queries.acting import present_slug
from hanse.members.queries.today import told_on
from hanse.ui.addresses import Addresses
from hanse.ui.gallery import gallery_context
from hanse.ui.languages import wording
from hanse.ui.limits import limited
from hanse.ui.partials import render_part
from hanse.ui.sharing import language_of
from hanse.ui.templatetags.ui import network_text
from hanse.year.personal.retention import rules
from hanse.year.queries.organisation_page import organisation_page
from hanse.year.queries.search import search_page
from hanse.year.searching import Asked
from hanse.year.trail.permissions import may_read_trail_of


@require_safe
def home(request: ActingRequest) -> HttpResponse:
    """The current year; before any is loaded, a sentence that says how to begin."""
    year = year_shown(request)
    if year is None:
        return render(request, "year/empty.html")
    response: HttpResponse = year_page(request, year.number)
    return response


@require_safe
@limited("search", per_minute=120)
def search(request: ActingRequest) -> HttpResponse:
    """Search activities and organisations."""
    language_of(request)
    asked = Asked.read(request.GET)
    year = year_shown(request)
    number = request.GET.get("page", "1")
    page = search_page(asked, number=number, zone=year.zone if year else "UTC", **reader_context(request))
    return render_part(request, "year/search.html", "results", {"page": page})


@require_safe
def organisation(request: ActingRequest, slug: str) -> HttpResponse:
    """One organisation."""
    year = year_shown(request)
    page = organisation_page(slug, zone=year.zone if year else "UTC", **reader_context(request))
    if page is None:
        present = present_slug(slug)
        if present:
            return redirect("year:organisation", present, permanent=True)
        raise Http404(gettext("There is no organisation “%(slug)s” here.") % {"slug": slug})
    drawn = draw_map(page.dots, title=gettext("Where it is"), description=page.organisation.name) if page.dots else ""
    one = page.organisation
    today = request.reader.now.date()
    told = wording(one, "summary") or f"{one.get_kind_display()}. {told_on([one], today)[one.pk].words}."
    head = head_of(request, year, title=wording(one, "name"), description=told)
    context = {"page": page, "map": drawn, "head": head, "may_edit": may_edit_profile(request, slug)}
    context["may_see_people"] = may_see_people(request, slug)
    mandates = request.mandates
    context["may_read_trail"] = may_read_trail_of(request.user, mandates, slug)
    return render(request, "year/organisation.html", context)


@require_safe
def gallery(request: ActingRequest) -> HttpResponse:
    """Every component in every state, those of the rooms with example data."""
    context = {**gallery_context(), "year": specimens(language()), "dots": specimen_dots()}
    return render(request, "year/gallery.html", context)


@require_safe
def about(request: ActingRequest) -> HttpResponse:
    """The network and this calendar."""
    year = year_shown(request)
    head = head_of(request, year, title=gettext("About the network"), description=network_text(year, "summary"))
    return render(request, "year/about.html", {"head": head})


@require_safe
def contact(request: ActingRequest) -> HttpResponse:
    """How to reach the secretariat."""
    head = head_of(request, year_shown(request), title=gettext("Contact"))
    return render(request, "year/contact.html", {"head": head})


@require_safe
def accessibility(request: ActingRequest) -> HttpResponse:
    """What we do so that everybody can use this."""
    return render(request, "year/accessibility.html")


@require_safe
def privacy(request: ActingRequest) -> HttpResponse:
    """Which data are kept."""
    return render(request, "year/privacy.html", {"rules": rules()})


@require_safe
def robots(request: ActingRequest) -> HttpResponse:
    """What programs that gather pages should leave alone, and where the list of pages is (RFC 9309)."""
    sitemap = Addresses(settings.BASE_URL).to("year:sitemap")
    lines = [
        "User-agent: *",
        "Disallow: /accounts/",
        "Disallow: /search/",
        "Disallow: /post/",
        "",
        f"Sitemap: {sitemap}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def health(request: ActingRequest) -> HttpResponse:
    """Says "ok" when the server answers and the database does, for whoever watches over it."""
    year_shown(request)
    return HttpResponse("ok\n", content_type="text/plain")
