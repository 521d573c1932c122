"""Expressions of interest as the secretariat and their writers read them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import QueryDict

from hanse.accounts.models import User
from hanse.audit.queries import Act, history
from hanse.calendar.choices import AreaKey
from hanse.calendar.interest.choices import State
from hanse.calendar.interest.models import Interest, Target
from hanse.calendar.interest.queries.history import worded
from hanse.calendar.models import Year
from hanse.members.models import Application
from hanse.ui.filters import BadFilter, check_names, words_of
from hanse.ui.paging import page_of

ON_A_PAGE = 50
_NAMES = ("state", "area", "owner", "q", "page")


@dataclass(frozen=True, slots=True)
class InterestFilter:
    """Which of them an address asks for. `owner` is "mine", "nobody" or empty."""

    state: str = ""
    area: str = ""
    owner: str = ""
    q: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> InterestFilter:
        """Read an address; raises `BadFilter`."""
        check_names(query, _NAMES)
        offered = {"state": State.values, "area": AreaKey.values, "owner": ("mine", "nobody")}
        for name, values in offered.items():
            if (value := query.get(name, "")) and value not in values:
                raise BadFilter(name, value[:60], values)
        return cls(query.get("state", ""), query.get("area", ""), query.get("owner", ""), words_of(query.get("q", "")))


@dataclass(frozen=True, slots=True)
class InterestList:
    """A page of them, and how many there are in each state."""

    page: Page[Interest]
    counts: tuple[tuple[str, str, int], ...]


def interest_list(year: Year, chosen: InterestFilter, *, reader: int, number: str) -> InterestList:
    """The interests of a year, oldest first, so that nobody waits longest unseen."""
    of_year = Interest.objects.filter(year=year)
    counted = dict(of_year.values_list("state").annotate(n=Count("pk")).order_by())
    counts = tuple((state.value, str(state.label), counted.get(state.value, 0)) for state in State)
    found = _narrowed(of_year, chosen, reader)
    return InterestList(page_of(whole(found), ON_A_PAGE, number), counts)


def all_of_year(year: Year) -> QuerySet[Interest]:
    """All of a year, for an export."""
    return whole(Interest.objects.filter(year=year))


def interest_called(uid: UUID) -> Interest | None:
    """One, with everything a page shows."""
    return whole(Interest.objects.filter(uid=uid)).first()


def trail_of(uid: UUID) -> list[Act]:
    """What happened to it, newest first."""
    return worded(history("interest", str(uid)))


def applications_from(email: str) -> list[Application]:
    """Applications for membership that came from an address, newest first."""
    return list(Application.objects.filter(email__iexact=email).order_by("-submitted_at")[:5]) if email else []


def area_keys(interest: Interest) -> frozenset[str]:
    """The areas that it is for, from what `interest_called` loaded; empty for the whole year."""
    return frozenset(
        target.area.key if target.area else (target.programme or target.activity).area.key  # type: ignore[union-attr]  # one of three
        for target in interest.targets.all()
    )


def of_organisations(organisations: Collection[int]) -> QuerySet[Interest]:
    """Open ones of some organisations."""
    return Interest.objects.filter(organisation__in=organisations, state=State.OPEN)


def colleagues() -> list[User]:
    """Whom an interest can be given to."""
    return list(User.objects.filter(role__in=("secretariat", "manager"), is_active=True).order_by("name", "email"))


def _narrowed(found: QuerySet[Interest], chosen: InterestFilter, reader: int) -> QuerySet[Interest]:
    if chosen.state:
        found = found.filter(state=chosen.state)
    if chosen.area:
        key = chosen.area
        targets = Target.objects.filter(Q(area__key=key) | Q(programme__area__key=key) | Q(activity__area__key=key))
        found = found.filter(pk__in=targets.values("interest_id"))
    if chosen.owner:
        found = found.filter(owner=reader) if chosen.owner == "mine" else found.filter(owner__isnull=True)
    if chosen.q:
        words: Any = Q()
        for name in ("name", "email", "organisation_name", "organisation__name", "message"):
            words |= Q(**{f"{name}__icontains": chosen.q})
        found = found.filter(words)
    return found


def whole(found: QuerySet[Interest]) -> QuerySet[Interest]:
    """With everything that pages show of them."""
    targets = Target.objects.select_related("area", "programme__area", "activity__area")
    one = found.select_related("organisation", "owner", "year", "invited_to", "application")
    return one.prefetch_related(Prefetch("targets", targets))
