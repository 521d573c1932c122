"""The things that pages of the day are about."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from hanse.calendar.registration.choices import State
from hanse.calendar.registration.models import Certificate, CheckIn, DoorLink, Intake, Registration


def intake_of_activity(slug: str) -> Intake | None:
    """The terms of an activity, with what every page says of it."""
    return _intakes().filter(activity__slug=slug).first()


def intake_by_key(key: int) -> Intake | None:
    """The same by its key, as tickets name it."""
    return _intakes().filter(pk=key).first()


def registration_of(uid: UUID) -> Registration | None:
    """A registration that was sent, with its activity and its organisation."""
    return _registrations().filter(uid=uid).first()


def certificate_of(code: str) -> Certificate | None:
    """A certificate by its code, with all that it certifies."""
    return (
        Certificate.objects.filter(code=code)
        .select_related(*(f"registration__{name}" for name in _WITH), "registration")
        .first()
    )


@dataclass(frozen=True, slots=True)
class Attended:
    """In which ways somebody was there, and the certificate that they have."""

    came: frozenset[str]
    certificate: Certificate | None

    @property
    def was_there(self) -> bool:
        """Whether they were, in any way."""
        return bool(self.came)


def attendance_of(registration: Registration) -> Attended:
    """What is known of one person's attendance."""
    entries = CheckIn.objects.filter(registration=registration, undone_at__isnull=True)
    given = Certificate.objects.filter(registration=registration).first()
    return Attended(frozenset(entries.values_list("attendance", flat=True)), given)


def door_link(key: int) -> DoorLink | None:
    """A link to a door, good or not."""
    return DoorLink.objects.filter(pk=key).first()


def door_links(intake: Intake) -> list[DoorLink]:
    """All links that were made to a door, newest first."""
    return list(DoorLink.objects.filter(intake=intake))


_WITH = ("intake__activity__year", "intake__activity__area", "organisation")


def _registrations() -> QuerySet[Registration]:
    return Registration.objects.exclude(state=State.DRAFT).select_related(*_WITH)


def _intakes() -> QuerySet[Intake]:
    return Intake.objects.select_related("activity__year", "activity__area")
