"""The register read by date: who was a member on a day, who joined and who left in which year.

A spell is an unbroken time of membership: periods that follow each other without a gap are one. A spell whose first
period is known from the public record only did not begin in that year, so that it counts as “first on record” and not
as joined.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import QueryDict

from hanse.members.choices import COUNTED, Category, Kind, Region
from hanse.members.models import Membership
from hanse.members.rights import FOUNDED
from hanse.ui.filters import BadFilter

A_DAY = timedelta(days=1)
OLDEST = date(1900, 1, 1)
MOST_YEARS = 60


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """The day, and of which members."""

    on: date
    category: str = ""
    region: str = ""
    kind: str = ""

    @classmethod
    def read(cls, query: QueryDict, today: date) -> RegisterFilter:
        """Read an address; raise `BadFilter` for what nobody offered."""
        offered = {"category": [*Category.values, "none"], "region": Region.values, "kind": Kind.values}
        for name in query:
            if name not in ("on", "lang", *offered):
                raise BadFilter(name, "", ("on", *offered))
        for name, values in offered.items():
            value = query.get(name, "")
            if value and value not in values:
                raise BadFilter(name, value[:60], values)
        text = query.get("on", "")
        try:
            on = date.fromisoformat(text) if text else today
        except ValueError:
            raise BadFilter("on", text[:20], ("2023-05-16",)) from None
        if not OLDEST <= on <= date(today.year + 50, 12, 31):
            raise BadFilter("on", text[:20], (f"{OLDEST} – {today.year + 50}-12-31",))
        return cls(on, query.get("category", ""), query.get("region", ""), query.get("kind", ""))


@dataclass(frozen=True, slots=True)
class Spell:
    """An unbroken time of membership of one organisation; `ends_on` is empty while it lasts."""

    organisation: int
    starts_on: date
    ends_on: date | None
    is_on_record: bool


@dataclass(frozen=True, slots=True)
class YearOfRegister:
    """One year: how many were members on its last day, or on the day that is asked for, and who came and went."""

    year: int
    members: int
    joined: int
    first_on_record: int
    left: int


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The register on a day."""

    chosen: RegisterFilter
    total: int
    by_category: tuple[tuple[str, str, int, tuple[int, ...]], ...]
    regions: tuple[str, ...]
    region_totals: tuple[int, ...]
    suspended: int
    pending: int
    on_record: int
    years: tuple[YearOfRegister, ...]


def register_page(chosen: RegisterFilter) -> RegisterPage:
    """Members on a day by category and region, and the years until then."""
    periods = list(_periods(chosen))
    present = [p for p in periods if p.starts_on <= chosen.on and (p.ends_on is None or p.ends_on >= chosen.on)]
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for period in present:
        table[period.category][period.organisation.region] += 1
    regions = [region for region in (*Region.values, "") if any(row[region] for row in table.values())]
    rows = tuple(
        (key, str(Category(key).label) if key else "", table[key].total(), tuple(table[key][r] for r in regions))
        for key in (*Category.values, "")
        if table[key]
    )
    statuses = Counter(period.status for period in present)
    return RegisterPage(
        chosen=chosen,
        total=len(present),
        by_category=rows,
        regions=tuple(str(Region(region).label) if region else "" for region in regions),
        region_totals=tuple(sum(row[region] for row in table.values()) for region in regions),
        suspended=statuses["suspended"],
        pending=statuses["associate"],
        on_record=sum(1 for period in present if period.is_on_record),
        years=years_of(spells(periods), chosen.on),
    )


def spells(periods: Iterable[Membership]) -> list[Spell]:
    """Unbroken times of membership; the periods come by organisation and then by start."""
    found: list[Spell] = []
    for period in periods:
        last = found[-1] if found else None
        follows = (
            last is not None
            and last.organisation == period.organisation_id
            and last.ends_on is not None
            and last.ends_on + A_DAY == period.starts_on
        )
        if last is not None and follows:
            found[-1] = Spell(last.organisation, last.starts_on, period.ends_on, last.is_on_record)
        else:
            found.append(Spell(period.organisation_id, period.starts_on, period.ends_on, period.is_on_record))
    return found


def years_of(found: Iterable[Spell], on: date) -> tuple[YearOfRegister, ...]:
    """Every year from the first spell to the day asked for; what lies after that day is not counted.

    They begin with the network, and are `MOST_YEARS` at most: who came before is counted among the members.
    """
    begun = [spell for spell in found if spell.starts_on <= on]
    if not begun:
        return ()
    joined = Counter(spell.starts_on.year for spell in begun if not spell.is_on_record)
    recorded = Counter(spell.starts_on.year for spell in begun if spell.is_on_record)
    left = Counter(spell.ends_on.year for spell in begun if spell.ends_on is not None and spell.ends_on < on)
    rows = []
    earliest = min(spell.starts_on.year for spell in begun)
    for year in range(max(earliest, FOUNDED, on.year - MOST_YEARS + 1), on.year + 1):
        day = min(date(year, 12, 31), on)
        members = sum(1 for s in begun if s.starts_on <= day and (s.ends_on is None or s.ends_on >= day))
        rows.append(YearOfRegister(year, members, joined[year], recorded[year], left[year]))
    return tuple(rows)


def _periods(chosen: RegisterFilter) -> Iterator[Membership]:
    rows = Membership.objects.filter(status__in=COUNTED, organisation__merged_into__isnull=True)
    if chosen.category:
        rows = rows.filter(category="" if chosen.category == "none" else chosen.category)
    if chosen.region:
        rows = rows.filter(organisation__region=chosen.region)
    if chosen.kind:
        rows = rows.filter(organisation__kind=chosen.kind)
    columns = ("category", "status", "starts_on", "ends_on", "is_on_record", "organisation__region")
    yield from rows.select_related("organisation").only(*columns).order_by("organisation_id", "starts_on")
