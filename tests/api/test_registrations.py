"""What a program may read of registrations: what its person would see on the pages, and nothing more."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hanse.accounts.models import User
from hanse.calendar.registration.models import Intake, Registration
from hanse.calendar.registration.operations.drafting import save_draft
from hanse.calendar.registration.submissions import Submission
from hanse.members.models import Organisation
from tests.api.conftest import Caller
from tests.factories.members import make_mandate
from tests.factories.registration import BY, NOW, register

pytestmark = pytest.mark.django_db
Tokens = Callable[..., Caller]
DIET = {"diet": "meat"}


def of(who: str) -> User:
    return User.objects.get(email=f"{who}@example.org")


@pytest.fixture
def kampala(world: dict[str, str]) -> Organisation:
    """Kampala, for which Ben may act, too."""
    found = Organisation.objects.get(slug="kampala")
    make_mandate(of("ben"), found)
    return found


def begun(who: str, organisation: int | None = None) -> Registration:
    """A draft with answers."""
    sent = Submission(name="A", email=f"{who}@example.org", organisation=organisation, answers=DIET)
    return save_draft(intake=Intake.objects.get().pk, sent=sent, person=of(who).pk, by=BY, now=NOW)


def test_a_colleague_reads_the_seat_and_not_the_answers(token: Tokens, kampala: Organisation) -> None:
    row = register(Intake.objects.get(), of("amara"), organisation=kampala.pk, answers=DIET)
    ben = token("ben", "registrations:read", acts_for="kampala")
    assert ben.get(f"/registrations/{row.uid}").json()["answers"] is None
    assert [one["answers"] for one in ben.get("/registrations").json()["items"]] == [None]


@pytest.mark.parametrize(("who", "acts_for"), [("amara", ""), ("amara", "kampala"), ("mina", "")])
def test_the_person_and_the_secretariat_read_the_answers(
    token: Tokens, kampala: Organisation, who: str, acts_for: str
) -> None:
    row = register(Intake.objects.get(), of("amara"), organisation=kampala.pk, answers=DIET)
    caller = token(who, "registrations:read", acts_for=acts_for)
    assert caller.get(f"/registrations/{row.uid}").json()["answers"] == DIET


def test_a_draft_is_its_authors_and_not_the_secretariats(token: Tokens, kampala: Organisation) -> None:
    row = begun("amara")
    for who in ("mina", "ben"):
        caller = token(who, "registrations:read")
        assert caller.get(f"/registrations/{row.uid}").status_code == 404
        assert caller.get("/registrations").json()["items"] == []
    assert token("amara", "registrations:read").get(f"/registrations/{row.uid}").json()["answers"] == DIET


def test_a_draft_of_an_organisation_is_gone_on_with_by_its_people(token: Tokens, kampala: Organisation) -> None:
    row = begun("amara", kampala.pk)
    ben = token("ben", "registrations:read", acts_for="kampala")
    assert ben.get(f"/registrations/{row.uid}").json()["answers"] == DIET
    assert token("mina", "registrations:read").get("/registrations").json()["items"] == []


def test_what_a_stranger_began_with_somebodys_address_is_not_theirs(token: Tokens, world: dict[str, str]) -> None:
    Registration.objects.create(intake=Intake.objects.get(), email="farid@example.org", created_at=NOW)
    assert token("farid", "registrations:read").get("/registrations").json()["items"] == []
