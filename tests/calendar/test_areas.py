"""A programme manager sees the whole year, and keeps the activities of their own areas."""

import pytest
from django.test import Client

from hanse.calendar.models import Activity
from hanse.calendar.queries.drafts import seen_of
from tests.calendar.test_keeping import sent
from tests.factories.accounts import browser_of, make_manager
from tests.factories.calendar import make_activity, make_area

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Client:
    """Keeps the Prize and nothing else."""
    return browser_of(make_manager("prize"))


@pytest.fixture
def ours() -> Activity:
    return make_activity(area="prize", slug="award-2023", title="Award", status="tentative")


@pytest.fixture
def theirs() -> Activity:
    return make_activity(area="governance", slug="assembly-2023", title="Assembly", status="tentative")


def form_of(activity: Activity, **values: str) -> dict[str, str]:
    return sent(title=activity.title, area=activity.area.key, mode="in-person", seen=str(seen_of(activity)), **values)


def test_the_desk_shows_everything_and_offers_only_what_is_theirs(
    manager: Client, ours: Activity, theirs: Activity
) -> None:
    page = manager.get("/2023/desk/").content.decode()
    assert "Award" in page
    assert "Assembly" in page
    assert "/activities/award-2023/edit/" in page
    assert "/activities/assembly-2023/edit/" not in page
    assert "/2023/desk/words/" not in page


@pytest.mark.parametrize("page", ["edit/", "remove/", "step/confirm/"])
def test_another_area_is_refused_with_its_name(manager: Client, theirs: Activity, page: str) -> None:
    for response in (
        manager.get(f"/activities/assembly-2023/{page}"),
        manager.post(f"/activities/assembly-2023/{page}"),
    ):
        assert response.status_code == 403
        assert "belongs to “Governance”" in response.content.decode()


def test_the_history_of_another_area_can_be_read(manager: Client, theirs: Activity) -> None:
    assert manager.get("/activities/assembly-2023/history/").status_code == 200


def test_the_page_of_another_area_offers_no_acts(manager: Client, ours: Activity, theirs: Activity) -> None:
    assert "/activities/award-2023/edit/" in manager.get("/activities/award-2023/").content.decode()
    page = manager.get("/activities/assembly-2023/").content.decode()
    assert "/activities/assembly-2023/history/" in page
    assert "/activities/assembly-2023/edit/" not in page
    assert "/activities/assembly-2023/step/" not in page


def test_their_own_is_edited(manager: Client, ours: Activity) -> None:
    response = manager.post("/activities/award-2023/edit/", form_of(ours, summary="Cities are honoured."))
    assert response.status_code == 302
    assert Activity.objects.get().summary == "Cities are honoured."


def test_their_own_cannot_be_moved_to_an_area_of_others(manager: Client, ours: Activity) -> None:
    make_area("governance")
    response = manager.post("/activities/award-2023/edit/", form_of(ours) | {"area": "governance"})
    assert response.status_code == 422
    assert Activity.objects.get().area.key == "prize"


def test_nothing_is_added_to_an_area_of_others(manager: Client) -> None:
    make_area("governance")
    make_area("prize")
    assert manager.post("/2023/desk/new/", sent(status="idea", area="governance")).status_code == 422
    assert manager.post("/2023/desk/new/", sent(status="idea", area="prize")).status_code == 302


def test_a_manager_without_areas_is_told_whom_to_ask() -> None:
    make_area("prize")
    response = browser_of(make_manager()).get("/2023/desk/new/")
    assert response.status_code == 403
    assert "An administrator can give you one" in response.content.decode()


def test_several_at_once_leaves_other_areas_as_they_are(manager: Client, ours: Activity, theirs: Activity) -> None:
    picked = {"do": "confirm", "pick": ["award-2023", "assembly-2023"]}
    assert "somebody else keeps their area" in manager.get("/2023/desk/several/", picked).content.decode()
    manager.post("/2023/desk/several/", picked)
    assert dict(Activity.objects.values_list("slug", "status")) == {
        "award-2023": "confirmed",
        "assembly-2023": "tentative",
    }


def test_a_copy_of_the_year_takes_only_their_areas_and_opens_no_year(
    manager: Client, mina: Client, ours: Activity, theirs: Activity
) -> None:
    page = manager.get("/2023/desk/copy/").content.decode()
    assert "Award" in page
    assert "Assembly" not in page
    assert "will be opened" not in page
    assert "will be opened" in mina.get("/2023/desk/copy/").content.decode()
    manager.post("/2023/desk/copy/", {"into": "2023", "status": "idea", "pick": ["award-2023", "assembly-2023"]})
    assert Activity.objects.filter(title="Assembly").count() == 1
    assert Activity.objects.filter(title="Award").count() == 2


def test_the_words_of_the_year_are_the_administrators(manager: Client, mina: Client, ours: Activity) -> None:
    assert manager.get("/2023/desk/words/").status_code == 403
    assert manager.post("/2023/desk/words/", {"theme": "Ours"}).status_code == 403
    assert mina.get("/2023/desk/words/").status_code == 200


def test_an_area_that_was_taken_away_is_refused_at_once(ours: Activity) -> None:
    person = make_manager("prize")
    client = browser_of(person)
    assert client.get("/activities/award-2023/edit/").status_code == 200
    person.areas = []
    person.save()
    assert client.get("/activities/award-2023/edit/").status_code == 403
