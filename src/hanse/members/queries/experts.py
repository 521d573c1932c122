"""The Advisory Board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from hanse.members.models import Expert


@dataclass(frozen=True, slots=True)
class ShownExpert:
    """An expert as they agreed to be shown; the text only where they agreed to that, too."""

    key: int
    name: str
    field: str
    bio: str
    region: str
    since: int


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The board as the public sees it: those who agreed by name, the others as a number."""

    shown: tuple[ShownExpert, ...]
    unnamed: int


def board_page(on: date, language: str) -> BoardPage:
    """The board on a day."""
    rows = list(_in_term(on))
    shown = tuple(
        ShownExpert(
            one.pk,
            one.name,
            _text(one, "field", language),
            _text(one, "bio", language) if one.shows_bio else "",
            one.get_region_display() if one.region else "",
            one.starts_on.year,
        )
        for one in rows
        if one.shows_name
    )
    return BoardPage(shown, len(rows) - len(shown))


def all_experts(on: date) -> tuple[tuple[Expert, ...], tuple[Expert, ...]]:
    """For the secretariat: everybody in term or to come, and everybody whose term is over."""
    rows = list(Expert.objects.select_related("person"))
    over = [one for one in rows if one.ends_on is not None and one.ends_on < on]
    return tuple(one for one in rows if one not in over), tuple(over)


def one_expert(expert: int) -> Expert | None:
    """An expert by their key."""
    return Expert.objects.select_related("person").filter(pk=expert).first()


def own_expertise(person: int) -> tuple[Expert, ...]:
    """A person's own entries in the board."""
    return tuple(Expert.objects.filter(person=person).order_by("-starts_on"))


def _in_term(on: date) -> list[Expert]:
    rows = Expert.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)
    return list(rows.order_by("name", "id"))


def _text(one: Expert, field: str, language: str) -> str:
    translated = (one.translations or {}).get(language.split("-")[0], {}).get(field)
    return str(translated or getattr(one, field))
