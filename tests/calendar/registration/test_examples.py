"""The registrations of a demonstration: plainly marked, and made once."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command

from hanse.calendar.registration.examples import EXAMPLES, make_examples
from hanse.calendar.registration.models import Intake, Invitation, Registration
from hanse.members.examples import make_examples as of_members
from hanse.post.models import Message

pytestmark = pytest.mark.django_db
NOW = datetime(2023, 5, 16, 12, tzinfo=UTC)
YEAR = Path(__file__).resolve().parents[3] / "years" / "2023"


@pytest.fixture
def demonstration() -> None:
    call_command("load", str(YEAR), verbosity=0)
    call_command("cast", verbosity=0)
    of_members(NOW)


def test_every_state_has_an_example_and_every_name_says_that_it_is_one(demonstration: None) -> None:
    assert make_examples(NOW) == len(EXAMPLES)
    states = set(Registration.objects.values_list("state", flat=True))
    assert states == {"draft", "asked", "confirmed", "waiting", "offered", "cancelled"}
    named = Registration.objects.exclude(name="").values_list("name", flat=True)
    assert all(name.endswith(("(example)", "(예시)")) for name in named)


def test_made_again_nothing_changes(demonstration: None) -> None:
    make_examples(NOW)
    before = [model.objects.count() for model in (Intake, Registration, Invitation, Message)]
    assert make_examples(NOW) == 0
    assert [model.objects.count() for model in (Intake, Registration, Invitation, Message)] == before


def test_without_a_year_or_a_cast_nothing_happens(db: None) -> None:
    assert make_examples(NOW) == 0
