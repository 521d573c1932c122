"""The year lying down: a row for each area, marks in lanes, words beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html import escape

from django.utils.safestring import SafeString, mark_safe

from hanse.calendar.drawing.scale import OFF, at_end, mark_of, off_sign
from hanse.calendar.queries.entries import Entry
from hanse.engines.lanes import BESIDE, DOT, Item, Placed, measure, place

LANE = 25  # px
TOP = 19  # px from the row's edge to the middle of the first lane
BOTTOM = 4
LABEL_SIZE = 14.0
PLOT = 732.0
LONGEST_LABEL = 48  # characters


def percent(fraction: float) -> str:
    """A fraction as SVG writes it."""
    return f"{fraction * 100:.2f}%".replace(".00%", "%")


def spoken(entry: Entry) -> str:
    """What is read aloud: the visible label, the date, and what the shape says."""
    parts = [entry.label, entry.date, entry.date_note]
    return ", ".join(part for part in parts if part)


def short_label(entry: Entry) -> str:
    """The words beside the mark; a title that stands in for a short name is cut, so that no row outgrows its page."""
    label = entry.label
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"


def shown_date(entry: Entry) -> str:
    """The words after the label; a month without a day is said by the hatch."""
    return "" if entry.is_vague or entry.is_all_year else entry.date


def draw_row(
    found: Sequence[Entry], *, area: str, year: int, today: float | None, lanes_at_least: int = 1
) -> tuple[SafeString, int]:
    """The drawing of one area and its height in px."""
    by_slug = {entry.slug: entry for entry in found}
    items = [_item(item, by_slug[item.key], today) for one in found if (item := mark_of(one, year, _width(one)))]
    placement = place(items, plot=PLOT, today=today)
    lanes = max(placement.lanes, lanes_at_least)
    height = TOP + (lanes - 1) * LANE + 16 + BOTTOM
    by_key = {item.key: item for item in items}
    marks = [_mark(by_slug[p.key], by_key[p.key], p, area, year) for p in placement.placed]
    return mark_safe("".join(marks)), height


def _width(entry: Entry) -> float:
    date_words = shown_date(entry)
    return _bare_width(entry) + (measure(" " + date_words, LABEL_SIZE) + 4 if date_words else 0)


def _bare_width(entry: Entry) -> float:
    return measure(short_label(entry), LABEL_SIZE)


def _item(item: Item, entry: Entry, today: float | None) -> Item:
    """An item that has room for its date; without it, where today's line would cross the words on either side."""
    if today is None or item.kind in ("year", "open"):
        return item
    left, right, line = item.start * PLOT, item.end * PLOT, today * PLOT
    room = BESIDE + item.label + (DOT if item.kind == "dot" else 0)
    is_cornered = (right < line < right + room and left < room) or (left - room < line < left and right + room > PLOT)
    return replace(item, label=_bare_width(entry)) if is_cornered else item


def _mark(entry: Entry, item: Item, placed: Placed, area: str, year: int) -> str:
    y = TOP + placed.lane * LANE
    shape = _SHAPES[item.kind](entry, item, y, area, year)
    flags = f' data-state="{entry.status}"' if entry.status in ("tentative", "cancelled", "postponed", "idea") else ""
    flags += " data-past" if entry.is_past else ""
    return (
        f'<a href="{entry.url}" aria-label="{escape(spoken(entry))}"{flags}>{shape}{_label(entry, item, placed, y)}</a>'
    )


def _label(entry: Entry, item: Item, placed: Placed, y: float) -> str:
    words = escape(short_label(entry))
    date_words = shown_date(entry)
    if date_words and item.label > _bare_width(entry):
        words += f' <tspan class="d" dx="2">{escape(date_words)}</tspan>'
    css = ' class="knock"'
    if entry.status == "cancelled":
        # A line through words is painted with the halo of the element that asks for it, and would wipe them out.
        css, words = "", f'<tspan class="knock">{words}</tspan>'
    if placed.side == "inside":
        return f'<text{css} x="0.4%" dx="12" y="{y + 5}">{words}</text>'
    far = 13 if item.kind in ("dot", "open") else 9
    if placed.side == "after":
        return f'<text x="{percent(item.end)}" dx="{far}" y="{y + 5}"{css}>{words}</text>'
    return f'<text x="{percent(item.start)}" dx="-{far}" y="{y + 5}"{css} text-anchor="end">{words}</text>'


def _uncertain(entry: Entry) -> bool:
    return entry.status in ("tentative", "idea")


def _dot(entry: Entry, item: Item, y: float, area: str, year: int) -> str:
    x = percent(item.start)
    if entry.status in OFF:
        return f'<circle class="m m-void" cx="{x}" cy="{y}" r="5.5"/>{off_sign(entry, x, y)}'
    plan = " m-plan" if _uncertain(entry) else ""
    return f'<circle class="m m-dot{plan}" cx="{x}" cy="{y}" r="5.5"/>'


def _span(entry: Entry, item: Item, y: float, area: str, year: int) -> str:
    width = percent(item.end - item.start)
    css = "m-void" if entry.status in OFF else "m-plan" if _uncertain(entry) else "m-bar"
    sign = ""
    if entry.status == "cancelled":
        sign = f'<line class="m-cross" x1="{percent(item.start)}" x2="{percent(item.end)}" y1="{y}" y2="{y}"/>'
    elif entry.status == "postponed":
        sign = off_sign(entry, percent((item.start + item.end) / 2), y)
    return f'<rect class="m {css}" x="{percent(item.start)}" y="{y - 5}" width="{width}" height="10"/>{sign}'


def _month(entry: Entry, item: Item, y: float, area: str, year: int) -> str:
    known_end = at_end(entry.last_on, year) if entry.last_on else item.end
    width = percent(known_end - item.start)
    if entry.status in OFF:
        return _span(entry, item, y, area, year)
    if _uncertain(entry):
        block = f'<rect class="m m-plan" x="{percent(item.start)}" y="{y - 7}" width="{width}" height="14"/>'
    else:
        block = f'<rect class="m m-month" x="{percent(item.start)}" y="{y - 7}" width="{width}" height="14" fill="url(#h-{area})"/>'
    if item.end > known_end:
        run = percent(item.end - known_end)
        block += f'<rect class="m m-plan" x="{percent(known_end)}" y="{y - 4}" width="{run}" height="8"/>'
    return block


def _year(entry: Entry, item: Item, y: float, area: str, year: int) -> str:
    ends = "".join(f'<line class="m-year" x1="{x}" x2="{x}" y1="{y - 4}" y2="{y + 4}"/>' for x in ("0.4%", "99.6%"))
    return f'<line class="m-year" x1="0.4%" x2="99.6%" y1="{y}" y2="{y}"/>{ends}'


def _open(entry: Entry, item: Item, y: float, area: str, year: int) -> str:
    tail = f'<line class="m-tail" x1="{percent(item.start)}" x2="99.8%" y1="{y}" y2="{y}"/>'
    return tail + _dot(entry, item, y, area, year)


_SHAPES = {"dot": _dot, "span": _span, "month": _month, "year": _year, "open": _open}


def draw_counts(counts: dict[int, int], *, most: int) -> tuple[SafeString, int]:
    """An area with too many activities to draw each: a bar a month, as high as there are many, with the number."""
    parts = []
    for month, count in sorted(counts.items()):
        height = max(3.0, 30.0 * count / max(most, 1))
        x = (month - 1) / 12
        parts.append(
            f'<rect class="m m-bar" x="{percent(x + 0.012)}" y="{44 - height:.1f}" width="{percent(1 / 12 - 0.024)}" height="{height:.1f}"/>'
        )
        parts.append(
            f'<text x="{percent(x + 1 / 24)}" y="{38 - height:.1f}" text-anchor="middle" class="knock d">{count}</text>'
        )
    return mark_safe("".join(parts)), 54


def today_fraction(today: date, year: int) -> float | None:
    """Where today's line stands, `None` in another year."""
    if today.year != year:
        return None
    return (at_end(today, year) + at_end(today, year) - 1 / 365) / 2
