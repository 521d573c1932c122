"""The house's components as template tags. A keyword argument that no component knows fails at once."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template.context import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hanse.ui import clock
from hanse.ui.days import day_words, instant_words, month_words, short_day_words
from hanse.ui.filtering import FilterForm
from hanse.ui.languages import text_of
from hanse.ui.languages import wording as wording_of
from hanse.ui.markdown import render_markdown
from hanse.ui.places import zone_city

register = template.Library()

AREAS = ("kickoff", "prize", "governance", "matchmaking", "capacity", "research", "networking", "regional")
GLYPHS = ("check", "cross", "alert", "clip")
STATES = ("open", "half", "done", "past", "late", "void")


@register.filter
def wording(thing: Any, field: str) -> str:
    """The text of a field in the reader's language."""
    return wording_of(thing, field)


@register.filter
def text(values: Any, name: str) -> str:
    """A text of a map in the reader's language."""
    return text_of(values, name)


@register.filter
def network_name(year: Any) -> str:
    """The network's name in the reader's language."""
    return network_text(year, "name")


@register.filter
def network_text(year: Any, field: str) -> str:
    """What the network says of itself, in the reader's language."""
    if not year:
        return ""
    code = (translation.get_language() or "en").split("-")[0]
    return str((year.translations or {}).get(code, {}).get(f"network.{field}") or year.network.get(field, ""))


@register.filter
def markdown(text: str) -> SafeString:
    """Markdown as clean HTML; bare addresses are links."""
    return render_markdown(text, links_addresses=True)


@register.filter
def number(amount: int) -> str:
    """A number as a reader of the language writes it: 9,386,034."""
    return str(format_decimal(amount, locale=_locale()))


@register.filter(expects_localtime=True)
def day(on: date) -> str:
    """A day as a reader of the language writes it."""
    return day_words(on) if on else ""


@register.filter(expects_localtime=True)
def instant(at: datetime) -> str:
    """A day with its minute."""
    return instant_words(at) if at else ""


@register.filter(expects_localtime=True)
def short_day(on: date) -> str:
    """A day without its year."""
    return short_day_words(on) if on else ""


@register.filter(expects_localtime=True)
def month_of(on: date) -> str:
    """The month of a day, with its year."""
    return month_words(on) if on else ""


@register.simple_tag
def sign(*, area: str, label: str = "") -> SafeString:
    """The mark of one of the eight programmes; `label` only where no word stands beside it."""
    if area not in AREAS:
        raise template.TemplateSyntaxError(f"No sign for the area {area!r}; there are {', '.join(AREAS)}.")
    return _use(f"s-{area}", "sign", "0 0 24 24", label)


@register.simple_tag
def glyph(*, name: str, label: str = "") -> SafeString:
    """One of the few small marks."""
    if name not in GLYPHS:
        raise template.TemplateSyntaxError(f"No glyph {name!r}; there are {', '.join(GLYPHS)}.")
    return _use(f"g-{name}", "glyph", "0 0 16 16", label)


def _use(symbol: str, css: str, box: str, label: str) -> SafeString:
    spoken = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="{}" viewBox="{}" {}><use href="{}#{}"/></svg>', css, box, spoken, static("ui/signs.svg"), symbol
    )


@register.simple_tag
def state(*, word: str, shape: str = "open") -> SafeString:
    """One word of state with a shape: open ring, half, done, past, late or void."""
    if shape not in STATES:
        raise template.TemplateSyntaxError(f"No state {shape!r}; there are {', '.join(STATES)}.")
    return format_html('<span class="state" data-state="{}">{}</span>', shape, word)


@register.simple_tag
def button(
    *, label: str, href: str = "", kind: str = "", name: str = "", value: str = "", note: str = ""
) -> SafeString:
    """An action: a link where `href` is given, a submit button otherwise. `kind`: main, firm, plain, small or wide."""
    css = "btn" + "".join(f" btn--{k}" for k in kind.split())
    words = format_html("{} <small>{}</small>", label, note) if note else format_html("{}", label)
    if href:
        return format_html('<a class="{}" href="{}">{}</a>', css, href, words)
    named = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html('<button class="{}"{}>{}</button>', css, named, words)


@register.simple_tag
def notice(*, title: str, text: str = "", kind: str = "") -> SafeString:
    """A sentence the reader should not miss; `kind` error for what went wrong."""
    css = "notice notice--error" if kind == "error" else "notice"
    return format_html('<div class="{}"><h2>{}</h2><p>{}</p></div>', css, title, text)


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, *, optional: str = "") -> dict[str, Any]:
    """A form field with its label, help before the input, and its error with the cure."""
    widget = bound.field.widget
    kind = type(widget).__name__
    if "class" not in widget.attrs and kind not in ("CheckboxInput", "RadioSelect", "CheckboxSelectMultiple"):
        widget.attrs["class"] = "input"
    described = [f"{bound.auto_id}-help"] if bound.help_text else []
    described += [f"{bound.auto_id}-error"] if bound.errors else []
    if described:
        widget.attrs["aria-describedby"] = " ".join(described)
    if bound.errors:
        widget.attrs["aria-invalid"] = "true"
    return {
        "bound": bound,
        "optional": optional or ("" if bound.field.required else _("optional")),
        "single": kind == "CheckboxInput",
        "several": kind in ("RadioSelect", "CheckboxSelectMultiple"),
    }


@register.inclusion_tag("ui/form_errors.html")
def form_errors(form: BaseForm, *, more: Sequence[tuple[str, str, str]] = ()) -> dict[str, Any]:
    """The summary of errors above a form, with a link to each field; `more` are those of its rows: identifier, words, why."""
    own = [(form[name], errors) for name, errors in form.errors.items() if name in form.fields]
    faults = [*((bound.auto_id, bound.label, errors[0]) for bound, errors in own), *more]
    return {"faults": faults, "general": form.non_field_errors()}


@register.inclusion_tag("ui/pages.html", takes_context=True)
def pages(context: Context, *, page: "Page[Any]", name: str = "page") -> dict[str, Any]:
    """Links to the page before and after, keeping every filter of the address."""
    query = context["request"].GET.copy()

    def to(number: int) -> str:
        query[name] = str(number)
        return f"?{query.urlencode()}"

    return {
        "page": page,
        "previous": to(page.previous_page_number()) if page.has_previous() else "",
        "next": to(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("ui/filters.html", takes_context=True)
def filters(context: Context, *, form: FilterForm) -> dict[str, Any]:
    """The form that narrows the list in `#sheet`; on a phone it is folded away, and says how many values are on."""
    return {"form": form, "path": context["request"].path, "oob": False}


@register.inclusion_tag("ui/filters_state.html", takes_context=True)
def filters_state(context: Context, *, form: FilterForm) -> dict[str, Any]:
    """What of that form changes with the list, for htmx to put in its place beside the part."""
    return {"form": form, "path": context["request"].path}


@register.simple_tag(takes_context=True)
def today_words(context: Context) -> SafeString:
    """The day in full; where pages are shown as of another day, that is said."""
    year = context.get("current_year")
    zone = context["request"].reader.zone or (year.zone if year else "UTC")
    day = clock.today(zone)
    words = format_date(day, "full" if _locale() == "ko" else "EEEE d MMMM y", locale=_locale())
    shown = format_html('<time datetime="{}">{}</time>', day.isoformat(), words)
    return format_html(_("Shown as of {}"), shown) if clock.is_pretended() else shown


@register.simple_tag(takes_context=True)
def clocks(context: Context, *, zone: str) -> SafeString:
    """The reader's hour and the network's."""
    reader = context["request"].reader
    now = reader.now
    shown = [z for z in dict.fromkeys([reader.zone, zone]) if z]
    parts = [(zone_city(z), format_time(now.astimezone(ZoneInfo(z)), "HH:mm", locale=_locale())) for z in shown]
    return format_html_join(" · ", "{} <span class=num>{}</span>", parts)


def _locale() -> str:
    return (translation.get_language() or "en").split("-")[0]


@register.inclusion_tag("ui/language_menu.html", takes_context=True)
def language_menu(context: Context) -> dict[str, Any]:
    """The languages on offer, each in its own words."""
    return {
        "request": context["request"],
        "languages": [translation.get_language_info(code) for code in ("en", "ko")],
        "current": translation.get_language_info(_locale()),
    }


@register.simple_tag(takes_context=True)
def main_nav(context: Context) -> SafeString:
    """The links of the masthead, the present one marked."""
    request = context["request"]
    year = context.get("current_year")
    links: list[tuple[str, str, tuple[str, ...]]] = [
        (_("The year"), reverse("year:home"), ("year:home", "calendar:year", "calendar:list", "calendar:month"))
    ]
    if year:
        here = ("calendar:programmes", "calendar:area", "calendar:programme")
        links.append((pgettext("navigation", "Programmes"), reverse("calendar:programmes", args=[year.number]), here))
        if request.user.is_authenticated:
            links.append((_("My desk"), reverse("year:desk"), ("year:desk", "year:secretariat-desk")))
        if getattr(request.user, "is_secretariat", False):
            desk = tuple(
                f"calendar:{n}" for n in ("desk", "add", "several", "copy", "words", "edit", "history", "step")
            )
            links.append((_("Secretariat"), reverse("calendar:desk", args=[year.number]), desk))
    pages = (
        "directory",
        "people",
        "membership",
        "history",
        "edit",
        "register",
        "board",
        "dues",
        "agreements",
        "doubles",
    )
    organisations = (
        "year:organisation",
        "joining:join",
        "joining:applications",
        *(f"members:{page}" for page in pages),
    )
    links += [
        (_("Organisations"), reverse("members:directory"), organisations),
        (_("Regions"), reverse("regions:index"), ("regions:index", "regions:network")),
        (_("Search"), reverse("year:search"), ("year:search",)),
    ]
    match = getattr(request, "resolver_match", None)
    view = match.view_name if match else ""
    return format_html_join(
        "",
        '<li><a href="{}"{}>{}</a></li>',
        [(url, mark_safe(' aria-current="page"') if view in views else "", label) for label, url, views in links],
    )


@register.simple_tag(takes_context=True)
def address_with(context: Context, **changes: Any) -> str:
    """The present address with some of its query changed; an empty value removes the name."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in ("", None):
            query[name] = str(value)
    return "?" + urlencode(list(query.lists()), doseq=True)
