"""The world on a sheet: Equal Earth, which shows areas as large as they are.

Šavrič, Patterson and Jenny, "The Equal Earth map projection", International Journal of Geographical Information
Science 33 (3), 2019, equations 1 to 4.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from hanse.members.queries.directory import Dot

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2
WIDTH, HEIGHT = 1000.0, 487.0
_SCALE = WIDTH / (2 * 2.7066299836960)
_LAND = Path(__file__).parent / "data" / "land.path"
# The sheet ends above Antarctica, where no member is.
TOP, BOTTOM = 0.0, 434.0
# Radii in the sheet's units. A few dots are larger, since nothing else tells the eye where to look.
DOT, LONE_DOT, LARGEST_DOT, FEW = 4.5, 8.0, 16.0, 5


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Degrees to the sheet's units: x from 0 to 1000 eastwards, y from 0 to 487 southwards."""
    theta = math.asin(_M * math.sin(math.radians(latitude)))
    t2 = theta * theta
    t6 = t2 * t2 * t2
    x = math.radians(longitude) * math.cos(theta) / (_M * (_A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2)))
    y = theta * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2))
    return WIDTH / 2 + x * _SCALE, HEIGHT / 2 - y * _SCALE


@cache
def land() -> str:
    """The outline of the land as an SVG path in the sheet's units."""
    return _LAND.read_text(encoding="utf-8")


def specimen_dots() -> tuple[Dot, ...]:
    """A few places of the world for the gallery, two of them standing for several."""
    places = (
        (37.57, 126.98, 12, "Seoul", "KR"), (0.32, 32.58, 1, "Kampala", "UG"), (-23.55, -46.63, 3, "São Paulo", "BR"),
        (41.38, 2.18, 1, "Barcelona", "ES"), (19.43, -99.13, 1, "Mexico City", "MX"), (-41.29, 174.78, 1, "Wellington", "NZ"),
    )  # fmt: skip
    return tuple(Dot(lat, lon, count, name, slugify(name), country) for lat, lon, count, name, country in places)


def draw_map(dots: Iterable[Dot], *, title: str, description: str) -> SafeString:
    """The map with a dot for each place; a dot for several is larger and leads to its country's list."""
    marks = []
    ordered = sorted(dots, key=lambda d: -d.count)
    least = LONE_DOT if len(ordered) <= FEW else DOT
    for dot in ordered:
        x, y = project(dot.latitude, dot.longitude)
        radius = least if dot.count == 1 else min(LARGEST_DOT, least + 2 * math.sqrt(dot.count))
        url = (
            reverse("year:organisation", args=[dot.slug])
            if dot.count == 1
            else reverse("members:directory") + f"?country={dot.country}"
        )
        words = dot.name if dot.count == 1 else f"{dot.name} +{dot.count - 1}"
        marks.append(
            f'<a href="{escape(url)}" aria-label="{escape(words)}"><circle class="m m-dot" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"><title>{escape(words)}</title></circle></a>'
        )
    return mark_safe(
        f'<svg class="map" viewBox="0 {TOP:.0f} {WIDTH:.0f} {BOTTOM - TOP:.0f}" role="group" aria-label="{escape(title)}">'
        f"<desc>{escape(description)}</desc>"
        f'<path class="map__land" d="{land()}"/>{"".join(marks)}</svg>'
    )
