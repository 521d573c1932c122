"""Agreements, experts, and what the desk is told."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hanse.accounts.models import User
from hanse.audit.queries import history
from hanse.members.examples import make_examples
from hanse.members.models import Agreement, Application, DuesFact, Expert, Mandate
from hanse.members.operations.agreements import RenewedAlready, Terms, add_agreement
from hanse.members.operations.experts import ExpertFacts, appoint_expert, revise_expert
from hanse.members.operations.mandates import Offer, invite
from hanse.members.queries.agreements import agreements_page
from hanse.members.queries.desk import decided_for, due_for, queues
from tests.factories.members import make_mandate, make_membership, make_organisation, make_person
from tests.matrix.joining import make_application

pytestmark = pytest.mark.django_db
NOW = datetime(2023, 5, 16, 12, tzinfo=UTC)
TODAY = NOW.date()
BY = "Mina Park <mina@example.org>"
TERMS = {"title": "MoU", "kind": "mou", "starts_on": "2020-06-01", "ends_on": "2023-06-01"}


def test_an_agreement_is_added_renewed_and_let_go(mina: Client) -> None:
    make_organisation(slug="itu", name="ITU", kind="institution", standing="partner")
    assert mina.post("/agreements/new/", {**TERMS, "partner": "itu"}).status_code == 302
    first = Agreement.objects.get()
    assert first in agreements_page(TODAY).due
    renewal = {**TERMS, "starts_on": "2023-06-02", "ends_on": "2023-07-01"}
    assert mina.post(f"/agreements/{first.pk}/renew/", renewal).status_code == 302
    again = mina.post(f"/agreements/{first.pk}/renew/", renewal)
    assert again.status_code == 409
    second = Agreement.objects.get(renews=first)
    assert agreements_page(TODAY).due == (second,)
    mina.post(f"/agreements/{second.pk}/lapse/")
    assert agreements_page(TODAY).due == ()
    assert [one.verb for one in history("agreement", "itu")] == [
        "let agreement lapse",
        "renew agreement",
        "add agreement",
    ]
    with pytest.raises(RenewedAlready):
        add_agreement(partner=first.partner_id, terms=Terms(title="x", kind="mou", starts_on=TODAY), by=BY, now=NOW, renews=first.pk)  # fmt: skip


def test_two_who_change_an_agreement_at_once(mina: Client) -> None:
    one = Agreement.objects.create(partner=make_organisation(), title="MoU", kind="mou", starts_on=TODAY)
    data = {**TERMS, "ends_on": "", "starts_on": "2023-05-16", "seen": "1"}
    assert mina.post(f"/agreements/{one.pk}/", {**data, "title": "First"}).status_code == 302
    second = mina.post(f"/agreements/{one.pk}/", {**data, "title": "Second"})
    assert second.status_code == 409
    assert "Second" in second.content.decode()
    one.refresh_from_db()
    assert one.title == "First"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"partner": "atlantis"}, "Nothing in the directory is called “atlantis”"),
        ({"ends_on": "2019-01-01"}, "ends before it begins"),
        ({"document": "ftp"}, "valid URL"),
    ],
)
def test_an_agreement_that_cannot_be_is_refused(mina: Client, changes: dict[str, str], says: str) -> None:
    make_organisation(slug="itu")
    response = mina.post("/agreements/new/", {**TERMS, "partner": "itu", **changes})
    assert response.status_code == 422
    assert says in response.content.decode()


def test_two_of_one_name_are_told_apart_by_their_address(mina: Client) -> None:
    make_organisation(slug="a", name="San José")
    make_organisation(slug="b", name="San Jose")
    response = mina.post("/agreements/new/", {**TERMS, "partner": "san jose"})
    assert "Several organisations" in response.content.decode()
    assert mina.post("/agreements/new/", {**TERMS, "partner": "b"}).status_code == 302


def test_nothing_is_shown_of_an_expert_who_did_not_agree(mina: Client, nobody: Client) -> None:
    data = {
        "name": "Esra Yıldız",
        "field": "Mobility",
        "starts_on": "2020-01-01",
        "bio": "Buses.",
        "email": "esra@example.org",
    }
    User.objects.create(email="esra@example.org", name="Esra Yıldız")
    assert mina.post("/advisory-board/new/", data).status_code == 302
    page = nobody.get("/advisory-board/").content.decode()
    assert "Esra" not in page
    assert "Mobility" not in page
    assert "1 expert" in page


def test_an_expert_decides_what_is_shown(esra: Client, nobody: Client, chloe: Client) -> None:
    person = User.objects.get(email="esra@example.org")
    one = Expert.objects.create(person=person, name="Esra Yıldız", field="Mobility", bio="Buses.", starts_on=date(2020, 1, 1))  # fmt: skip
    assert chloe.post(f"/advisory-board/{one.pk}/shown/", {"name": "on"}).status_code == 403
    esra.post(f"/advisory-board/{one.pk}/shown/", {"name": "on"})
    page = nobody.get("/advisory-board/").content.decode()
    assert "Esra Yıldız" in page
    assert "Buses." not in page
    esra.post(f"/advisory-board/{one.pk}/shown/", {"name": "on", "bio": "on"})
    assert "Buses." in nobody.get("/advisory-board/").content.decode()
    one.refresh_from_db()
    assert "during the term" in one.agreed_to


def test_a_translation_added_later_is_on_record_and_can_be_erased() -> None:
    person = make_person(name="Esra Yıldız")
    facts = {"name": "Esra Yıldız", "field": "Mobility", "bio": "Buses.", "starts_on": date(2020, 1, 1)}
    one = appoint_expert(facts=ExpertFacts(**facts, translations={}, person=person.pk), by=BY, now=NOW)
    korean = {"ko": {"bio": "버스."}}
    told = ExpertFacts(**facts, translations=korean, person=person.pk)
    assert revise_expert(expert=one.pk, seen=one.revision, facts=told, by=BY, now=NOW)
    act = history("expert", str(one.pk))[0]
    assert act.changes == {"bio@ko": ["", "버스."]}
    assert "changes.bio@ko" in act.personal


def test_after_the_term_nothing_is_shown(nobody: Client) -> None:
    Expert.objects.create(
        name="Gone", field="x", starts_on=date(2019, 1, 1), ends_on=date(2020, 1, 1), shows_name=True, agreed_at=NOW
    )
    assert "Gone" not in nobody.get("/advisory-board/").content.decode()


def test_the_desk_tells_administrators_of_mandates_and_dues() -> None:
    kampala, amara = make_organisation(slug="kampala", name="Kampala"), make_person()
    make_mandate(amara, kampala, is_administrator=True, confirmed_at=NOW)
    make_mandate(make_person(name="Ben Okello"), kampala, awaits_confirmation=True)
    DuesFact.objects.create(organisation=kampala, year=2023, state="owed", on=date(2023, 3, 1), recorded_by="M", recorded_at=NOW)  # fmt: skip
    found = due_for(amara.pk, [kampala.pk], now=NOW, language="en")
    assert [(one.title, one.whom) for one in found] == [("Confirm a mandate", "Kampala"), ("Dues for 2023", "Kampala")]
    assert "Ben Okello" in found[0].text


def test_mandates_that_nobody_confirmed_for_a_year_are_asked_about() -> None:
    kampala, amara = make_organisation(), make_person()
    row = make_mandate(amara, kampala, is_administrator=True, granted_at=NOW - timedelta(days=366))
    assert [one.title for one in due_for(amara.pk, [kampala.pk], now=NOW, language="en")] == ["Confirm a mandate"]
    Mandate.objects.filter(pk=row.pk).update(confirmed_at=NOW)
    assert due_for(amara.pk, [kampala.pk], now=NOW, language="en") == []


def test_the_desk_tells_of_invitations_and_questions() -> None:
    kampala, ben = make_organisation(name="Kampala"), make_person(email="ben@kampala.example")
    invite(organisation=kampala.pk, email="BEN@kampala.example", name="", offer=Offer(role="staff"), language="en", today=TODAY, by=BY, now=NOW)  # fmt: skip
    make_application(state="asked", email="Ben@kampala.example".lower())
    found = due_for(ben.pk, [], now=NOW, language="en")
    assert sorted(one.title for one in found) == ["Entebbe", "Invitation from Kampala"]
    assert all(one.url.startswith(("/invitations/", "/join/application/")) for one in found)


def test_the_desk_costs_at_most_two_queries_whatever_waits() -> None:
    kampala, amara = make_organisation(), make_person()
    make_mandate(amara, kampala, is_administrator=True)
    for _ in range(5):
        make_mandate(make_person(), kampala, awaits_confirmation=True)
        make_membership(make_organisation())
    make_application()
    for ask in (
        lambda: due_for(amara.pk, [kampala.pk], now=NOW, language="en"),
        lambda: decided_for(amara.pk, [kampala.pk], now=NOW, language="en"),
        lambda: queues(now=NOW, areas=None),
    ):
        with CaptureQueriesContext(connection) as counted:
            ask()
        assert len(counted) <= 2


def test_the_queues_of_the_secretariat_count_what_waits() -> None:
    make_application(reference="A", state_at=NOW)
    make_application(reference="B", state="screened")
    make_mandate(make_person(), make_organisation(), awaits_confirmation=True)
    partner = make_organisation(standing="partner")
    for ends_on in (date(2023, 5, 1), date(2023, 7, 1)):
        Agreement.objects.create(partner=partner, title="MoU", kind="mou", starts_on=date(2020, 1, 1), ends_on=ends_on)
    for state, day in (("owed", 1), ("paid", 2)):
        DuesFact.objects.create(organisation=partner, year=2023, state=state, on=date(2023, 3, day), recorded_by="M", recorded_at=NOW)  # fmt: skip
    found = {queue.name: (queue.count, queue.late) for queue in queues(now=NOW, areas=None)}
    assert found == {
        "Applications to screen": (1, 0), "Applications before the committee": (1, 0), "Mandates to confirm": (1, 0),
        "Agreements to renew": (2, 1),
    }  # fmt: skip
    assert queues(now=NOW, areas={"prize"}) == []


def test_what_was_decided_lately_is_told() -> None:
    kampala, amara = make_organisation(name="Kampala"), make_person()
    period = make_membership(kampala, starts_on=date(2023, 5, 1))
    assert period.decision is not None
    period.decision.recorded_at = NOW
    period.decision.save()
    make_mandate(amara, kampala, role="head", granted_at=NOW)
    make_mandate(amara, kampala, role="staff", granted_at=NOW, revoked_at=NOW)
    texts = [one.text for one in decided_for(amara.pk, [kampala.pk], now=NOW, language="en")]
    assert sorted(texts) == [
        "Executive Committee: Kampala is recorded as Full member from 1 May 2023",
        "You may act for Kampala: Mayor or head",
        "Your mandate for Kampala was revoked",
    ]


def test_examples_say_that_they_are_examples_and_come_once() -> None:
    make_organisation(slug="kampala", standing="member")
    make_organisation(slug="itu", standing="partner", kind="institution")
    for who in ("amara", "chloe", "dae"):
        User.objects.create(email=f"{who}@example.org", name=who)
    for _ in range(2):
        make_examples(NOW)
    assert [
        Mandate.objects.count(),
        Application.objects.count(),
        Expert.objects.count(),
        Agreement.objects.count(),
    ] == [1, 1, 2, 1]
    marked = [*Application.objects.values_list("name", flat=True), *Expert.objects.values_list("name", flat=True)]
    marked += [*Agreement.objects.values_list("title", flat=True), *DuesFact.objects.values_list("note", flat=True)]
    marked += Mandate.objects.values_list("note", flat=True)
    assert all("(example)" in text for text in marked)
