"""What an organisation's page shows of its membership, its networks and its people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from hanse.members.choices import COUNTED, Category, DuesState, MembershipStatus, Place
from hanse.members.models import DuesFact, Logo, Membership, NetworkPlace, Organisation
from hanse.members.queries.acting import open_mandates
from hanse.members.queries.people import Shown, shown_people
from hanse.members.queries.rights import Standing, standing_in, standing_on
from hanse.ui.days import day_words


@dataclass(frozen=True, slots=True)
class Profile:
    """What everybody may read of an organisation beside what it says of itself."""

    standing: Standing
    first: Membership | None
    periods: tuple[Membership, ...]
    places: tuple[NetworkPlace, ...]
    former_places: tuple[NetworkPlace, ...]
    people: tuple[Shown, ...]
    logo: Logo | None

    @property
    def history(self) -> tuple[Membership, ...]:
        """The periods, where they say more than the present one."""
        return self.periods if len(self.periods) > 1 else ()


@dataclass(frozen=True, slots=True)
class StandingFacts:
    """How an organisation stands, in words, for the side column of a desk."""

    since: str
    category: str
    dues: str
    people: int

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Terms and matter; what is not known is left out."""
        found = (
            (_("Member since"), self.since),
            (_("Category"), self.category),
            (_("Dues"), self.dues),
            (_("People with access"), str(self.people)),
        )
        return tuple((term, matter) for term, matter in found if matter)


@dataclass(frozen=True, slots=True)
class MembershipPage:
    """An organisation's periods and dues, with all that its own people and the secretariat may read."""

    organisation: Organisation
    standing: Standing
    periods: tuple[Membership, ...]
    of_doubles: tuple[Membership, ...]
    dues: tuple[DuesFact, ...]


def profile_of(organisation: int, on: date) -> Profile:
    """One organisation's membership, networks and people as they agreed to be shown."""
    rows = Membership.objects.filter(organisation=organisation, starts_on__lte=on).select_related("decision")
    periods = list(rows.order_by("-starts_on"))
    places = NetworkPlace.objects.filter(organisation=organisation).select_related("network").order_by("network__position", "id")  # fmt: skip
    over = [place for place in places if place.ends_on is not None and place.ends_on < on]
    return Profile(
        standing=standing_on([organisation], on)[organisation],
        first=first_day(periods, on),
        periods=tuple(period for period in periods if period.status != MembershipStatus.APPLIED),
        places=tuple(place for place in places if place not in over),
        former_places=tuple(over),
        people=shown_people(organisation, on),
        logo=Logo.objects.filter(organisation=organisation).defer("content").first(),
    )


def standing_facts(organisation: int, on: date) -> StandingFacts:
    """How an organisation stands on a day: since when, in which category, its dues, and who has access."""
    facts = DuesFact.objects.filter(organisation=OuterRef("organisation"), on__lte=on).order_by("-year", "-on", "-id")
    access = open_mandates(on).filter(organisation=organisation).order_by().values("organisation")
    counted = access.annotate(n=Count("person", distinct=True)).values("n")
    periods = list(
        Membership.objects.filter(organisation=organisation, starts_on__lte=on)
        .annotate(
            dues_year=Subquery(facts.values("year")[:1]),
            dues_state=Subquery(facts.values("state")[:1]),
            people=Subquery(counted),
        )
        .order_by("-starts_on")
    )
    since = first_day(periods, on)
    present = next((one for one in periods if one.ends_on is None or one.ends_on >= on), None)
    # Who has no period has no dues; people may have access all the same.
    row: Any = periods[0] if periods else None
    people = (
        row.people or 0
        if row
        else open_mandates(on).filter(organisation=organisation).values("person").distinct().count()
    )
    return StandingFacts(
        since=since_words(since) if since else "",
        category=standing_in(present).words if present else "",
        dues=f"{row.dues_year}: {DuesState(row.dues_state).label}" if row and row.dues_year else "",
        people=people,
    )


def first_day(periods: Iterable[Membership], on: date) -> Membership | None:
    """The period with which the present unbroken membership began; the periods come newest first."""
    found: Membership | None = None
    for period in periods:
        follows = period.ends_on is None or period.ends_on >= on
        if found is not None:
            follows = period.ends_on is not None and (found.starts_on - period.ends_on).days == 1
        if period.status not in COUNTED or not follows:
            break
        found = period
    return found


def since_words(period: Membership) -> str:
    """Since when, as exactly as it is known: a year from the public record does not look like a day."""
    if period.is_on_record:
        return _("on record since %(year)s") % {"year": period.starts_on.year}
    return day_words(period.starts_on)


def membership_page(slug: str, *, on: date) -> MembershipPage | None:
    """The whole register of one organisation; `None` where there is none."""
    one = Organisation.objects.filter(slug=slug).first()
    if one is None:
        return None
    rows = Membership.objects.filter(Q(organisation=one) | Q(organisation__merged_into=one))
    rows = rows.select_related("decision", "organisation").order_by("-starts_on", "-id")
    return MembershipPage(
        one,
        standing_on([one.pk], on)[one.pk],
        tuple(row for row in rows if row.organisation_id == one.pk),
        tuple(row for row in rows if row.organisation_id != one.pk),
        tuple(DuesFact.objects.filter(organisation=one).order_by("-year", "-on", "-id")),
    )


def period_of(slug: str, period: int) -> Membership | None:
    """One period of an organisation."""
    return Membership.objects.filter(organisation__slug=slug, pk=period).select_related("decision").first()


def category_words(category: str) -> str:
    """A category as people read it; an empty one is not named by the record."""
    return str(Category(category).label) if category else _("not named by the record")


def place_words(role: str) -> str:
    """A place in a network as people read it."""
    return str(Place(role).label)


def logo_of(slug: str) -> Logo | None:
    """An organisation's logo with its content."""
    return Logo.objects.filter(organisation__slug=slug, organisation__merged_into__isnull=True).first()
