"""Lines and headings of the calendar. Lists are long, so lines are joined text rather than templates in templates."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, get_month_names
from django import template
from django.template.context import Context
from django.templatetags.static import static
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from hanse.calendar.choices import AreaKey, Status
from hanse.calendar.feeds.links import FeedLinks
from hanse.calendar.queries.activity_page import Clock
from hanse.calendar.queries.entries import Entry
from hanse.calendar.queries.month_page import Day, Piece
from hanse.calendar.queries.month_page import month_of_year as words_of_month
from hanse.calendar.queries.today import Said
from hanse.calendar.queries.year_page import DrawnRow
from hanse.members.geography import country_name as name_of_country
from hanse.ui.places import zone_city
from hanse.ui.templatetags.ui import sign, state

register = template.Library()


def _language() -> str:
    return (translation.get_language() or "en").split("-")[0]


@register.filter
def month_name(month: int) -> str:
    """A month's name standing alone; 0 is all year, 13 a date to be confirmed."""
    if month == 0:
        return gettext("All year")
    if month == 13:
        return gettext("Date to be confirmed")
    return str(get_month_names("wide", "stand-alone", _language())[month])


@register.filter
def month_of_year(first: date) -> str:
    """A month with its year, as a reader of the language writes them."""
    return words_of_month(first)


@register.filter
def short_month(month: int) -> str:
    """A month's short name."""
    return str(get_month_names("abbreviated", "stand-alone", _language())[month]).replace("Sept", "Sep")


@register.simple_tag(takes_context=True)
def moment(context: Context, at: datetime) -> str:
    """An instant in the reader's language, on the reader's clock, or on the network's where that is not known."""
    year = context.get("current_year")
    zone = context["request"].reader.zone or (year.zone if year else "UTC")
    locale = "en_GB" if _language() == "en" else _language()
    words = format_datetime(
        at.astimezone(ZoneInfo(zone)), "y. M. d. HH:mm" if locale == "ko" else "d MMM y, HH:mm", locale=locale
    )
    return f"{words} ({zone_city(zone)})"


@register.filter
def area_name(key: str) -> str:
    """The name of an area by its key."""
    return str(AreaKey(key).label)


@register.filter
def country(code: str) -> str:
    """A country's name in the reader's language."""
    return name_of_country(code, _language()) if code else ""


@register.filter
def percent(fraction: float) -> str:
    """A fraction as SVG writes it."""
    return f"{fraction * 100:.2f}%"


_SHAPES = {
    "idea": "open",
    "tentative": "half",
    "confirmed": "done",
    "postponed": "late",
    "cancelled": "void",
    "held": "past",
}


@register.simple_tag
def state_of(status: str) -> SafeString:
    """An activity's state with its shape."""
    return state(word=str(Status(status).label).lower(), shape=_SHAPES[status])


@register.simple_tag
def agenda(entries: list[Entry]) -> SafeString:
    """Entries as lines of an agenda."""
    signs = static("ui/signs.svg")
    return mark_safe('<ol class="agenda agenda--short">' + "".join(_line(one, signs) for one in entries) + "</ol>")


@register.inclusion_tag("calendar/_subscribe.html")
def subscribe(*, feeds: FeedLinks, whole: bool = False, months: Mapping[int, Any] | None = None) -> dict[str, Any]:
    """How to keep what is shown in a calendar of one's own.

    `whole` where a page shows less than the feed holds; `months`, where a page shows all of them, tell whether
    something has a date, and whether something runs all year.
    """
    dated = months is None or any(1 <= month <= 12 for month in months)
    return {"feeds": feeds, "whole": whole, "dated": dated, "all_year": months is None or 0 in months}


@register.inclusion_tag("calendar/year_picture.html")
def year_picture(
    *,
    year: int,
    rows: Sequence[DrawnRow],
    tall: SafeString,
    today: date,
    today_at: float | None,
    today_words: str,
    listed: Collection[int] = (),
    name: str = "chart",
    title: str = "",
    hatches: bool = True,
    counted: bool = False,
) -> dict[str, Any]:
    """The year as a picture, lying on a wide page and upright on a phone, where its months lead to `listed` heads.

    A second picture on a page has another `name` and `title`, and shares the `hatches` of the first. `counted` where
    rows hold a number for each month rather than a mark for each activity.
    """
    return {
        "name": name,
        "title": title or gettext("The year as a picture"),
        "hatches": hatches,
        "counted": counted,
        "year": year,
        "rows": rows,
        "tall": tall,
        "today": today,
        "today_at": today_at,
        "today_words": today_words,
        "listed": listed,
    }


@register.inclusion_tag("calendar/today_line.html")
def today_line(*, day: str, sentences: Sequence[Said], oob: bool = False) -> dict[str, Any]:
    """What today means; `oob` for htmx, which puts the line in its place beside the list."""
    return {"day": day, "sentences": sentences, "oob": oob}


@register.inclusion_tag("calendar/elsewhere.html")
def elsewhere(*, clocks: Sequence[Clock], folded: bool = False) -> dict[str, Any]:
    """One moment in many places, each with its hour in words and on a bar of day and night."""
    return {"clocks": clocks, "folded": folded}


@register.inclusion_tag("calendar/month_grid.html")
def month_grid(*, weeks: Sequence[Sequence[Day]], through: Sequence[Entry], caption: str) -> dict[str, Any]:
    """A month as weeks. Long spans are named once above; short ones run through their days as bars."""
    return {"weeks": weeks, "through": through, "caption": caption}


@register.simple_tag
def month_piece(*, piece: Piece | None, edge: bool = False) -> SafeString:
    """What an activity shows on one day: its name where it begins and at the start of a week, else a piece of its bar."""
    if piece is None:
        return mark_safe('<span class="monthgrid__gap"></span>')
    one = piece.entry
    state = f' data-state="{one.status}"' if one.status in ("tentative", "cancelled", "postponed", "idea") else ""
    label: str = escape(one.label)
    if edge:
        words = gettext("begins") if piece.is_first else gettext("ends")
        label += f" <i>{escape(words)}</i>"
    elif not piece.is_first:
        words = gettext("goes on")
        label += f'<span class="sr-only">, {escape(words)}</span>'
    named = f"{sign(area=one.area)}<span>{label}</span>" if piece.is_named else f'<span class="sr-only">{label}</span>'
    part = "edge" if edge else piece.part
    return mark_safe(
        f'<a class="monthgrid__item" href="{one.url}" data-area="{one.area}" data-part="{part}"{state}>{named}</a>'
    )


def _line(one: Entry, signs: str) -> str:
    state = f' data-state="{one.status}"' if one.status in ("tentative", "cancelled", "postponed", "idea") else ""
    past = " data-past" if one.is_past else ""
    when = (
        '<svg class="allyear chart" aria-hidden="true"><line class="m-year" x1="0" x2="100%" y1="7" y2="7"/></svg><span class="sr-only">'
        + escape(one.date)
        + "</span>"
        if one.is_all_year
        else f"<time{_datetime(one)}>{escape(one.date)}</time>"
    )
    note = f"<small>{escape(one.date_note)}</small>" if one.date_note else ""
    embargo = f" <small>({escape(gettext('under embargo'))})</small>" if one.is_embargoed else ""
    return (
        f'<li class="agenda__item" id="{one.slug}" data-area="{one.area}"{state}{past}>'
        f'<p class="agenda__when">{when}{note}</p>'
        f'<div class="agenda__what"><h3><svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><use href="{signs}#s-{one.area}"/></svg>'
        f'<a href="{one.url}">{escape(one.title)}</a>{embargo}</h3><p>{escape(one.summary)}</p>{_action(one)}</div>'
        f'<p class="agenda__where">{escape(one.where)}<span{"" if one.where else " data-alone"}>{escape(one.who)}</span></p></li>'
    )


def _action(one: Entry) -> str:
    if not one.action_url:
        return ""
    label = escape(one.action_label or gettext("Take part"))
    return f'<p class="agenda__act" data-noprint><a href="{escape(one.action_url)}" rel="noopener">{label}</a></p>'


def _datetime(one: Entry) -> str:
    day: date | None = one.first_on
    return f' datetime="{day.isoformat()}"' if day and one.when.is_exact else ""
