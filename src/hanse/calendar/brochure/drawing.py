"""The year at a glance for the sheet: the same marks in the same lanes as on the page, measured for A4 lying down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from babel.dates import get_month_names
from django.utils.translation import gettext, ngettext

from hanse.calendar.choices import Status
from hanse.calendar.drawing.scale import at_end, mark_of
from hanse.calendar.drawing.wide import shown_date
from hanse.calendar.models import Area
from hanse.calendar.queries.entries import Entry
from hanse.engines.lanes import Item, measure, place
from hanse.typeset.brochure import Drawn, Figure, Mark, Row, State
from hanse.ui.languages import wording

PLOT = 640.0  # pt, the width of twelve months on the sheet
LABEL = 8.0  # pt
MOST_DRAWN = 120
MOST_LANES = 36  # more would make lanes too thin for their labels
LANES_AT_LEAST = 2  # the name of an area may take two lines
LANES_OF_COUNTS = 3
STATES: dict[str, State] = {
    Status.IDEA: "tentative",
    Status.TENTATIVE: "tentative",
    Status.POSTPONED: "tentative",
    Status.CANCELLED: "cancelled",
}


def state_of_mark(entry: Entry) -> State:
    """Which of the three inks a mark has."""
    return STATES.get(entry.status, "known")


def mark(entry: Entry, year: int) -> Mark | None:
    """The mark of an activity; `None` for a date to be confirmed."""
    item = mark_of(entry, year, 0.0)
    return _mark(entry, item, year) if item else None


def _mark(entry: Entry, item: Item, year: int) -> Mark:
    known = at_end(entry.last_on, year) if item.kind == "month" and entry.last_on else item.end
    return Mark(item.kind, state_of_mark(entry), item.start, item.end, min(known, item.end))


def draw(areas: Sequence[Area], by_area: Mapping[str, Sequence[Entry]], keys: Mapping[str, str], year: int, language: str) -> Figure:  # fmt: skip
    """The figure: single marks, or numbers by month where there are too many to draw."""
    rows = tuple(_row(area, by_area.get(area.key, ()), keys, year) for area in areas)
    total = sum(len(found) for found in by_area.values())
    if total > MOST_DRAWN or sum(row.lanes for row in rows) > MOST_LANES:
        rows = tuple(_counted(area, by_area.get(area.key, ()), year) for area in areas)
    names = get_month_names("abbreviated", "stand-alone", language)
    months = tuple(str(names[number]).replace("Sept", "Sep") for number in range(1, 13))
    return Figure(_told(by_area, year, total, language), months, rows)


def _row(area: Area, found: Sequence[Entry], keys: Mapping[str, str], year: int) -> Row:
    entries = {one.slug: one for one in found}
    items = {one.slug: item for one in found if (item := mark_of(one, year, _width(one)))}
    placement = place(list(items.values()), plot=PLOT)
    marks = tuple(
        Drawn(
            key=keys.get(placed.key, ""),
            mark=_mark(entries[placed.key], items[placed.key], year),
            label=entries[placed.key].label,
            date=shown_date(entries[placed.key]),
            lane=placed.lane,
            side=placed.side,
        )
        for placed in placement.placed
    )
    return Row(area.key, wording(area, "name"), max(placement.lanes, LANES_AT_LEAST), marks, ())


def _counted(area: Area, found: Sequence[Entry], year: int) -> Row:
    counts = [0] * 12
    for one in found:
        if one.first_on and one.first_on.year == year and not one.is_all_year:
            counts[one.first_on.month - 1] += 1
    return Row(area.key, wording(area, "name"), LANES_OF_COUNTS, (), tuple(counts))


def _width(entry: Entry) -> float:
    date_words = shown_date(entry)
    return measure(entry.label, LABEL) + (measure(" " + date_words, LABEL) + 2 if date_words else 0)


def _told(by_area: Mapping[str, Sequence[Entry]], year: int, total: int, language: str) -> str:
    """What the picture shows, for those who listen."""
    found = [one for entries in by_area.values() for one in entries]
    told = [
        ngettext(
            "The year %(year)s as a picture: %(count)s activity in rows by area, over twelve months.",
            "The year %(year)s as a picture: %(count)s activities in rows by area, over twelve months.",
            total,
        )
        % {"year": year, "count": total}
    ]
    months = [one.month for one in found if 1 <= one.month <= 12]
    if months:
        fullest = max(range(1, 13), key=months.count)
        told.append(
            gettext("Most begin in %(month)s.") % {"month": get_month_names("wide", "stand-alone", language)[fullest]}
        )
    told.append(gettext("The overview by month says the same in words."))
    return " ".join(told)
