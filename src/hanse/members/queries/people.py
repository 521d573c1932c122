"""Who acts for an organisation, who is invited, and what each agreed to have shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q

from hanse.accounts.models import User
from hanse.members.models import Invitation, Mandate, Organisation
from hanse.members.queries.acting import open_mandates


@dataclass(frozen=True, slots=True)
class Shown:
    """A person as they agreed to be shown: what they did not agree to is empty."""

    name: str
    office: str
    email: str

    @property
    def initials(self) -> str:
        """The first letters of the first and the last name."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Everybody who acts, acted or is invited to act for an organisation."""

    organisation: Organisation
    present: tuple[Mandate, ...]
    coming: tuple[Mandate, ...]
    awaiting: tuple[Mandate, ...]
    former: tuple[Mandate, ...]
    invitations: tuple[Invitation, ...]


def people_page(slug: str, *, now: datetime) -> PeoplePage | None:
    """One organisation's people; `None` where there is no such organisation."""
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        return None
    today = now.date()
    groups: dict[str, list[Mandate]] = {"present": [], "coming": [], "awaiting": [], "former": []}
    for mandate in Mandate.objects.filter(organisation=found).select_related("person", "consent"):
        groups[state_of(mandate, today)].append(mandate)
    groups["present"].sort(key=lambda one: (not one.is_administrator, one.person.name, one.pk))
    groups["former"].sort(key=lambda one: (one.ends_on or one.starts_on, one.pk), reverse=True)
    return PeoplePage(
        found, **{name: tuple(rows) for name, rows in groups.items()}, invitations=open_invitations([found.pk], now)
    )


def state_of(mandate: Mandate, today: date) -> str:
    """Where a mandate stands on a day: present, coming, awaiting (its confirmation) or former."""
    if mandate.revoked_at is not None or (mandate.ends_on is not None and mandate.ends_on < today):
        return "former"
    if mandate.awaits_confirmation:
        return "awaiting"
    return "coming" if mandate.starts_on > today else "present"


def open_invitations(organisations: Sequence[int], now: datetime) -> tuple[Invitation, ...]:
    """Invitations that can still be accepted, soonest to expire first."""
    found = Invitation.objects.filter(
        organisation__in=organisations, accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now
    )
    return tuple(found.select_related("organisation").order_by("expires_at", "id"))


def own_mandates(person: int, on: date) -> tuple[Mandate, ...]:
    """A person's mandates that are in force, with what they agreed to have shown."""
    rows = open_mandates(on).filter(person=person).select_related("organisation", "consent")
    return tuple(rows.order_by("organisation__name", "-is_administrator", "id"))


def own_mandate(person: int, mandate: int, on: date) -> Mandate | None:
    """One of a person's mandates that are in force."""
    rows = open_mandates(on).filter(person=person, pk=mandate)
    return rows.select_related("organisation", "consent", "person").first()


def mandate_of(slug: str, mandate: int) -> Mandate | None:
    """One mandate of an organisation, whatever its state."""
    found = Mandate.objects.filter(organisation__slug=slug, pk=mandate)
    return found.select_related("organisation", "person").first()


def administrators_of(organisation: int, on: date) -> tuple[User, ...]:
    """Everybody who administers an organisation on a day, each once, by name."""
    mandates = open_mandates(on).filter(organisation=organisation, is_administrator=True)
    return tuple(User.objects.filter(pk__in=mandates.values("person"), is_active=True).order_by("name", "pk"))


def mandates_to_confirm(on: date) -> tuple[Mandate, ...]:
    """All mandates that rest until somebody confirms them, by organisation."""
    rows = Mandate.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), awaits_confirmation=True, revoked_at__isnull=True
    )
    return tuple(rows.select_related("organisation", "person").order_by("organisation__name", "id"))


def shown_people(organisation: int, on: date) -> tuple[Shown, ...]:
    """People as the public sees them: each only with what they agreed to, and only while they act."""
    found = (
        open_mandates(on)
        .filter(organisation=organisation, consent__shows_name=True, person__is_active=True)
        .select_related("consent", "person")
        .order_by("-is_administrator", "person__name", F("id"))
    )
    return tuple(
        Shown(
            str(mandate.person),
            mandate.office or str(mandate.get_role_display()) if mandate.consent.shows_office else "",
            mandate.person.email if mandate.consent.shows_email else "",
        )
        for mandate in found
    )


def invitation_of(slug: str, invitation: int) -> Invitation | None:
    """One invitation of an organisation."""
    return Invitation.objects.filter(organisation__slug=slug, pk=invitation).first()
