"""Lines of the directory, as joined text: a page holds sixty of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from hanse.members.acting import FIELD
from hanse.members.geography import country_name
from hanse.members.identifiers import language_name, subdivision_name
from hanse.members.map import draw_map
from hanse.members.models import Organisation
from hanse.members.queries.directory import Dot
from hanse.members.queries.history import field_name
from hanse.members.queries.profile import Profile, since_words
from hanse.members.queries.today import Told
from hanse.members.queries.told import identifiers, texts_beside
from hanse.ui.languages import wording

register = template.Library()


@register.simple_tag
def organisation_rows(organisations: Iterable[Organisation], standings: Mapping[int, Told]) -> SafeString:
    """Rows of the table of organisations; the register says how they stand, and where it is silent, the record."""
    language = (translation.get_language() or "en").split("-")[0]
    return mark_safe("".join(_row(one, standings[one.pk], language) for one in organisations))


@register.simple_tag
def world_map(*, dots: Iterable[Dot], title: str, description: str) -> SafeString:
    """The world with a dot for each place; `description` says the finding for those who do not see it."""
    return draw_map(dots, title=title, description=description)


@register.simple_tag(takes_context=True)
def acting_field(context: Context) -> SafeString:
    """For whom a form was opened, as a hidden field: what is sent is signed for them, or not at all."""
    acting = context["request"].acting
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, acting.slug if acting else "")


@register.inclusion_tag("members/_register.html")
def register_of(profile: Profile) -> dict[str, Any]:
    """People as they agreed to be shown, and the periods of membership."""
    return {"profile": profile, "periods": [(period, since_words(period)) for period in profile.history]}


@register.inclusion_tag("members/_standing.html")
def standing_of(profile: Profile) -> dict[str, Any]:
    """Membership and networks as lines of a list of facts."""
    counted = profile.standing.is_member and profile.first
    return {"profile": profile, "since": since_words(profile.first) if counted and profile.first else ""}


@register.filter
def field_words(name: str) -> str:
    """A field of a profile as people call it."""
    return field_name(name)


@register.inclusion_tag("members/_texts.html")
def other_texts(organisation: Organisation) -> dict[str, Any]:
    """What an organisation says of itself in languages other than the one that the page shows."""
    return {"texts": texts_beside(organisation, translation.get_language() or "en")}


@register.inclusion_tag("members/_identifiers.html")
def identifiers_of(organisation: Organisation) -> dict[str, Any]:
    """What others call it: identifiers with their addresses, where they have one."""
    return {"identifiers": identifiers(organisation, translation.get_language() or "en")}


@register.filter
def country_words(code: str) -> str:
    """A country by its name in the reader's language."""
    return country_name(code, translation.get_language() or "en")


@register.filter
def subdivision(code: str) -> str:
    """A state or province by its name."""
    return subdivision_name(code)


@register.filter
def tongues(codes: Iterable[str]) -> str:
    """Languages by their names in the reader's language."""
    reader = translation.get_language() or "en"
    return ", ".join(language_name(code, reader) for code in codes)


def _row(one: Organisation, told: Told, language: str) -> str:
    name = wording(one, "name", language)
    native = (
        f" <small lang=und>{escape(one.native_name)}</small>" if one.native_name and one.native_name != name else ""
    )
    small = f"<small>{escape(told.more)}</small>" if told.more else ""
    country = country_name(one.country, language) if one.country else ""
    return (
        f'<tr><th scope="row"><a href="{reverse("year:organisation", args=[one.slug])}">{escape(name)}</a>{native}</th>'
        f"<td>{escape(country)}</td><td>{escape(one.get_kind_display())}</td>"
        f"<td>{escape(told.words)}{small}</td></tr>"
    )
