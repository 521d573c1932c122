"""Who sees what of a registration on its pages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from hanse.accounts.models import User
from hanse.calendar.registration.operations.drafting import save_draft
from hanse.calendar.registration.submissions import Submission
from tests.factories.registration import BY, NOW, make_intake

pytestmark = pytest.mark.django_db
TODAY = date(2023, 3, 6)


@pytest.fixture(autouse=True)
def as_of(settings: Any) -> None:
    settings.TODAY = TODAY


def of(who: str) -> User:
    return User.objects.get(email=f"{who}@example.org")


def test_the_secretariat_does_not_read_what_was_not_sent(mina: Client, amara: Client) -> None:
    intake = make_intake()
    sent = Submission(name="A", email="amara@example.org", answers={"diet": "meat"})
    row = save_draft(intake=intake.pk, sent=sent, person=of("amara").pk, by=BY, now=NOW)
    assert mina.get(f"/registrations/{row.uid}/").status_code == 403
    assert mina.get(f"/activities/{intake.activity.slug}/registration/?state=draft").status_code == 400
    assert amara.get(f"/registrations/{row.uid}/").status_code == 200
