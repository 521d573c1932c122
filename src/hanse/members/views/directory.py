"""The directory."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_safe

from hanse.members.choices import Kind, Region, Standing
from hanse.members.geography import country_name
from hanse.members.map import draw_map
from hanse.members.queries.directory import OrganisationFilter, countries_on_record, directory_page
from hanse.members.queries.networks import network_names
from hanse.ui.filtering import FilterForm, chips, group, pick, with_language
from hanse.ui.heads import page_head
from hanse.ui.partials import render_part
from hanse.ui.requests import Request
from hanse.ui.sharing import language_of


@require_safe
def directory(request: Request) -> HttpResponse:
    """All organisations, filtered, with a map."""
    networks = network_names()
    language_of(request)
    chosen = OrganisationFilter.read(request.GET, tuple(networks))
    on = request.reader.now.date()
    page = directory_page(chosen, request.GET.get("page", "1"), on=on)
    finding = ngettext("%(n)s place on the map.", "%(n)s places on the map.", page.placed) % {"n": page.placed}
    context = {
        "page": page,
        "form": _form(request, chosen, networks),
        "query_string": with_language(request, chosen.query_string),
        "map": draw_map(page.dots, title=gettext("Where the organisations are"), description=finding),
    }
    language = (get_language() or "en").split("-")[0]
    words = gettext(
        "Cities, companies and institutions that public records name; no complete list of members is public."
    )
    context["head"] = page_head(
        request, title=gettext("Organisations"), description=words, site_name="", language=language
    )
    return render_part(request, "members/directory.html", "sheet", context)


def _form(request: Request, chosen: OrganisationFilter, networks: dict[str, str]) -> FilterForm:
    language = (get_language() or "en").split("-")[0]
    return FilterForm(
        groups=(
            group("kind", gettext("Kind"), Kind.choices, chosen.kind),
            group("standing", gettext("Standing"), Standing.choices, chosen.standing),
            group("region", gettext("Region"), Region.choices, chosen.region),
            group("network", gettext("Network"), networks.items(), chosen.network),
        ),
        picks=(pick("country", gettext("Country"), countries_on_record(language), chosen.country),),
        chips=chips("country", chosen.country, {code: country_name(code, language) for code in chosen.country}),
        text=chosen.q,
        count=chosen.count,
        language=request.GET.get("lang", ""),
    )
