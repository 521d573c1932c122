"""The register drawn: a bar for each year, with who came above the line and who left below it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hanse.members.queries.register import YearOfRegister

HEIGHT = 150.0  # px for the tallest bar of members
COMING = 46.0  # px for the most that came in a year, and as much for those who left
TOP, GAP, FOOT = 18.0, 42.0, 18.0
MOST_LABELS = 16


def draw_register(years: Sequence[YearOfRegister]) -> SafeString:
    """Members at the end of each year, and below them who joined, came on record, and left. Its twin is a table."""
    if not years:
        return mark_safe("")
    step = 100 / len(years)
    tallest = max(year.members for year in years) or 1
    most = max(max(year.joined + year.first_on_record, year.left) for year in years) or 1
    base = TOP + HEIGHT
    axis = base + GAP + COMING
    every = -(-len(years) // MOST_LABELS)
    parts = [
        f'<line class="axis" x1="0" x2="100%" y1="{base:.0f}" y2="{base:.0f}"/>',
        f'<line class="axis" x1="0" x2="100%" y1="{axis:.0f}" y2="{axis:.0f}"/>',
    ]
    for place, year in enumerate(years):
        back = len(years) - 1 - place
        says = back % every == 0
        parts += _bars(year, place * step, step, base, axis, HEIGHT / tallest, COMING / most, says=says)
        if says:
            # A telephone has room for every second of them.
            kind = "soft" if back % (2 * every) == 0 else "soft wide"
            middle = place * step + step / 2
            parts.append(
                f'<text class="{kind}" x="{middle:.2f}%" y="{base + 15:.0f}" text-anchor="middle">{year.year}</text>'
            )
    height = axis + (COMING + FOOT if any(year.left for year in years) else 4)
    label = _("%(first)s to %(last)s: from %(before)s to %(after)s members") % {
        "first": years[0].year,
        "last": years[-1].year,
        "before": years[0].members,
        "after": years[-1].members,
    }
    hatch = '<defs><pattern id="h-record" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="m-bar" width="2.6" height="5"/></pattern></defs>'
    return mark_safe(
        f'<svg class="chart register" height="{height:.0f}" role="img" aria-label="{escape(label)}">{hatch}{"".join(parts)}</svg>'
    )


def _bars(
    year: YearOfRegister, left: float, step: float, base: float, axis: float, scale: float, change: float, *, says: bool
) -> list[str]:
    """One year's marks: solid for what was decided, hatched for what is only on record, outlined for who left.

    With `says`, the numbers stand beside them; where there are too many years for that, the table has them.
    """
    x, width = f"{left + step * 0.18:.2f}%", f"{step * 0.64:.2f}%"
    middle = f"{left + step / 2:.2f}%"
    tall, joined, recorded, gone = (
        year.members * scale, year.joined * change, year.first_on_record * change, year.left * change,
    )  # fmt: skip
    parts = [f'<rect class="m-bar" x="{x}" width="{width}" y="{base - tall:.1f}" height="{tall:.1f}"/>']
    if says:
        parts.append(f'<text x="{middle}" y="{base - tall - 5:.1f}" text-anchor="middle">{year.members}</text>')
    if joined:
        parts.append(f'<rect class="m-bar" x="{x}" width="{width}" y="{axis - joined:.1f}" height="{joined:.1f}"/>')
    if recorded:
        top = axis - joined - recorded
        parts.append(f'<rect fill="url(#h-record)" x="{x}" width="{width}" y="{top:.1f}" height="{recorded:.1f}"/>')
    if says and (joined or recorded):
        count, top = year.joined + year.first_on_record, axis - joined - recorded - 4
        parts.append(f'<text class="soft" x="{middle}" y="{top:.1f}" text-anchor="middle">+{count}</text>')
    if gone:
        parts.append(f'<rect class="m-plan" x="{x}" width="{width}" y="{axis:.1f}" height="{gone:.1f}"/>')
        if says:
            parts.append(
                f'<text class="soft" x="{middle}" y="{axis + gone + 13:.1f}" text-anchor="middle">−{year.left}</text>'
            )
    return parts
