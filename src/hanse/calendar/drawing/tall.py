"""The year standing up, for a phone: time runs down, eight columns under eight signs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe

from hanse.calendar.choices import AreaKey
from hanse.calendar.drawing.scale import OFF, mark_of, off_sign
from hanse.calendar.queries.entries import Entry
from hanse.engines.lanes import Item

MONTH = 38  # px
HEIGHT = MONTH * 12
COLUMN = 100 / len(AreaKey)
MOST_LINES = 6
MOST_BLOCKS = 4


def draw_tall(found: Sequence[Entry], *, year: int, today: float | None) -> SafeString:
    """All areas side by side; the list below the picture carries the words."""
    columns: dict[str, list[tuple[Entry, Item]]] = defaultdict(list)
    for entry in found:
        item = mark_of(entry, year, 0)
        if item:
            columns[entry.area].append((entry, item))
    lines = "".join(f'<line class="grid" x1="0" x2="100%" y1="{y}.5" y2="{y}.5"/>' for y in range(MONTH, HEIGHT, MONTH))
    parts = [lines]
    for place, area in enumerate(AreaKey.values):
        if columns[area]:
            inner = _column(columns[area], area)
            parts.append(
                f'<svg x="{place * COLUMN}%" width="{COLUMN}%" overflow="visible" data-area="{area}">{inner}</svg>'
            )
    if today is not None:
        y = today * HEIGHT
        parts.append(f'<line class="now" x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}"/>')
    return mark_safe("".join(parts))


def draw_tall_counts(counts: dict[str, dict[int, int]], *, today: float | None) -> SafeString:
    """Months with their numbers where there are too many activities to draw each: bars, as in the picture lying."""
    most = max((n for months in counts.values() for n in months.values()), default=1)
    parts = [f'<line class="grid" x1="0" x2="100%" y1="{y}.5" y2="{y}.5"/>' for y in range(MONTH, HEIGHT, MONTH)]
    if today is not None:
        parts.append(f'<line class="now" x1="0" x2="100%" y1="{today * HEIGHT:.1f}" y2="{today * HEIGHT:.1f}"/>')
    for place, area in enumerate(AreaKey.values):
        for month, count in sorted(counts.get(area, {}).items()):
            height = max(2.0, 18.0 * count / most)
            y = month * MONTH - 2 - height
            parts.append(
                f'<rect class="m-bar" data-area="{area}" x="{(place + 0.25) * COLUMN}%" y="{y:.1f}" width="{COLUMN / 2}%" height="{height:.1f}"/>'
                f'<text class="knock d" x="{(place + 0.5) * COLUMN}%" y="{y - 3:.1f}" text-anchor="middle">{count}</text>'
            )
    return mark_safe("".join(parts))


def _column(found: list[tuple[Entry, Item]], area: str) -> str:
    lines = [pair for pair in found if pair[1].kind == "year"]
    blocks: dict[tuple[float, float], list[Entry]] = defaultdict(list)
    parts = []
    for number in range(1, min(len(lines), MOST_LINES) + 1):
        x = f"{100 * number / (min(len(lines), MOST_LINES) + 1):.2f}%"
        parts.append(f'<line class="m-year" x1="{x}" x2="{x}" y1="2" y2="{HEIGHT - 2}"/>')
    for entry, item in found:
        if item.kind == "month":
            blocks[item.start, item.end].append(entry)
        elif item.kind != "year":
            parts.append(_mark(entry, item))
    for (start, end), sharing in blocks.items():
        shown = sharing[:MOST_BLOCKS]
        width = 78 / len(shown)
        for number, entry in enumerate(shown):
            parts.append(_block(entry, start, end, 11 + number * width, width - 2, area))
    return "".join(parts)


def _block(entry: Entry, start: float, end: float, x: float, width: float, area: str) -> str:
    known = entry.last_on.month / 12 if entry.last_on else end
    box = f'x="{x:.2f}%" y="{start * HEIGHT + 1:.1f}" width="{width:.2f}%" height="{(known - start) * HEIGHT - 2:.1f}"'
    if entry.status in ("tentative", "idea"):
        mark = f'<rect class="m-plan" {box}/>'
    elif entry.status in OFF:
        middle = off_sign(entry, f"{x + width / 2:.2f}%", round((start + known) / 2 * HEIGHT, 1))
        return f'<rect class="m-void" {box}/>{middle}'
    else:
        mark = f'<rect {box} fill="url(#h-{area})"/>'
    if end > known:
        y, height = known * HEIGHT, (end - known) * HEIGHT
        mark += f'<rect class="m-plan" x="{x + width / 4:.2f}%" y="{y:.1f}" width="{width / 2:.2f}%" height="{height:.1f}"/>'
    return mark


def _mark(entry: Entry, item: Item) -> str:
    uncertain = entry.status in ("tentative", "idea")
    y = item.start * HEIGHT
    if entry.status in OFF:
        return f'<circle class="m-void" cx="50%" cy="{y:.1f}" r="5.5"/>{off_sign(entry, "50%", round(y, 1))}'
    if item.kind == "span":
        height = max(6.0, (item.end - item.start) * HEIGHT)
        css = "m-plan" if uncertain else "m-bar"
        return f'<svg x="50%" overflow="visible"><rect class="{css}" x="-5" y="{y:.1f}" width="10" height="{height:.1f}"/></svg>'
    tail = f'<line class="m-tail" x1="50%" x2="50%" y1="{y:.1f}" y2="{HEIGHT - 2}"/>' if item.kind == "open" else ""
    css = "m-dot m-plan" if uncertain else "m-dot"
    return f'{tail}<circle class="{css}" cx="50%" cy="{y:.1f}" r="5.5"/>'
