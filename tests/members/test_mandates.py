"""Mandates: granted, changed, confirmed, revoked; nobody is left without an administrator by accident."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from hanse.accounts.models import User
from hanse.audit.actor import Actor
from hanse.audit.queries import history
from hanse.members.models import DirectoryConsent, Invitation, Mandate, Organisation
from hanse.members.operations.mandates import (
    ActsAlready,
    EndsBeforeStart,
    InvitationOver,
    InvitedAlready,
    LastAdministrator,
    Offer,
    confirm_mandate,
    grant_mandate,
    invite,
    revise_mandate,
    revoke_mandate,
    withdraw_invitation,
)
from hanse.members.queries.acting import mandates_of
from hanse.members.queries.people import people_page, shown_people
from tests.factories.members import make_mandate, make_organisation, make_person

pytestmark = pytest.mark.django_db
NOW = datetime(2023, 5, 16, 12, tzinfo=UTC)
TODAY = NOW.date()
BY = "Mina Park <mina@example.org>"


@pytest.fixture
def kampala() -> Organisation:
    return make_organisation(slug="kampala", name="Kampala")


@pytest.fixture
def administrator(amara: Client, kampala: Organisation) -> Mandate:
    """Amara administers Kampala."""
    return make_mandate(
        User.objects.get(email="amara@example.org"), kampala, role="cio", is_administrator=True, confirmed_at=NOW
    )


def test_a_mandate_is_granted_once_for_each_role_and_is_on_record(kampala: Organisation) -> None:
    ben = make_person()
    by = Actor("Amara Nakato <amara@example.org>", 7, "kampala")
    grant_mandate(person=ben.pk, organisation=kampala.pk, offer=Offer(role="staff"), starts_on=TODAY, by=by, now=NOW)
    with pytest.raises(ActsAlready):
        grant_mandate(
            person=ben.pk, organisation=kampala.pk, offer=Offer(role="staff"), starts_on=TODAY, by=by, now=NOW
        )
    entry = history("mandate", "kampala")[0]
    assert (entry.verb, entry.acted_for, entry.subject) == ("grant", "kampala", ben.pk)


def test_a_mandate_does_not_end_before_it_begins(kampala: Organisation) -> None:
    offer = Offer(role="staff", ends_on=TODAY - timedelta(days=1))
    with pytest.raises(EndsBeforeStart):
        grant_mandate(person=make_person().pk, organisation=kampala.pk, offer=offer, starts_on=TODAY, by=BY, now=NOW)


def test_a_mandate_is_in_force_from_its_first_to_its_last_day(kampala: Organisation) -> None:
    ben = make_person()
    make_mandate(ben, kampala, starts_on=date(2023, 1, 1), ends_on=date(2023, 6, 30))
    days = [date(2022, 12, 31), date(2023, 1, 1), date(2023, 6, 30), date(2023, 7, 1)]
    assert [bool(mandates_of(ben.pk, day)) for day in days] == [False, True, True, False]


def test_the_last_administrator_does_not_go_but_the_secretariat_may_let_them(administrator: Mandate) -> None:
    with pytest.raises(LastAdministrator):
        revoke_mandate(mandate=administrator.pk, today=TODAY, by=BY, now=NOW)
    with pytest.raises(LastAdministrator):
        revise_mandate(mandate=administrator.pk, offer=Offer(role="cio"), today=TODAY, by=BY, now=NOW)
    offer = Offer(role="cio", is_administrator=True, ends_on=TODAY)
    with pytest.raises(LastAdministrator):
        revise_mandate(mandate=administrator.pk, offer=offer, today=TODAY, by=BY, now=NOW)
    revoke_mandate(mandate=administrator.pk, today=TODAY, by=BY, now=NOW, may_leave_nobody=True)
    assert not mandates_of(administrator.person_id, TODAY)


def test_an_administrator_goes_when_another_stays(administrator: Mandate, kampala: Organisation) -> None:
    make_mandate(make_person(), kampala, is_administrator=True)
    revoke_mandate(mandate=administrator.pk, today=TODAY, by=BY, now=NOW)
    assert not mandates_of(administrator.person_id, TODAY)


def test_a_closed_account_does_not_count_as_the_other_administrator(
    administrator: Mandate, kampala: Organisation
) -> None:
    make_mandate(make_person(is_active=False), kampala, is_administrator=True)
    with pytest.raises(LastAdministrator):
        revoke_mandate(mandate=administrator.pk, today=TODAY, by=BY, now=NOW)


def test_a_mandate_that_waits_gives_nothing_until_it_is_confirmed(kampala: Organisation) -> None:
    ben = make_person()
    row = make_mandate(ben, kampala, awaits_confirmation=True)
    assert not mandates_of(ben.pk, TODAY)
    confirm_mandate(mandate=row.pk, by=BY, now=NOW)
    assert mandates_of(ben.pk, TODAY)


def test_one_open_invitation_for_each_address(kampala: Organisation) -> None:
    values = {"organisation": kampala.pk, "name": "", "offer": Offer(role="staff"), "language": "en"}
    first = invite(**values, email="Ben@Example.org", today=TODAY, by=BY, now=NOW)
    with pytest.raises(InvitedAlready):
        invite(**values, email="ben@example.ORG", today=TODAY, by=BY, now=NOW)
    withdraw_invitation(invitation=first.pk, by=BY, now=NOW)
    invite(**values, email="ben@example.org", today=TODAY, by=BY, now=NOW)
    Invitation.objects.filter(withdrawn_at__isnull=True).update(accepted_at=NOW)
    with pytest.raises(InvitationOver):
        withdraw_invitation(invitation=Invitation.objects.get(accepted_at=NOW).pk, by=BY, now=NOW)


def test_the_page_of_people_costs_the_same_for_one_and_for_many(kampala: Organisation) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page = people_page("kampala", now=NOW)
            assert page is not None
            assert [str(row.person) for row in page.present]
        return len(queries)

    make_mandate(make_person(), kampala)
    first = cost()
    for _ in range(4):
        make_mandate(make_person(), kampala)
    assert cost() == first


def test_nothing_is_shown_of_anybody_who_did_not_say_so(administrator: Mandate, nobody: Client) -> None:
    assert shown_people(administrator.organisation_id, TODAY) == ()
    assert "amara@example.org" not in nobody.get("/organisations/kampala/").content.decode()


def test_each_lets_be_shown_what_they_tick_and_the_words_are_kept(
    amara: Client, administrator: Mandate, nobody: Client
) -> None:
    response = amara.post(f"/acting/{administrator.pk}/shown/", {"name": "on", "office": "on"})
    assert response.status_code == 302
    page = nobody.get("/organisations/kampala/").content.decode()
    assert "Amara Nakato" in page
    assert "Chief information officer" in page
    assert "amara@example.org" not in page
    consent = DirectoryConsent.objects.get()
    assert "You can change it at any time" in consent.text
    amara.post(f"/acting/{administrator.pk}/shown/", {})
    assert "Amara Nakato" not in nobody.get("/organisations/kampala/").content.decode()


def test_an_address_without_a_name_is_refused(amara: Client, administrator: Mandate) -> None:
    response = amara.post(f"/acting/{administrator.pk}/shown/", {"email": "on"})
    assert response.status_code == 422
    assert "shown beside a name only" in response.content.decode()


def test_what_was_agreed_ends_with_the_mandate(administrator: Mandate, nobody: Client) -> None:
    DirectoryConsent.objects.create(mandate=administrator, shows_name=True, text="Yes.", agreed_at=NOW)
    assert "Amara Nakato" in nobody.get("/organisations/kampala/").content.decode()
    Mandate.objects.update(ends_on=date(2020, 6, 1))
    assert "Amara Nakato" not in nobody.get("/organisations/kampala/").content.decode()


def test_nobody_decides_what_is_shown_of_another(chloe: Client, administrator: Mandate) -> None:
    assert chloe.post(f"/acting/{administrator.pk}/shown/", {"name": "on"}).status_code == 404
    assert not DirectoryConsent.objects.exists()


def test_an_administrator_changes_a_mandate_of_their_own_organisation_only(
    amara: Client, administrator: Mandate, kampala: Organisation
) -> None:
    colleague = make_mandate(make_person(), kampala)
    foreign = make_mandate(make_person(), make_organisation(slug="seoul"))
    data = {"role": "delegate", "office": "Transport", "ends_on": "2099-12-31"}
    assert amara.post(f"/organisations/kampala/people/{colleague.pk}/", data).status_code == 302
    colleague.refresh_from_db()
    assert (colleague.role, colleague.office, str(colleague.ends_on)) == ("delegate", "Transport", "2099-12-31")
    assert amara.post(f"/organisations/kampala/people/{foreign.pk}/", data).status_code == 404
    assert amara.post(f"/organisations/seoul/people/{foreign.pk}/", data).status_code == 403


def test_the_page_says_why_the_last_administrator_cannot_go(amara: Client, administrator: Mandate) -> None:
    response = amara.post(f"/organisations/kampala/people/{administrator.pk}/revoke/", {})
    assert response.status_code == 409
    assert "last administrator" in response.content.decode()
    response = amara.post(f"/organisations/kampala/people/{administrator.pk}/", {"role": "cio"})
    assert response.status_code == 422
    assert "last administrator" in response.content.decode()


def test_a_colleague_without_powers_sees_people_and_ends_only_their_own_mandate(
    signed_in: Callable[[str], Client], administrator: Mandate, kampala: Organisation
) -> None:
    ben = signed_in("ben")
    own = make_mandate(User.objects.get(email="ben@example.org"), kampala)
    assert ben.get("/organisations/kampala/people/").status_code == 200
    refused = ben.post(f"/organisations/kampala/people/{administrator.pk}/revoke/", {})
    assert refused.status_code == 403
    assert "Only an administrator of Kampala" in refused.content.decode()
    assert ben.post(f"/organisations/kampala/people/{own.pk}/revoke/", {}).status_code == 302
    assert ben.get("/organisations/kampala/people/").status_code == 403


@pytest.mark.parametrize("name", ["김아마라", "أمارا ناكاتو", "O’Brien “Bob” <b>", "x" * 300])
def test_names_of_every_script_stand_on_the_page_as_they_are(
    amara: Client, administrator: Mandate, kampala: Organisation, name: str
) -> None:
    make_mandate(make_person(name=name), kampala, office='Head of "Roads" & <i>Water</i>')
    page = amara.get("/organisations/kampala/people/").content.decode()
    assert escape(name) in page
    assert "<i>Water</i>" not in page
