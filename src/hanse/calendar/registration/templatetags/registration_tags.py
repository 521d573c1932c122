"""Words of registration in templates."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from hanse.calendar.models import Activity
from hanse.calendar.registration.choices import CALLED_OFF, State
from hanse.calendar.registration.words import language_now, moment_for, when_words, where_of
from hanse.members.geography import country_name
from hanse.ui.templatetags.ui import state

register = template.Library()

_SHAPES = {
    State.DRAFT: "open",
    State.ASKED: "half",
    State.CONFIRMED: "done",
    State.WAITING: "half",
    State.OFFERED: "late",
    State.DECLINED: "void",
    State.CANCELLED: "void",
    State.LAPSED: "void",
}


@register.simple_tag
def registration_state(value: str, *, called_off: bool = False) -> SafeString:
    """A registration's state with its shape; where the activity was cancelled, that."""
    if called_off:
        return state(word=str(CALLED_OFF), shape="void")
    return state(word=str(State(value).label), shape=_SHAPES[State(value)])


@register.simple_tag
def instant(at: datetime, *, zone: str, place: str = "") -> SafeString:
    """An instant on the clock of a zone, and of the activity's place beside it."""
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), moment_for(at, zone, place or zone))


@register.filter
def when_in_full(activity: Activity) -> str:
    """The date of an activity."""
    return when_words(activity)


@register.filter
def where_in_full(activity: Activity) -> str:
    """The place of an activity."""
    return where_of(activity)


@register.filter
def country_named(code: str) -> str:
    """A country's name in the reader's language."""
    return country_name(code, language_now())


@register.filter
def own_headline(value: str) -> str:
    """What a person reads first on the page of their own registration."""
    return {
        State.DRAFT: gettext("Your draft"),
        State.ASKED: gettext("Your request is with us"),
        State.CONFIRMED: gettext("You are registered"),
        State.WAITING: gettext("You are on the waiting list"),
        State.OFFERED: gettext("A seat is kept for you"),
        State.DECLINED: gettext("It was not approved"),
        State.CANCELLED: gettext("Your registration is cancelled"),
        State.LAPSED: gettext("The seat was passed on"),
    }[State(value)]
