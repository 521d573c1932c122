"""Making one of two: everything moves, nothing is lost, and nobody gains a right."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from hanse.accounts.models import User
from hanse.audit.actor import Actor
from hanse.audit.queries import history
from hanse.calendar.models import Activity, Involvement, Session, Speaker
from hanse.calendar.registration.models import Intake, Registration
from hanse.members.models import (
    Application,
    Coordination,
    DistinctOrganisations,
    Invitation,
    Mandate,
    Membership,
    MergedPerson,
    NetworkPlace,
    Organisation,
    RegionalNetwork,
)
from hanse.members.operations.faults import Refused
from hanse.members.operations.mandates import Newcomer, Offer, accept_invitation, invite, token_of
from hanse.members.operations.merging import merge_organisations, merge_people, preview_organisations
from hanse.members.operations.moving import references
from hanse.members.queries.acting import mandates_of
from hanse.members.queries.rights import may_vote, standing_on
from hanse.post.models import Message
from tests.factories.calendar import make_activity, make_involvement
from tests.factories.members import (
    make_mandate,
    make_membership,
    make_network,
    make_organisation,
    make_person,
    make_place,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2023, 5, 16, 12, tzinfo=UTC)
TODAY = NOW.date()
BY = "Mina Park <mina@example.org>"
NEW = Newcomer(name="New", text="I agree.", language="en")


@pytest.fixture
def kept() -> Organisation:
    return make_organisation(slug="seoul", name="Seoul", country="KR", summary="The capital.")


@pytest.fixture
def double() -> Organisation:
    return make_organisation(
        slug="seoul-metropolitan", name="Seoul Metropolitan Government", native_name="서울특별시", country="KR",
        website="https://www.seoul.go.kr/", summary="Another text.", aliases=["SMG"], translations={"ko": {"summary": "수도"}},
    )  # fmt: skip


def merge(kept: Organisation, double: Organisation) -> None:
    merge_organisations(kept=kept.pk, double=double.pk, today=TODAY, by=BY, now=NOW)
    kept.refresh_from_db()


def test_every_model_that_points_to_an_organisation_is_known_the_hidden_ones_too() -> None:
    found = {(source._meta.label, key.name) for source, key in references(Organisation)}
    assert {
        ("calendar.Involvement", "organisation"), ("calendar.Speaker", "organisation"),
        ("registration.Registration", "organisation"), ("registration.Delegation", "organisation"),
        ("members.RegionalNetwork_partners", "organisation"), ("members.Mandate", "organisation"),
        ("interest.Interest", "organisation"),
    } <= found  # fmt: skip


def test_references_of_all_floors_move(kept: Organisation, double: Organisation) -> None:
    activity = make_activity(slug="forum")
    make_involvement(activity, double)
    session = Session.objects.create(activity=activity, key="a", title="A", starts_at=NOW, kind="session")
    Speaker.objects.create(session=session, name="A Speaker", organisation=double)
    intake = Intake.objects.create(activity=activity, zone="Asia/Seoul")
    Registration.objects.create(intake=intake, organisation=double, created_at=NOW)
    make_network(code="kr").partners.add(double)
    make_place(make_network(code="other"), double)
    merge(kept, double)
    assert Involvement.objects.get().organisation == kept
    assert Speaker.objects.get().organisation == kept
    assert Registration.objects.get().organisation == kept
    assert NetworkPlace.objects.get().organisation == kept
    assert list(Activity.objects.get().organisations.all()) == [kept]
    assert [one.slug for one in RegionalNetwork.objects.get(code="kr").partners.all()] == ["seoul"]


def test_what_the_kept_one_has_already_stays_with_the_double_and_is_told(
    kept: Organisation, double: Organisation
) -> None:
    network = make_network()
    make_place(network, kept)
    make_place(network, double)
    report = merge_organisations(kept=kept.pk, double=double.pk, today=TODAY, by=BY, now=NOW)
    assert report.moves.stayed.keys() == {"members.networkplace"}
    assert [place.organisation_id for place in NetworkPlace.objects.order_by("id")] == [kept.pk, double.pk]


def test_empty_fields_are_filled_and_the_others_left(kept: Organisation, double: Organisation) -> None:
    merge(kept, double)
    assert (kept.website, kept.native_name, kept.summary) == ("https://www.seoul.go.kr/", "서울특별시", "The capital.")
    assert set(kept.aliases) == {"Seoul Metropolitan Government", "SMG"}
    assert kept.translations == {"ko": {"summary": "수도"}}


def test_the_old_address_leads_on(kept: Organisation, double: Organisation, nobody: Client, mina: Client) -> None:
    third = make_organisation(slug="oldest", name="Oldest")
    merge(double, third)
    merge(kept, double)
    for old in ("seoul-metropolitan", "oldest"):
        response = nobody.get(f"/organisations/{old}/")
        assert (response.status_code, response["Location"]) == (301, "/organisations/seoul/")
    assert mina.get("/organisations/oldest/people/")["Location"] == "/organisations/seoul/people/"
    assert nobody.get("/organisations/?q=metropolitan").content.decode().count("/organisations/seoul/") == 1
    assert "seoul-metropolitan" not in nobody.get("/organisations/").content.decode()


def test_the_people_of_the_double_rest_until_they_are_confirmed(kept: Organisation, double: Organisation) -> None:
    amara = make_person()
    mandate = make_mandate(amara, double, role="head", is_administrator=True)
    make_membership(double)
    assert may_vote(amara.pk, double.pk, TODAY)
    merge(kept, double)
    mandate.refresh_from_db()
    assert (mandate.organisation, mandate.awaits_confirmation) == (kept, True)
    assert mandates_of(amara.pk, TODAY) == ()
    assert not may_vote(amara.pk, kept.pk, TODAY)


def test_the_people_of_the_kept_one_gain_no_vote_by_the_membership_of_the_double(
    kept: Organisation, double: Organisation
) -> None:
    ben = make_person()
    make_mandate(ben, kept, role="head")
    make_membership(double)
    merge(kept, double)
    assert standing_on([kept.pk], TODAY)[kept.pk].rights.vote
    assert not may_vote(ben.pk, kept.pk, TODAY)


def test_the_people_of_the_kept_one_keep_what_they_had(kept: Organisation, double: Organisation) -> None:
    ben = make_person()
    make_mandate(ben, kept, role="head")
    make_membership(kept)
    merge(kept, double)
    assert may_vote(ben.pk, kept.pk, TODAY)


def test_who_acted_for_both_keeps_the_one_mandate(kept: Organisation, double: Organisation) -> None:
    ben = make_person()
    make_mandate(ben, kept, role="staff")
    make_mandate(ben, double, role="staff", is_administrator=True)
    merge(kept, double)
    acting = mandates_of(ben.pk, TODAY)
    assert [(one.slug, one.is_administrator) for one in acting] == [("seoul", False)]


def test_open_invitations_of_the_double_are_withdrawn(kept: Organisation, double: Organisation) -> None:
    row = invite(
        organisation=double.pk, email="new@seoul.example", name="", offer=Offer(role="head"), language="en", today=TODAY, by=BY, now=NOW
    )  # fmt: skip
    merge(kept, double)
    assert Invitation.objects.get().withdrawn_at is not None
    with pytest.raises(Exception, match="withdrawn"):
        accept_invitation(token=token_of(row), reader=None, newcomer=NEW, now=NOW, today=TODAY)


def test_periods_that_overlap_stay_readable_with_the_double(
    kept: Organisation, double: Organisation, mina: Client
) -> None:
    make_membership(kept, category="full")
    make_membership(double, category="associate", starts_on=date(2021, 1, 1), ends_on=date(2021, 12, 31))
    merge(kept, double)
    assert standing_on([kept.pk], TODAY)[kept.pk].category == "full"
    assert "stayed with a merged double" in mina.get("/organisations/seoul/membership/").content.decode()


def test_a_decided_period_takes_the_place_of_what_is_on_record_only(kept: Organisation, double: Organisation) -> None:
    make_membership(kept, category="", is_on_record=True, starts_on=date(2010, 1, 1))
    make_membership(double, category="full", starts_on=date(2021, 5, 1))
    merge(kept, double)
    first, second = Membership.objects.filter(organisation=kept).order_by("starts_on")
    assert (first.ends_on, second.starts_on, second.category) == (date(2021, 4, 30), date(2021, 5, 1), "full")


def test_a_preview_shows_everything_and_writes_nothing(kept: Organisation, double: Organisation, mina: Client) -> None:
    make_mandate(make_person(name="Amara Nakato"), double, role="head")
    make_involvement(make_activity(), double)
    report = preview_organisations(kept=kept.pk, double=double.pk, today=TODAY, by=BY, now=NOW)
    assert {"members.mandate", "calendar.involvement"} <= report.moves.moved.keys()
    assert not Mandate.objects.get().awaits_confirmation
    page = mina.get("/register/merge/?keep=seoul&double=seoul-metropolitan").content.decode()
    assert "Amara Nakato" in page
    assert "Nothing has happened yet" in page
    assert Organisation.objects.count() == 2
    assert not history("organisation", "seoul")


def test_the_record_holds_what_is_needed_to_take_it_back(kept: Organisation, double: Organisation) -> None:
    involvement = make_involvement(make_activity(), double)
    mandate = make_mandate(make_person(), double)
    merge(kept, double)
    changes = history("organisation", "seoul")[0].changes
    assert changes["merged"] == ["seoul-metropolitan", "seoul"]
    assert changes["moved"][1]["calendar.involvement"] == [involvement.pk]
    assert changes["to confirm"][1] == [mandate.pk]
    assert changes["website"] == ["", "https://www.seoul.go.kr/"]


def test_the_history_of_the_double_is_read_with_the_kept_one(
    kept: Organisation, double: Organisation, mina: Client
) -> None:
    from hanse.members.operations.profiles import revise_profile

    revise_profile(slug="seoul-metropolitan", seen=1, values={"city": "Jongno"}, may_all=True, by=BY, now=NOW)
    merge(kept, double)
    page = mina.get("/organisations/seoul/history/").content.decode()
    assert "Jongno" in page
    assert "merged a double into it" in page


def test_one_is_not_merged_with_itself_or_twice(kept: Organisation, double: Organisation, mina: Client) -> None:
    with pytest.raises(Refused):
        merge(kept, kept)
    merge(kept, double)
    with pytest.raises(Refused):
        merge(kept, double)
    assert mina.get("/register/merge/?keep=seoul&double=seoul").status_code == 404


def test_programme_managers_do_not_merge(kept: Organisation, double: Organisation, signed_in: object) -> None:
    User.objects.create(email="manager@example.org", role="manager")
    client = Client()
    client.force_login(
        User.objects.get(email="manager@example.org"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert client.get("/register/look-alikes/").status_code == 403
    assert client.post("/register/merge/", {"keep": "seoul", "double": "seoul-metropolitan"}).status_code == 403


def test_an_account_that_was_a_double_is_closed_and_what_it_had_moves(kept: Organisation) -> None:
    old, new = make_person(name="Ann", email="ann@old.example"), make_person(name="Ann", email="ann@new.example")
    Message.objects.create(key="k", kind="x", email=old.email, person=old, subject="s", body="b", created_at=NOW)
    network = make_network()
    Coordination.objects.create(network=network, person=old, starts_on=date(2020, 1, 1), named_by="M", named_at=NOW)
    Application.objects.create(
        reference="R", category="full", kind="city", name="N", country="KR", reasons="", signatory="", signatory_office="",
        contact="", email="a@x.example", consent="", applicant=old, submitted_at=NOW, state_at=NOW,
    )  # fmt: skip
    mandate = make_mandate(old, kept, role="head", is_administrator=True)
    merge_people(kept=new.pk, double=old.pk, today=TODAY, by=BY, now=NOW)
    old.refresh_from_db()
    mandate.refresh_from_db()
    assert not old.is_active
    assert Message.objects.get().person == new
    assert Application.objects.get().applicant == new
    assert (mandate.person, mandate.awaits_confirmation) == (new, True)
    assert Coordination.objects.get().person == old
    assert MergedPerson.objects.get().kept == new


def test_a_mandate_that_the_kept_account_has_already_needs_no_confirmation(kept: Organisation) -> None:
    old, new = make_person(), make_person()
    make_mandate(new, kept, role="staff", is_administrator=True)
    make_mandate(old, kept, role="staff", ends_on=date(2099, 1, 1))
    merge_people(kept=new.pk, double=old.pk, today=TODAY, by=BY, now=NOW)
    assert [one.slug for one in mandates_of(new.pk, TODAY)] == ["seoul"]
    assert not Mandate.objects.filter(awaits_confirmation=True).exists()


def test_ways_of_signing_in_do_not_move(kept: Organisation) -> None:
    from allauth.account.models import EmailAddress

    old, new = make_person(), make_person()
    EmailAddress.objects.create(user=old, email=old.email, verified=True)
    merge_people(kept=new.pk, double=old.pk, today=TODAY, by=BY, now=NOW)
    assert EmailAddress.objects.get().user == old


def test_nobody_closes_the_account_that_they_use() -> None:
    mina, other = make_person(), make_person()
    by = Actor("Mina", mina.pk)
    with pytest.raises(Refused):
        merge_people(kept=other.pk, double=mina.pk, today=TODAY, by=by, now=NOW)


def test_two_that_are_two_are_not_asked_about_again(mina: Client) -> None:
    make_organisation(slug="a", name="San José", country="CR")
    make_organisation(slug="b", name="San Jose", country="CR")
    assert "San Jose" in mina.get("/register/look-alikes/").content.decode()
    mina.post("/register/look-alikes/two/", {"first": "b", "second": "a"})
    assert DistinctOrganisations.objects.count() == 1
    assert "San Jose" not in mina.get("/register/look-alikes/").content.decode()
