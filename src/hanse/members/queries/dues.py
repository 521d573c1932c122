"""How members stand with the dues of a year."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from hanse.members.choices import DuesState
from hanse.members.models import DuesFact, Membership, Organisation
from hanse.members.queries.rights import periods_on


@dataclass(frozen=True, slots=True)
class DuesRow:
    """One member with the latest fact on its dues; without one, nothing is known."""

    organisation: Organisation
    category: str
    fact: DuesFact | None


@dataclass(frozen=True, slots=True)
class DuesPage:
    """All members of a year with what is known of their dues."""

    year: int
    years: tuple[int, ...]
    rows: tuple[DuesRow, ...]
    counts: tuple[tuple[str, str, int], ...]
    unknown: int


def dues_page(year: int, *, on: date) -> DuesPage:
    """Members on a day with the dues of one year: who owes first, then what is not known, then the rest by name."""
    latest = latest_facts(year, on)
    members = [period for period in periods_on(on).select_related("organisation") if period.status != "ended" and period.status != "applied"]  # fmt: skip
    order = {DuesState.OWED: 0, DuesState.PARTLY: 1, "": 2, DuesState.WAIVED: 3, DuesState.PAID: 4}
    rows = [DuesRow(p.organisation, _category(p), latest.get(p.organisation_id)) for p in members]
    rows.sort(key=lambda row: (order[row.fact.state if row.fact else ""], row.organisation.name, row.organisation.pk))
    counted = Counter(row.fact.state for row in rows if row.fact)
    counts = tuple((state.value, str(state.label), counted[state.value]) for state in DuesState if counted[state.value])
    years = sorted({*DuesFact.objects.values_list("year", flat=True).distinct(), on.year, year}, reverse=True)
    return DuesPage(year, tuple(years), tuple(rows), counts, sum(1 for row in rows if row.fact is None))


def latest_facts(year: int, on: date) -> dict[int, DuesFact]:
    """The latest fact on each organisation's dues for a year, by its key."""
    found: dict[int, DuesFact] = {}
    for fact in DuesFact.objects.filter(year=year, on__lte=on).order_by("on", "id"):
        found[fact.organisation_id] = fact
    return found


def owing(year: int, on: date) -> set[int]:
    """Organisations whose latest fact says that they owe dues, or a part of them."""
    states = (DuesState.OWED, DuesState.PARTLY)
    return {key for key, fact in latest_facts(year, on).items() if fact.state in states}


def _category(period: Membership) -> str:
    return str(period.get_category_display()) if period.category else ""
