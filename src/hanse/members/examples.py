"""Invented mandates, dues, an application, an agreement and experts, for demonstrations. All say that they are examples."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from PIL import Image, ImageDraw

from hanse.accounts.models import User
from hanse.members.choices import AgreementKind, DuesState, MandateRole
from hanse.members.models import Agreement, Application, DuesFact, Expert, Mandate, Organisation
from hanse.members.operations.agreements import Terms, add_agreement
from hanse.members.operations.applications import Asked, submit_application
from hanse.members.operations.experts import Agreed, ExpertFacts, appoint_expert, record_agreement_to_show
from hanse.members.operations.mandates import Offer, grant_mandate
from hanse.members.operations.register import record_dues
from hanse.members.uploads import Taken

BY = "hanse cast"
NOTE = "Invented for the demonstration (example)."


@dataclass(frozen=True, slots=True)
class Part:
    """Who of the cast acts for whom: the wished-for organisation, or the first member of that kind."""

    email: str
    slug: str
    kind: str
    offer: Offer


PARTS = (
    Part("amara@example.org", "kampala", "city", Offer(role=MandateRole.CIO, office="Chief Information Officer (example)", is_administrator=True)),
    Part("chloe@example.org", "barcelona", "city", Offer(role=MandateRole.DELEGATE, office="International relations (example)", is_administrator=True)),
    Part("dae@example.org", "gabotech", "company", Offer(role=MandateRole.CONTACT, office="Partnerships (example)", is_administrator=True)),
)  # fmt: skip


@transaction.atomic
def make_examples(now: datetime) -> None:
    """Add what is missing; done again, it changes nothing. Leaves out what the directory or the cast does not have."""
    taken: set[int] = set()
    for part in PARTS:
        _mandate(part, now, taken)
    kampala = Organisation.objects.filter(slug="kampala").first()
    if kampala is not None:
        _dues(kampala, now)
    _agreement(now)
    _application(now)
    _experts(now)


def _mandate(part: Part, now: datetime, taken: set[int]) -> None:
    person = User.objects.filter(email=part.email).first()
    if person is None or Mandate.objects.filter(person=person).exists():
        return
    members = Organisation.objects.filter(kind=part.kind, standing="member").exclude(pk__in=taken)
    whom = members.filter(slug=part.slug).first() or members.exclude(slug="kampala").order_by("name").first()
    if whom is not None:
        taken.add(whom.pk)
        starts_on = (now - timedelta(days=200)).date()
        grant_mandate(
            person=person.pk, organisation=whom.pk, offer=part.offer, starts_on=starts_on, by=BY, now=now, note=NOTE
        )


def _dues(kampala: Organisation, now: datetime) -> None:
    if DuesFact.objects.filter(note=NOTE).exists():
        return
    year = now.year
    facts = (
        (year - 1, DuesState.OWED, date(year - 1, 3, 1)),
        (year - 1, DuesState.PAID, date(year - 1, 9, 12)),
        (year, DuesState.OWED, date(year, 3, 1)),
    )
    for its, state, on in facts:
        record_dues(organisation=kampala.pk, year=its, state=state, on=on, note=NOTE, by=BY, now=now)


def _agreement(now: datetime) -> None:
    partner = Organisation.objects.filter(standing="partner").order_by("name").first()
    if partner is None or Agreement.objects.filter(note=NOTE).exists():
        return
    terms = Terms(
        title="Memorandum of understanding (example)",
        kind=AgreementKind.MOU,
        starts_on=(now - timedelta(days=3 * 365)).date(),
        ends_on=(now + timedelta(days=45)).date(),
        note=NOTE,
    )
    add_agreement(partner=partner.pk, terms=terms, by=BY, now=now)


def _application(now: datetime) -> None:
    if Application.objects.filter(is_example=True).exists():
        return
    asked = Asked(
        category="full",
        name="Port Example (example)",
        country="UG",
        city="Port Example",
        population=120_000,
        website="https://port.example/",
        reasons="We want to learn from cities that have opened their data, and can tell of our bus lanes. (example)",
        signatory="Example Mayor (example)",
        signatory_office="Mayor",
        contact="Example Contact (example)",
        contact_office="Office of the Mayor",
        email="contact@port.example",
        consent=NOTE,
    )
    by = "Example Contact (example) <contact@port.example>"
    submit_application(asked=asked, letter=_letter(), applicant=None, by=by, now=now, is_example=True)


def _letter() -> Taken:
    """A picture that says what it stands for."""
    sheet = Image.new("RGB", (620, 877), "white")
    pen = ImageDraw.Draw(sheet)
    pen.text((60, 80), "Signed letter (example)\n\nPort Example asks to become a full member.", fill="black")
    drawn = io.BytesIO()
    sheet.save(drawn, "JPEG", quality=80)
    return Taken("letter-example.jpg", "image/jpeg", drawn.getvalue(), *sheet.size)


def _experts(now: datetime) -> None:
    if Expert.objects.filter(name__endswith="(example)").exists():
        return
    starts_on = (now - timedelta(days=400)).date()
    shown = appoint_expert(
        facts=ExpertFacts(
            name="Ines Example (example)",
            field="Open data and privacy",
            starts_on=starts_on,
            ends_on=(now + timedelta(days=700)).date(),
            bio="Has advised city halls on open data for twenty years. Invented for the demonstration.",
            region="europe",
            translations={"ko": {"field": "공개 데이터와 개인정보"}},
        ),
        by=BY,
        now=now,
    )
    record_agreement_to_show(expert=shown.pk, agreed=Agreed(name=True, bio=True, text=NOTE), by=BY, now=now)
    facts = ExpertFacts(
        name="Omar Example (example)", field="Urban mobility", starts_on=starts_on, region="africa", translations={}
    )
    appoint_expert(facts=facts, by=BY, now=now)
