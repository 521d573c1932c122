"""Small judgements on what a page says: how long, how long ago, whether a second text adds to a first."""

from __future__ import annotations

from datetime import date
from typing import Any

from babel.dates import format_timedelta
from django.utils.translation import gettext, ngettext

from hanse.engines.when import Precision
from hanse.ui.folding import fold, words_of

WEEK = 7
# Containers without a time of their own: what is in them is a part of them, and not during them.
_TIMELESS = frozenset({Precision.ALL_YEAR, Precision.YEAR, Precision.UNKNOWN})
# Words that name everybody, and so tell nobody anything.
_EVERYBODY = frozenset(
    fold(word)
    for word in [
        "anyone",
        "anybody",
        "everyone",
        "everybody",
        "people",
        "persons",
        "person",
        "those",
        "who",
        "the",
        "a",
        "an",
        "of",
        "to",
        "and",
        "or",
        "only",
        "for",
        "all",
        "누구나",
        "모두",
        "사람",
        "사람들",
        "분",
        "분들",
        "대상",
        "및",
        "이나",
    ]
)


def length_words(days: int) -> str:
    """A length as people say it: fifteen weeks rather than 105 days."""
    if days % WEEK == 0:
        weeks = days // WEEK
        return ngettext("%(count)s week", "%(count)s weeks", weeks) % {"count": weeks}
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def past_words(last_on: date | None, today: date, language: str) -> str:
    """That it is over, and for how long; nothing for what is not over."""
    if last_on is None or last_on >= today:
        return ""
    ago = format_timedelta(last_on - today, granularity="day", add_direction=True, locale=language)
    return gettext("past, %(ago)s") % {"ago": ago}


def says_more(finer: str, plain: str) -> bool:
    """Whether a finer text has a word that the plain one lacks, apart from words for everybody."""
    known = set(words_of(plain))
    return any(word not in known and word not in _EVERYBODY for word in words_of(finer))


def is_same(one: str, other: str) -> bool:
    """Whether a reader would take two names for one."""
    return fold(one).strip() == fold(other).strip()


def relation_words(part: Any, whole: Any) -> str:
    """How an activity stands to the one it belongs to: during it, where its days lie in those of the whole.

    Both have `first_on`, `last_on` and a precision.
    """
    if Precision(whole.when_precision) in _TIMELESS or not all(
        (part.first_on, part.last_on, whole.first_on, whole.last_on)
    ):
        return gettext("Part of")
    inside = whole.first_on <= part.first_on and part.last_on <= whole.last_on
    return gettext("During") if inside else gettext("Part of")
