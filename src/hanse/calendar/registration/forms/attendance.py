"""Filters of the day's lists."""

from __future__ import annotations

from django.http import QueryDict

from hanse.calendar.registration.queries.attendance import SHOWS, Chosen
from hanse.ui.filters import BadFilter

SIZES = ("card", "a6")


def read_chosen(query: QueryDict) -> Chosen:
    """What an address asks for; raises `BadFilter` for what is not offered."""
    show = query.get("show") or "all"
    if show not in SHOWS:
        raise BadFilter("show", show[:40], SHOWS)
    return Chosen(
        show=show,
        asked=_text(query.get("q", ""))[:100],
        organisation=_text(query.get("organisation", ""))[:200],
    )


def read_size(query: QueryDict) -> str:
    """Which badges; raises `BadFilter`."""
    size = query.get("size") or "card"
    if size not in SIZES:
        raise BadFilter("size", size[:40], SIZES)
    return size


def read_part(query: QueryDict, parts: int) -> int:
    """Which part of many; raises `BadFilter`."""
    part = query.get("part") or "1"
    offered = [str(n) for n in range(1, max(1, parts) + 1)]
    if part not in offered:
        raise BadFilter("part", part[:40], offered)
    return int(part)


def _text(text: str) -> str:
    return text.replace("\x00", "").strip()
