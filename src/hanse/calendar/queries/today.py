"""What today means for what is shown of a year, almanac fashion: what runs, what comes, and what nobody has fixed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from hanse.calendar.choices import Status
from hanse.calendar.queries.entries import Entry
from hanse.engines.when import format

Said = tuple[str, str]  # a sentence, and where it leads; nowhere, where it speaks of many
MOST_SAID = 4
MOST_NAMED = 3
_OFF = (Status.CANCELLED, Status.POSTPONED, Status.IDEA)


def sentences(
    listed: Sequence[Entry], year: int, today: date, language: str, *, narrowed: bool = True
) -> tuple[Said, ...]:
    """The next things by their dates; where there is none, why: the line is never empty.

    `narrowed` says that the reader asked for a part of the year, and not for all of it.
    """
    if not listed and not narrowed:
        return ((nothing_yet(year), ""),)
    if today.year > year:
        return ((gettext("The year %(year)s is over; this is its record.") % {"year": year}, ""),)
    coming = [one for one in listed if not one.is_all_year and one.status not in _OFF and _is_ahead(one, today)]
    if not coming:
        return ((_why_nothing(listed, today), ""),)
    said: list[tuple[date, Said]] = []
    for one in coming:
        if not one.is_vague:
            said.append((max(one.first_on or today, today), (_exact(one, today), one.url)))
    said += _by_month([one for one in coming if one.is_vague], year, today, language)
    said.sort(key=lambda pair: pair[0])
    return tuple(sentence for _, sentence in said[:MOST_SAID])


def _is_ahead(one: Entry, today: date) -> bool:
    if one.first_on is None and one.last_on is None:
        return False
    last = one.last_on if one.last_on else (one.first_on if not one.when.open_end else date.max)
    return last is not None and last >= today


def _exact(one: Entry, today: date) -> str:
    """A day, or a span of days, as it stands to today."""
    what = {"what": one.label}
    if one.first_on and one.first_on > today:
        days = (one.first_on - today).days
        return ngettext("%(what)s is tomorrow.", "%(what)s in %(days)s days.", days) % {**what, "days": days}
    if one.last_on is None:
        return gettext("%(what)s has begun.") % what
    if one.first_on == one.last_on:
        return gettext("%(what)s is today.") % what
    left = (one.last_on - today).days
    if left == 0:
        return gettext("%(what)s: last day.") % what
    return ngettext("%(what)s: one more day.", "%(what)s: %(days)s more days.", left) % {**what, "days": left}


def _by_month(vague: Sequence[Entry], year: int, today: date, language: str) -> list[tuple[date, Said]]:
    """What has a month but no day: everything of one month in one sentence."""
    groups: dict[str, list[Entry]] = {}
    for one in vague:
        groups.setdefault(one.when.edtf, []).append(one)
    said = []
    for sharing in groups.values():
        first = sharing[0].first_on or today
        when = format(sharing[0].when, language, year=year, style="long")
        names = "; ".join(one.label for one in sharing[:MOST_NAMED])
        if more := len(sharing) - MOST_NAMED if len(sharing) > MOST_NAMED else 0:
            names = ngettext("%(names)s and %(count)s more", "%(names)s and %(count)s more", more) % {
                "names": names,
                "count": more,
            }
        words = gettext("%(month)s, day not fixed: %(names)s.") % {"month": when[:1].upper() + when[1:], "names": names}
        alone = sharing[0].url if len(sharing) == 1 else reverse("calendar:month", args=[year, first.month])
        said.append((max(first, today), (words, alone)))
    return said


def nothing_yet(year: int) -> str:
    """What a year says that shows nothing although nobody narrowed it."""
    return gettext("The year %(year)s is being prepared; nothing of it is public yet.") % {"year": year}


def _why_nothing(listed: Sequence[Entry], today: date) -> str:
    """Why nothing of this comes: there is nothing, it runs all year, it waits for its date, or it is past."""
    if not listed:
        return gettext("Nothing of this is in the year.")
    if all(one.is_all_year for one in listed):
        return gettext("All of this runs all year; there is no date to miss.")
    if any(one.first_on is None and one.last_on is None and not one.is_past for one in listed):
        return gettext("What is still to come waits for its date.")
    if any(_is_ahead(one, today) and one.status == Status.POSTPONED for one in listed):
        return gettext("What is still to come is postponed.")
    if any(one.is_all_year for one in listed):
        return gettext("Everything with a date is past; the rest runs all year.")
    return gettext("Nothing of this is still to come.")
