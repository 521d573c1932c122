"""People as administrators keep them, and as they see themselves."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet

from hanse.accounts.choices import Role
from hanse.accounts.models import AddressChange, Consent, User

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of the list, and how many there are of each role."""

    page: Page[User]
    total: int


def person_at(email: str) -> User | None:
    """Whoever has an address."""
    return User.objects.filter(email__iexact=email).first()


def secretariat_people() -> tuple[User, ...]:
    """The administrators of the secretariat, who may keep everything, by name."""
    return tuple(User.objects.filter(role=Role.SECRETARIAT, is_active=True).order_by("name", "pk"))


def person_by_key(person: int) -> User | None:
    """One person, with whether they have a second factor as `has_factor`."""
    return _with_factors(User.objects.filter(pk=person)).first()


def people_page(*, words: str, role: str, number: str) -> PeoplePage:
    """People by name, found by parts of their name or address."""
    rows = _with_factors(User.objects.order_by("name", "email", "pk"))
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(email__icontains=words))
    if role in Role.values:
        rows = rows.filter(role=role)
    elif role == "closed":
        rows = rows.filter(is_active=False)
    page = Paginator(rows, ON_A_PAGE).get_page(number)
    return PeoplePage(page, page.paginator.count)


def open_change(person: int) -> AddressChange | None:
    """The change of address that a person has asked for and not confirmed."""
    return AddressChange.objects.filter(person=person, confirmed_at=None, cancelled_at=None).first()


def consents_of(person: int) -> list[Consent]:
    """What a person agreed to, newest first, withdrawn ones too."""
    return list(Consent.objects.filter(person=person))


def has_consented(*, purpose: str, person: int | None = None, email: str = "") -> bool:
    """Whether a person, or a stranger by their address, agrees to something at the moment."""
    rows = Consent.objects.filter(purpose=purpose, withdrawn_at=None)
    return (rows.filter(person=person) if person else rows.filter(person=None, email__iexact=email)).exists()


def _with_factors(rows: QuerySet[User]) -> QuerySet[User]:
    factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return rows.annotate(has_factor=Exists(factors))
