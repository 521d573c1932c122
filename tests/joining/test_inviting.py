"""An invitation's link: good once, for fourteen days, for one address; and the letter that carries it."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from hanse.accounts.models import Consent, User
from hanse.audit.queries import history
from hanse.members.models import Invitation, Mandate, Organisation
from hanse.members.operations.mandates import Offer, invite, token_of
from hanse.post.models import Message
from tests.factories.members import make_mandate, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def kampala(amara: Client) -> Organisation:
    """Kampala, administered by Amara."""
    one = make_organisation(slug="kampala", name="Kampala")
    make_mandate(User.objects.get(email="amara@example.org"), one, role="cio", is_administrator=True)
    return one


def invited(kampala: Organisation, email: str = "new@kampala.example", now: datetime | None = None) -> str:
    """The address of a fresh invitation."""
    moment = now or datetime.now(UTC)
    row = invite(
        organisation=kampala.pk, email=email, name="New Person", offer=Offer(role="delegate", office="Roads"), language="en",
        today=moment.date(), by="Amara Nakato <amara@example.org>", now=moment,
    )  # fmt: skip
    return f"/invitations/{token_of(row)}/"


def test_an_administrator_invites_and_a_letter_with_the_link_goes_out(amara: Client, kampala: Organisation) -> None:
    data = {"email": "New@Kampala.example", "name": "New Person", "role": "staff", "language": "ko"}
    response = amara.post("/organisations/kampala/people/invite/", data, follow=True)
    assert "is on its way" in response.content.decode()
    message = Message.objects.get()
    row = Invitation.objects.get()
    assert (message.email, message.language, row.email) == ("new@kampala.example", "ko", "new@kampala.example")
    assert f"/invitations/{token_of(row)}/" in message.body
    assert message.is_confidential
    again = amara.post("/organisations/kampala/people/invite/", data)
    assert again.status_code == 422
    assert "An invitation to this address is open" in again.content.decode()
    assert Message.objects.count() == 1


def test_a_stranger_accepts_gets_an_account_and_acts_at_once(nobody: Client, kampala: Organisation) -> None:
    address = invited(kampala)
    page = nobody.get(address).content.decode()
    assert "Amara Nakato invites you" in page
    assert not User.objects.filter(email="new@kampala.example").exists()
    response = nobody.post(address, {"name": "Néw Person", "consent": "on"}, follow=True)
    assert response.redirect_chain == [("/organisations/kampala/people/", 302)]
    mandate = Mandate.objects.get(person__email="new@kampala.example")
    assert (mandate.role, mandate.office, mandate.person.name) == ("delegate", "Roads", "Néw Person")
    assert "acting for Kampala" in response.content.decode()
    assert "keeps my name" in Consent.objects.get(person=mandate.person).text


def test_nobody_gets_an_account_without_agreeing_to_it(nobody: Client, kampala: Organisation) -> None:
    assert nobody.post(invited(kampala), {"name": "New"}).status_code == 422
    assert not User.objects.filter(email="new@kampala.example").exists()


def test_opening_the_link_uses_nothing_up(nobody: Client, kampala: Organisation) -> None:
    address = invited(kampala)
    for _ in range(3):
        assert nobody.get(address).status_code == 200
        assert nobody.head(address).status_code == 200
    assert Invitation.objects.get().accepted_at is None


def test_a_used_link_says_so(nobody: Client, kampala: Organisation) -> None:
    address = invited(kampala)
    nobody.post(address, {"name": "New", "consent": "on"})
    other = Client()
    for response in (
        other.get(address),
        other.post(address, {"name": "Thief", "consent": "on"}),
        nobody.post(address, {"name": "New", "consent": "on"}),
    ):
        assert response.status_code == 410
        assert "was accepted already" in response.content.decode()
    assert Mandate.objects.filter(organisation=kampala).count() == 2


def test_a_link_is_good_for_fourteen_days(nobody: Client, kampala: Organisation) -> None:
    just = invited(kampala, "a@kampala.example", datetime.now(UTC) - timedelta(days=13, hours=23))
    over = invited(kampala, "b@kampala.example", datetime.now(UTC) - timedelta(days=14, minutes=1))
    assert nobody.get(just).status_code == 200
    for response in (nobody.get(over), nobody.post(over, {"name": "Late", "consent": "on"})):
        assert response.status_code == 410
        assert "fourteen days" in response.content.decode()
    assert not User.objects.filter(email="b@kampala.example").exists()


def test_a_withdrawn_link_says_so(amara: Client, nobody: Client, kampala: Organisation) -> None:
    address = invited(kampala)
    amara.post(f"/organisations/kampala/people/invitations/{Invitation.objects.get().pk}/withdraw/")
    response = nobody.post(address, {"name": "New", "consent": "on"})
    assert response.status_code == 410
    assert "was withdrawn" in response.content.decode()


@pytest.mark.parametrize("change", ["forged", "cut", "other"])
def test_a_link_that_is_not_ours_is_refused(nobody: Client, kampala: Organisation, change: str) -> None:
    address = invited(kampala)
    if change == "other":
        Invitation.objects.update(nonce="another")
    wrong = {"forged": re.sub("/invitations/.", "/invitations/X", address), "cut": address[:-8] + "/"}.get(
        change, address
    )
    response = nobody.get(wrong)
    assert response.status_code == 410
    assert "not one of ours" in response.content.decode()


def test_a_link_for_another_address_is_refused_and_says_for_whom_it_is(chloe: Client, kampala: Organisation) -> None:
    address = invited(kampala)
    for response, status in ((chloe.get(address), 200), (chloe.post(address), 403)):
        assert response.status_code == status
        assert "The invitation is for new@kampala.example" in response.content.decode()
    assert not Mandate.objects.filter(person__email="chloe@example.org").exists()


def test_who_has_an_account_signs_in_first(nobody: Client, ben: Client, kampala: Organisation) -> None:
    address = invited(kampala, "BEN@example.org")
    page = nobody.get(address).content.decode()
    assert "Sign in first" in page
    assert "next=/invitations/" in page
    assert nobody.post(address, {"name": "Ben", "consent": "on"}).status_code == 403
    assert ben.post(address, follow=True).redirect_chain == [("/organisations/kampala/people/", 302)]
    assert Mandate.objects.get(person__email="ben@example.org").organisation == kampala


def test_a_closed_account_is_not_let_in_by_a_link(nobody: Client, kampala: Organisation) -> None:
    User.objects.create(email="gone@kampala.example", is_active=False)
    address = invited(kampala, "gone@kampala.example")
    assert nobody.post(address, {"name": "Gone", "consent": "on"}).status_code == 403
    assert "This account is closed" in nobody.get(address).content.decode()


@pytest.mark.parametrize("name", ["", "x" * 301])
def test_a_name_that_cannot_be_kept_is_refused_with_a_sentence(
    nobody: Client, kampala: Organisation, name: str
) -> None:
    response = nobody.post(invited(kampala), {"name": name, "consent": "on"})
    assert response.status_code == 422
    assert Invitation.objects.get().accepted_at is None


def test_the_secretariat_grants_at_once_and_the_person_is_told(
    mina: Client, ben: Client, kampala: Organisation
) -> None:
    data = {"email": "Ben@example.org", "role": "staff", "starts_on": "2020-01-01"}
    assert mina.post("/organisations/kampala/people/grant/", data).status_code == 302
    assert Message.objects.get().email == "ben@example.org"
    assert ben.get("/organisations/kampala/people/").status_code == 200
    again = mina.post("/organisations/kampala/people/grant/", data)
    assert again.status_code == 422
    unknown = mina.post("/organisations/kampala/people/grant/", {**data, "email": "who@example.org"})
    assert "Invite them instead" in unknown.content.decode()


def test_whose_mandate_is_revoked_is_told_and_whoever_lays_it_down_is_not(
    amara: Client, ben: Client, kampala: Organisation
) -> None:
    user = User.objects.get(email="ben@example.org")
    first = make_mandate(user, kampala, role="staff")
    second = make_mandate(user, kampala, role="delegate")
    amara.post(f"/organisations/kampala/people/{first.pk}/revoke/", {"note": "Left the office."})
    assert Message.objects.get().email == "ben@example.org"
    ben.post(f"/organisations/kampala/people/{second.pk}/revoke/", {})
    assert Message.objects.count() == 1
    assert not Mandate.objects.filter(person=user, revoked_at__isnull=True).exists()


def test_nothing_is_sent_after_the_mandate_has_ended(amara: Client, kampala: Organisation) -> None:
    form = {"email": "late@kampala.example", "role": "staff", "acting_for": "kampala"}
    Mandate.objects.update(ends_on=date(2020, 12, 31))
    response = amara.post("/organisations/kampala/people/invite/", form)
    assert response.status_code == 403
    assert not Message.objects.exists()


def test_whoever_invited_granted_the_mandate_and_the_invited_person_accepted_for_themselves(
    amara: Client, ben: Client, kampala: Organisation
) -> None:
    data = {"email": "ben@example.org", "role": "staff", "acting_for": "kampala"}
    assert amara.post("/organisations/kampala/people/invite/", data).status_code == 302
    ben.post(f"/invitations/{token_of(Invitation.objects.get())}/")
    mandate = Mandate.objects.get(person__email="ben@example.org")
    assert mandate.granted_by == "Amara Nakato <amara@example.org>"
    assert "granted by Amara Nakato" in ben.get("/organisations/kampala/people/").content.decode()
    people = {one: User.objects.get(email=f"{one}@example.org").pk for one in ("amara", "ben")}
    granted, accepted = history("mandate", "kampala")[0], history("invitation", "kampala")[0]
    assert (granted.verb, granted.person, granted.acted_for) == ("grant", people["amara"], "kampala")
    assert (accepted.verb, accepted.person, accepted.acted_for) == ("accept", people["ben"], "")


@pytest.mark.parametrize("by", ["mina", "amara"])
def test_a_mandate_that_would_be_over_before_it_begins_is_not_offered(
    signed_in: Callable[[str], Client], amara: Client, kampala: Organisation, by: str
) -> None:
    data = {"email": "new@kampala.example", "role": "staff", "ends_on": "2020-01-01"}
    response = signed_in(by).post("/organisations/kampala/people/invite/", data)
    assert response.status_code == 422
    assert "This day has passed" in response.content.decode()
    assert not Invitation.objects.exists()
    assert not Message.objects.exists()


def test_who_lays_down_a_mandate_is_told_who_reads_why(amara: Client, ben: Client, kampala: Organisation) -> None:
    own = make_mandate(User.objects.get(email="ben@example.org"), kampala)
    address = f"/organisations/kampala/people/{own.pk}/revoke/"
    mine, others = ben.get(address).content.decode(), amara.get(address).content.decode()
    assert "the person does not read it" not in mine
    assert "the people of the organisation and the secretariat can read" in mine
    assert "the person does not read it" in others
