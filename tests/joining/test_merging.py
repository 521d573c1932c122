"""Whose mandates rest by a merger is told so, everywhere; and a merger that is done says that it is done."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from hanse.accounts.models import User
from hanse.members.models import Mandate, Organisation
from hanse.members.operations.mandates import confirm_mandate
from hanse.post.models import Message
from hanse.ui.days import day_words
from tests.factories.members import make_mandate, make_membership, make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(amara: Client) -> Organisation:
    """Kampala, administered by Amara, a full member."""
    one = make_organisation(slug="kampala", name="Kampala")
    make_membership(one)
    make_mandate(User.objects.get(email="amara@example.org"), one, role="cio", is_administrator=True)
    return one


@pytest.fixture
def resting(esra: Client, kept: Organisation) -> Mandate:
    """What Esra has for the double, granted this week; it will rest."""
    double = make_organisation(slug="kampala-city", name="Kampala City")
    person = User.objects.get(email="esra@example.org")
    return make_mandate(person, double, role="head", granted_at=datetime.now(UTC))


def merge(mina: Client) -> None:
    response = mina.post("/register/merge/", {"keep": "kampala", "double": "kampala-city"})
    assert (response.status_code, response["Location"]) == (302, "/organisations/kampala/")


def test_whose_mandate_rests_reads_so_on_the_desk_and_among_their_organisations(
    mina: Client, esra: Client, resting: Mandate
) -> None:
    assert "You may act for Kampala City: Mayor or head" in esra.get("/desk/").content.decode()
    merge(mina)
    desk = esra.get("/desk/").content.decode()
    assert "You may act for Kampala" not in desk
    assert (
        "Your mandate for Kampala rests until it is confirmed: an administrator of Kampala or the secretariat" in desk
    )
    page = esra.get("/acting/").content.decode()
    today = day_words(datetime.now(UTC).date(), "en")
    assert f"It rests since {today} until it is confirmed: an administrator of Kampala or the secretariat" in page
    assert "You act for yourself. An organisation's administrator" not in page
    confirm_mandate(mandate=resting.pk, by="Amara Nakato <amara@example.org>", now=datetime.now(UTC))
    assert "You may act for Kampala: Mayor or head" in esra.get("/desk/").content.decode()
    assert "It rests since" not in esra.get("/acting/").content.decode()


def test_letters_go_to_whose_mandate_rests_and_to_who_can_confirm_it(mina: Client, resting: Mandate) -> None:
    mina.get("/register/merge/?keep=kampala&double=kampala-city")
    assert not Message.objects.exists()
    merge(mina)
    letters = {message.email: message for message in Message.objects.all()}
    assert letters.keys() == {"esra@example.org", "amara@example.org"}
    assert "it rests from now on" in letters["esra@example.org"].body.replace("\n", " ")
    assert "/acting/" in letters["esra@example.org"].body
    assert "Esra Yıldız (Mayor or head)" in letters["amara@example.org"].body
    assert "/organisations/kampala/people/" in letters["amara@example.org"].body


def test_where_nobody_administers_it_the_secretariat_is_asked_but_not_who_did_it(
    mina: Client, resting: Mandate, esra: Client
) -> None:
    Mandate.objects.filter(is_administrator=True).update(ends_on=date(2021, 1, 1))
    make_person(email="nuri@example.org", role="secretariat")
    merge(mina)
    assert set(Message.objects.values_list("email", flat=True)) == {"esra@example.org", "nuri@example.org"}
    assert "until it is confirmed: the secretariat can do it" in esra.get("/acting/").content.decode()


def test_where_no_mandate_rests_nobody_is_written_to(mina: Client, kept: Organisation) -> None:
    make_organisation(slug="kampala-city", name="Kampala City")
    merge(mina)
    assert not Message.objects.exists()


def test_of_two_accounts_made_one_the_kept_one_is_told(mina: Client, kept: Organisation) -> None:
    old, new = make_person(email="old@kampala.example"), make_person(email="new@kampala.example")
    make_mandate(old, kept, role="delegate")
    data = {"keep": "new@kampala.example", "double": "old@kampala.example"}
    page = mina.get("/register/merge/people/", data).content.decode()
    assert f"{new}, Kampala, Delegate" in page
    assert mina.post("/register/merge/people/", data).status_code == 302
    emails = sorted(Message.objects.values_list("email", flat=True))
    assert emails == ["amara@example.org", "new@kampala.example"]


@pytest.mark.parametrize("verb", ["get", "post"])
def test_a_second_tab_of_a_merger_of_organisations_says_that_it_is_done_and_leads_on(
    mina: Client, resting: Mandate, verb: str
) -> None:
    merge(mina)
    for keep, double in (("kampala", "kampala-city"), ("kampala-city", "kampala")):
        response = getattr(mina, verb)("/register/merge/", {"keep": keep, "double": double}, follow=True)
        assert response.redirect_chain == [("/organisations/kampala/", 302)]
        assert "This was done already: Kampala City is part of Kampala." in response.content.decode()
    assert mina.get("/register/merge/?keep=kampala&double=kampala").status_code == 404


def test_a_second_tab_of_a_merger_of_people_says_that_it_is_done(mina: Client) -> None:
    make_person(email="old@kampala.example"), make_person(email="new@kampala.example")
    data = {"keep": "new@kampala.example", "double": "old@kampala.example"}
    for _time in range(2):
        response = mina.post("/register/merge/people/", data, follow=True)
        assert response.redirect_chain == [("/register/look-alikes/", 302)]
    assert (
        "This was done already: what old@kampala.example had belongs to new@kampala.example"
        in response.content.decode()
    )
    strangers = {"keep": "new@kampala.example", "double": "who@kampala.example"}
    assert mina.get("/register/merge/people/", strangers).status_code == 404


def test_my_organisations_cost_the_same_for_one_and_for_three_that_rest(
    signed_in: Callable[[str], Client], django_assert_max_num_queries: Callable[..., object]
) -> None:
    dae = signed_in("dae")
    person = User.objects.get(email="dae@example.org")
    counts = []
    for _number in range(3):
        make_mandate(person, make_organisation(), awaits_confirmation=True)
        with django_assert_max_num_queries(40) as seen:  # type: ignore[attr-defined]
            dae.get("/acting/")
        counts.append(len(seen))
    assert len(set(counts)) == 1
