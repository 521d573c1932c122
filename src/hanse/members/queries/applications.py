"""Applications as the screener and the applicant see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hanse.members.choices import PENDING, ApplicationState
from hanse.members.models import Application, Letter, Organisation, Step
from hanse.members.queries.doubles import Likeness, like_this
from hanse.members.queries.rights import Standing, standing_on

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ScreeningPage:
    """One application with its steps, its letter's facts, and organisations that may be the same."""

    application: Application
    steps: tuple[Step, ...]
    letter: Letter | None
    likely: tuple[tuple[Likeness, Standing], ...]
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class ApplicantPage:
    """What the applicant sees: the state, and every step that is not internal."""

    application: Application
    steps: tuple[Step, ...]
    question: str
    reason: str


def applications(state: str = "") -> list[Application]:
    """Applications that wait, the oldest first; or those of one state, the newest first."""
    rows = Application.objects.select_related("organisation")
    if state in ApplicationState.values:
        return list(rows.filter(state=state).order_by("-state_at", "-id")[:MOST_SHOWN])
    return list(rows.filter(state__in=PENDING).order_by("state_at", "id")[:MOST_SHOWN])


def screening_page(reference: str, *, on: date) -> ScreeningPage | None:
    """One application for the screener; `None` where there is none."""
    found = Application.objects.select_related("organisation", "decision").filter(reference=reference).first()
    if found is None:
        return None
    likely = like_this(
        name=found.name, native_name=found.native_name, website=found.website, email=found.email, country=found.country
    )
    standings = standing_on([one.organisation.pk for one in likely], on)
    own = standing_on([found.organisation_id], on)[found.organisation_id] if found.organisation_id else None
    letter = Letter.objects.filter(application=found).defer("content").first()
    pairs = tuple((one, standings[one.organisation.pk]) for one in likely)
    return ScreeningPage(found, tuple(found.steps.all()), letter, pairs, own)


def applicant_page(reference: str) -> ApplicantPage | None:
    """One application for who sent it; `None` where there is none."""
    found = Application.objects.filter(reference=reference).first()
    if found is None:
        return None
    steps = tuple(found.steps.filter(is_internal=False))
    asked = [step.text for step in steps if step.kind == "asked"]
    declined = [step.text for step in steps if step.kind == "declined"]
    question = asked[-1] if asked and found.state == ApplicationState.ASKED else ""
    return ApplicantPage(found, steps, question, declined[-1] if declined else "")


def letter_of(reference: str) -> Letter | None:
    """The signed letter with its content."""
    return Letter.objects.filter(application__reference=reference).first()


def own_applications(person: int, email: str) -> list[Application]:
    """Applications that a person sent, by their account or by their address; the newest first."""
    rows = Application.objects.filter(applicant=person) | Application.objects.filter(email__iexact=email)
    return list(rows.order_by("-submitted_at")[:20])


def known_organisation(slug: str) -> Organisation | None:
    """An organisation by its address."""
    return Organisation.objects.filter(slug=slug).first()
