"""Invitations and their codes, as those find them who open a link or type a code."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from hanse.calendar.registration.models import Intake, Invitation, Registration
from hanse.calendar.registration.operations.inviting import Guest, invite, revoke_invitation
from hanse.post.models import Message
from tests.factories.calendar import make_activity
from tests.factories.members import make_organisation
from tests.factories.registration import BY, NOW, make_intake, register

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_of(settings: Any) -> None:
    settings.TODAY = date(2023, 3, 6)


@pytest.fixture
def closed(db: None) -> Intake:
    """For members alone, so that nobody comes in without an account or a code."""
    return make_intake(make_activity(slug="summit", audience="members"))


def invited(intake: Intake, **guest: Any) -> Invitation:
    [one] = invite(intake=intake.pk, guests=[Guest(**guest)], by=BY, now=NOW)
    return one


def page_of(client: Client, code: str) -> Any:
    return client.get("/activities/summit/register/", {"code": code})


def send(client: Client, code: str, email: str) -> Any:
    address = f"/activities/summit/register/?code={code}"
    return client.post(address, {"name": "A Guest", "email": email, "code": code})


def confirm(client: Client, email: str) -> Registration:
    letter = Message.objects.filter(kind="registration-address", email=email).get()
    found = re.search(r"/registrations/confirm/[^\s)>\"]+", letter.body)
    assert found
    client.post(found.group())
    return Registration.objects.get(email=email)


def test_a_personal_invitation_lets_its_address_in_without_an_account(nobody: Client, closed: Intake) -> None:
    one = invited(closed, email="stranger@example.org")
    page = page_of(nobody, one.code)
    assert page.status_code == 200
    assert 'name="email"' in page.content.decode()
    assert send(nobody, one.code, "Stranger@example.org").status_code == 302
    row = confirm(nobody, "stranger@example.org")
    assert (row.state, row.invitation) == ("confirmed", one)


def test_one_that_names_an_organisation_too_asks_for_no_mandate(nobody: Client, closed: Intake) -> None:
    one = invited(closed, email="stranger@example.org", organisation=make_organisation().pk)
    assert send(nobody, one.code, "stranger@example.org").status_code == 302
    assert confirm(nobody, "stranger@example.org").invitation == one


def test_a_personal_invitation_is_good_for_no_other_address(nobody: Client, dae: Client, closed: Intake) -> None:
    one = invited(closed, email="stranger@example.org")
    answer = send(nobody, one.code, "other@example.org")
    assert answer.status_code == 409
    assert "This invitation is for another address." in answer.content.decode()
    assert not Registration.objects.exists()
    assert "This invitation is for another address." in page_of(dae, one.code).content.decode()


def test_the_way_to_sign_in_keeps_the_code(nobody: Client, closed: Intake) -> None:
    assert "next=/activities/summit/register/%3Fcode%3DWRONG" in page_of(nobody, "WRONG").content.decode()
    one = invited(closed, email="stranger@example.org")
    assert f"next=/activities/summit/register/%3Fcode%3D{one.code}" in page_of(nobody, one.code).content.decode()


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("used", "was used already"),
        ("expired", "was good until"),
        ("revoked", "was taken back"),
        ("unknown", "There is no invitation with the code"),
    ],
)
@pytest.mark.parametrize("audience", ["members", "public"])
def test_a_code_that_opens_nothing_says_why(nobody: Client, how: str, says: str, audience: str) -> None:
    intake = make_intake(make_activity(slug="summit", audience=audience))
    one = invited(intake)
    match how:
        case "used":
            register(intake, code=one.code)
        case "expired":
            Invitation.objects.update(expires_at=NOW - timedelta(days=1))
        case "revoked":
            revoke_invitation(intake=intake.pk, code=one.code, by=BY, now=NOW)
    code = "WRONG" if how == "unknown" else one.code
    page = page_of(nobody, code).content.decode()
    assert says in page
    assert "Code of your invitation" in page
    answer = send(nobody, code, "g@example.org")
    assert answer.status_code == 409
    assert says in answer.content.decode()
    assert ("leave its field empty" in answer.content.decode()) == (audience == "public")


def test_where_there_are_codes_there_is_a_field_for_them(nobody: Client, closed: Intake) -> None:
    assert "Code of your invitation" not in page_of(nobody, "").content.decode()
    assert "I have a code" not in nobody.get("/activities/summit/").content.decode()
    invited(closed)
    assert "Code of your invitation" in page_of(nobody, "").content.decode()
    assert "I have a code" in nobody.get("/activities/summit/").content.decode()


def test_the_secretariat_has_the_whole_link_to_pass_on(mina: Client, closed: Intake, settings: Any) -> None:
    one = invited(closed)
    page = mina.get("/activities/summit/registration/invitations/").content.decode()
    assert f">{settings.BASE_URL}/activities/summit/register/?code={one.code}<" in page


def test_an_invitation_that_is_over_before_it_is_made_is_refused(mina: Client, closed: Intake) -> None:
    address = "/activities/summit/registration/invitations/"
    answer = mina.post(address, {"codes": "1", "expires": "2023-03-01T10:00"})
    assert answer.status_code == 422
    assert "This moment is over already" in answer.content.decode()
    assert not Invitation.objects.exists()
    mina.post(address, {"codes": "1", "expires": "2023-03-08T10:00"})
    assert Invitation.objects.get().expires_at == NOW.replace(day=8, hour=1)


def test_a_code_of_the_link_outlives_the_end_of_a_session(dae: Client, closed: Intake) -> None:
    one = invited(closed)
    answer = dae.post(f"/activities/summit/register/?code={one.code}", {"whom": "self", "name": "Dae"})
    assert answer.status_code == 302
    assert Registration.objects.get().invitation == one
