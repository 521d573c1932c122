"""Lines of the directory, as joined text: a page holds sixty of them."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from hanse.members.geography import country_name
from hanse.members.map import draw_map
from hanse.members.models import Organisation
from hanse.members.queries.directory import Dot
from hanse.ui.languages import wording

register = template.Library()


@register.simple_tag
def organisation_rows(organisations: Iterable[Organisation]) -> SafeString:
    """Rows of the table of organisations."""
    language = (translation.get_language() or "en").split("-")[0]
    return mark_safe("".join(_row(one, language) for one in organisations))


@register.simple_tag
def world_map(*, dots: Iterable[Dot], title: str, description: str) -> SafeString:
    """The world with a dot for each place; `description` says the finding for those who do not see it."""
    return draw_map(dots, title=title, description=description)


def _row(one: Organisation, language: str) -> str:
    name = wording(one, "name", language)
    native = (
        f" <small lang=und>{escape(one.native_name)}</small>" if one.native_name and one.native_name != name else ""
    )
    category = f"<small>{escape(one.get_category_display())}</small>" if one.category else ""
    country = country_name(one.country, language) if one.country else ""
    return (
        f'<tr><th scope="row"><a href="{reverse("year:organisation", args=[one.slug])}">{escape(name)}</a>{native}</th>'
        f"<td>{escape(country)}</td><td>{escape(one.get_kind_display())}</td>"
        f"<td>{escape(one.get_standing_display())}{category}</td></tr>"
    )
