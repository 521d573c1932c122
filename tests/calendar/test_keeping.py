"""The desk: adding, editing, steps of certainty, copies; and what happens when two people save."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from hanse.audit.models import Entry
from hanse.audit.queries import history
from hanse.calendar.models import Activity, Session, Speaker, Year
from hanse.calendar.operations.certainty import confirm_activity, hold_activity, postpone_activity
from hanse.calendar.operations.copying import duplicate_activities
from hanse.calendar.operations.keeping import Refused, SavedByOthers, create_activity, remove_idea, revise_activity
from hanse.calendar.operations.years import open_year
from hanse.calendar.queries.drafts import clash, draft_of, seen_of
from hanse.calendar.queries.years import current_year
from tests.factories.accounts import browser_of, make_person
from tests.factories.calendar import make_activity, make_area, make_involvement, make_year
from tests.factories.forms import fields_of
from tests.factories.members import make_organisation

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 13, tzinfo=UTC)
BY = "Mina Park <mina@example.org>"
KINDS = ("involvements", "contacts", "links", "documents", "sessions")


def sent(**values: Any) -> dict[str, Any]:
    """A form as a browser sends it, with one empty row of each kind."""
    data: dict[str, Any] = {"title": "Forum", "area": "networking", "when": "Mar 13-17", "audience": "public"}
    for kind in KINDS:
        data |= {f"{kind}-TOTAL_FORMS": "1", f"{kind}-INITIAL_FORMS": "0"}
    data["involvements-0-part"] = "organiser"
    data["sessions-0-kind"] = "session"
    return data | values


def seen_by(activity: Activity) -> str:
    return str(seen_of(Activity.objects.get(pk=activity.pk)))


def test_an_activity_is_added_and_seen(mina: Client) -> None:
    make_area()
    organisation = make_organisation(name="São Paulo")
    data = sent(
        status="confirmed",
        summary="Cities meet.",
        title_ko="포럼",
        **{
            "involvements-0-organisation": "sao paulo",
            "contacts-0-label": "Desk",
            "contacts-0-email": "desk@example.org",
            "sessions-0-starts": "2023-03-13T09:30",
            "sessions-0-title": "Opening",
            "sessions-0-title_ko": "개회",
            "sessions-0-speakers": "Example Person; Mayor; São Paulo",
        },
    )
    response = mina.post("/2023/desk/new/", data, follow=True)
    assert response.redirect_chain == [("/activities/forum-2023/", 302)]
    activity = Activity.objects.get()
    assert (activity.when_edtf, activity.status, activity.revision) == ("2023-03-13/2023-03-17", "confirmed", 1)
    assert activity.translations == {"ko": {"title": "포럼"}}
    assert [i.organisation for i in activity.involvements.all()] == [organisation]
    session = Session.objects.get()
    assert session.starts_at == datetime(2023, 3, 13, 0, 30, tzinfo=UTC)
    assert session.translations == {"ko": {"title": "개회"}}
    assert Speaker.objects.get().organisation == organisation
    assert [s.status for s in activity.status_changes.all()] == ["confirmed"]
    (entry,) = history("activity", "forum-2023")
    assert (entry.verb, entry.by) == ("create", BY)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": ""}, "This field is required"),
        ({"when": "Mar 31-17"}, "It ends before it starts"),
        ({"when": "someday"}, "is not a word for a date"),
        ({"area": "cooking"}, "is not one of the available choices"),
        ({"zone": "Asia/Seul"}, "There is no such time zone"),
        ({"latitude": "37.5"}, "both latitude and longitude"),
        ({"latitude": "137.5", "longitude": "0"}, "less than or equal to 90"),
        ({"join_link": "javascript:alert(1)"}, "Write the address in full"),
        ({"involvements-0-organisation": "Atlantis"}, "Nothing here is called “Atlantis”"),
        ({"contacts-0-email": "nobody"}, "valid email address"),
        ({"contacts-0-email": "desk@example.org"}, "Say whom one reaches there"),
        ({"links-0-label": "More"}, "Where does it lead?"),
        ({"sessions-0-title": "Opening"}, "When does it start?"),
        (
            {"sessions-0-title": "A", "sessions-0-starts": "2023-03-13T10:00", "sessions-0-ends": "2023-03-13T09:00"},
            "ends before it starts",
        ),
        ({"parent": "no such thing"}, "Nothing here is called"),
        ({"embargo_until": "tomorrow"}, "Write the day and the hour"),
        ({"title": "a" * 201}, "at most 200 characters"),
        ({"slug": "a b"}, "valid “slug”"),
        ({"title": "nul\x00byte"}, "Null characters are not allowed"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_is_lost(
    mina: Client, changes: dict[str, str], says: str
) -> None:
    make_area()
    response = mina.post("/2023/desk/new/", sent(status="idea", summary="Kept while mending.", **changes))
    assert response.status_code == 422
    assert says in response.content.decode()
    assert "Kept while mending." in response.content.decode()
    assert not Activity.objects.exists()
    assert not Entry.objects.filter(kind="activity").exists()


def test_the_form_of_an_activity_sent_back_unchanged_changes_nothing(mina: Client) -> None:
    activity = make_activity(
        title="Forum", summary="One\nTwo", embargo_until=NOW, aliases=["A", "B"], zone="Asia/Seoul"
    )
    make_involvement(activity, make_organisation(name="Kampala"))
    draft = draft_of(activity.slug)
    page = mina.get(f"/activities/{activity.slug}/edit/")
    data = fields_of(page.content.decode())
    response = mina.post(f"/activities/{activity.slug}/edit/", {**data, "save": "1"}, follow=True)
    assert "Nothing had changed." in response.content.decode()
    assert draft_of(activity.slug) == draft


def test_an_edit_moves_revision_and_sequence_and_is_on_record(mina: Client) -> None:
    activity = make_activity(title="Forum")
    data = fields_of(mina.get(f"/activities/{activity.slug}/edit/").content.decode())
    mina.post(f"/activities/{activity.slug}/edit/", {**data, "when": "Apr 3", "note": "Moved."})
    now = Activity.objects.get()
    assert (now.when_edtf, now.revision, now.sequence) == ("2023-04-03", 2, 1)
    assert now.modified_at > activity.modified_at
    entry = Entry.objects.get(verb="revise")
    assert entry.changes == {"when": ["Mar 13-17", "Apr 3"], "note": ["", "Moved."]}
    history = mina.get(f"/activities/{activity.slug}/history/").content.decode()
    assert "Mina Park" in history
    assert "Apr 3" in history
    data = fields_of(mina.get(f"/activities/{activity.slug}/edit/").content.decode())
    mina.post(f"/activities/{activity.slug}/edit/", {**data, "note": "Only a note."})
    now = Activity.objects.get()
    assert (now.revision, now.sequence) == (3, 1)


def test_whoever_saves_second_is_shown_both_and_overwrites_nothing(signed_in: Callable[[str], Client]) -> None:
    activity = make_activity(title="Forum", city="Seoul", summary="Old.")
    address = f"/activities/{activity.slug}/edit/"
    mina = signed_in("mina")
    opened = fields_of(mina.get(address).content.decode())
    first = revise_activity(
        slug=activity.slug,
        seen=seen_of(activity),
        draft={**(draft_of(activity.slug) or {}), "city": "Busan", "summary": "Theirs."},
        by="Yuna Example <yuna@example.org>",
        now=datetime.now(UTC),
    )
    assert first
    response = mina.post(address, {**opened, "title": "My forum", "summary": "Mine."})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Yuna Example saved this activity after you had opened it" in page
    assert "Theirs." in page
    assert "Mine." in page
    assert Activity.objects.get().summary == "Theirs."
    merged = fields_of(page)
    assert (merged["title"], merged["summary"], merged["city"]) == ("My forum", "Mine.", "Busan")
    mina.post(address, merged)
    now = Activity.objects.get()
    assert (now.title, now.summary, now.city, now.revision) == ("My forum", "Mine.", "Busan", 3)


def test_a_form_without_its_state_overwrites_nothing(mina: Client) -> None:
    activity = make_activity(title="Forum")
    response = mina.post(f"/activities/{activity.slug}/edit/", sent(title="Other", seen="garbage"))
    assert response.status_code == 409
    assert Activity.objects.get().title == "Forum"


def test_a_preview_shows_the_page_and_writes_nothing(mina: Client) -> None:
    activity = make_activity(title="Forum")
    data = fields_of(mina.get(f"/activities/{activity.slug}/edit/").content.decode())
    address = f"/activities/{activity.slug}/edit/"
    response = mina.post(address, {**data, "title": "Preview me", "preview": "1"})
    assert (response.status_code, response["Location"]) == (302, f"{address}?preview=1")
    page = mina.get(response["Location"]).content.decode()
    assert "Nothing is saved yet" in page
    assert "<h1>Preview me</h1>" in page
    assert Activity.objects.get().title == "Forum"
    assert Activity.objects.get().revision == 1
    assert not Entry.objects.filter(kind="activity").exists()
    kept = fields_of(page)
    mina.post(address, {**kept, "save": "1"})
    assert Activity.objects.get().title == "Preview me"


def test_one_goes_back_and_forth_between_form_and_preview_by_addresses(mina: Client) -> None:
    activity = make_activity(title="Forum")
    address = f"/activities/{activity.slug}/edit/"
    data = fields_of(mina.get(address).content.decode())
    mina.post(address, {**data, "title": "Preview me", "preview": "1"})
    page = mina.get(address).content.decode()
    assert "It is not saved yet" in page
    assert fields_of(page)["title"] == "Preview me"
    assert fields_of(page)["seen"] == data["seen"]
    assert "<h1>Preview me</h1>" in mina.get(f"{address}?preview=1").content.decode()
    anew = re.findall(r'href="([^"]*key=[^"]*)"', page)[0]
    assert fields_of(mina.get(anew).content.decode())["title"] == "Forum"
    assert mina.post(address, {**fields_of(page), "save": "1"}).status_code == 302
    assert fields_of(mina.get(address).content.decode())["title"] == "Preview me"
    assert "not saved yet" not in mina.get(address).content.decode()
    assert mina.get(f"{address}?preview=1")["Location"] == address


def test_what_is_previewed_opens_for_its_writer_in_their_browser_only(mina: Client) -> None:
    secretary = browser_of(make_person(role="secretariat"))
    activity = make_activity(title="Forum")
    address = f"/activities/{activity.slug}/edit/"
    data = fields_of(mina.get(address).content.decode())
    mina.post(address, {**data, "title": "Preview me", "preview": "1"})
    secretary.cookies["open-forms"] = mina.cookies["open-forms"].value
    assert fields_of(secretary.get(address).content.decode())["title"] == "Forum"
    mina.cookies["open-forms"] = "x"
    assert fields_of(mina.get(address).content.decode())["title"] == "Forum"


def test_somebody_who_saved_meanwhile_is_not_overwritten_by_a_preview(mina: Client) -> None:
    activity = make_activity(title="Forum")
    address = f"/activities/{activity.slug}/edit/"
    data = fields_of(mina.get(address).content.decode())
    mina.post(address, {**data, "title": "Mine", "preview": "1"})
    now = Activity.objects.get()
    revise_activity(slug=now.slug, seen=seen_of(now), draft={"title": "Theirs"}, by=BY, now=LATER)
    response = mina.get(f"{address}?preview=1")
    assert response.status_code == 409
    assert "Somebody else saved first" in response.content.decode()


def test_a_new_activity_sent_twice_is_one(mina: Client) -> None:
    make_area()
    address = mina.get("/2023/desk/new/")["Location"]
    first = mina.post(address, sent(status="idea", title="Twin"))
    second = mina.post(address, sent(status="idea", title="Twin"), follow=True)
    assert first["Location"] == "/activities/twin-2023/"
    assert second.redirect_chain == [("/activities/twin-2023/", 302)]
    assert "This was saved already" in second.content.decode()
    assert Activity.objects.count() == 1
    assert mina.get(address)["Location"] == "/activities/twin-2023/"
    assert mina.get("/2023/desk/new/")["Location"] != address


def test_a_new_activity_can_be_previewed_and_gone_back_to(mina: Client) -> None:
    make_area()
    address = mina.get("/2023/desk/new/")["Location"]
    preview = mina.post(address, sent(status="idea", title="New one", preview="1"))["Location"]
    page = mina.get(preview).content.decode()
    assert "<h1>New one</h1>" in page
    assert not Activity.objects.exists()
    assert fields_of(mina.get(address).content.decode())["title"] == "New one"
    mina.post(address, {**fields_of(page), "save": "1"})
    assert mina.get(preview)["Location"] == "/activities/new-one-2023/"


def test_more_rows_are_an_address_too(mina: Client) -> None:
    make_area()
    address = mina.get("/2023/desk/new/")["Location"]
    answer = mina.post(address, sent(more="contacts", **{"contacts-0-label": "Typed"}))
    assert answer.status_code == 302
    page = mina.get(answer["Location"]).content.decode()
    assert 'name="contacts-2-label"' in page
    assert "Typed" in page


def test_more_rows_come_without_a_script_and_save_nothing(mina: Client) -> None:
    make_area()
    response = mina.post("/2023/desk/new/", sent(more="contacts", **{"contacts-0-label": "Typed"}))
    page = response.content.decode()
    assert 'name="contacts-2-label"' in page
    assert "Typed" in page
    assert not Activity.objects.exists()


def test_the_form_says_how_it_reads_a_date(mina: Client) -> None:
    make_year()
    assert "We read: Mon" in mina.get("/2023/desk/date/", {"when": "Mar 13-17"}).content.decode()
    assert "has 30 days, not 31" in mina.get("/2023/desk/date/", {"when": "31 April"}).content.decode()
    assert mina.get("/2023/desk/date/", {"when": ""}).content.decode().strip() == ""


def step(mina: Client, activity: Activity, verb: str, **values: str) -> Any:
    data = {"seen": seen_by(activity), "on": "2023-05-16", "note": "", **values}
    return mina.post(f"/activities/{activity.slug}/step/{verb}/", data)


def test_each_step_changes_the_state_and_keeps_its_history(mina: Client) -> None:
    activity = make_activity(status="idea", when="Mar 13")
    for verb, state in (
        ("publish", "tentative"), ("confirm", "confirmed"), ("postpone", "postponed"), ("confirm", "confirmed"),
        ("cancel", "cancelled"), ("reopen", "tentative"), ("hold", "held"),
    ):  # fmt: skip
        assert mina.get(f"/activities/{activity.slug}/step/{verb}/").status_code == 200
        assert step(mina, activity, verb, note=f"Because {verb}").status_code == 302
        assert Activity.objects.get().status == state
    assert Activity.objects.get().sequence == 7
    assert Activity.objects.get().status_changes.count() == 7
    assert Entry.objects.filter(kind="activity").count() == 7


def test_a_postponement_with_a_date_is_tentative_again(mina: Client) -> None:
    activity = make_activity()
    assert step(mina, activity, "postpone", when="next winter").status_code == 422
    assert step(mina, activity, "postpone", when="Sep").status_code == 302
    now = Activity.objects.get()
    assert (now.status, now.when_edtf) == ("tentative", "2023-09")
    assert [s.status for s in now.status_changes.all()] == ["postponed", "tentative"]


def test_steps_that_cannot_be_are_refused(mina: Client) -> None:
    activity = make_activity(status="held")
    assert step(mina, activity, "cancel").status_code == 422
    assert step(mina, activity, "fly").status_code == 404
    future = make_activity(when="Dec 1")
    with pytest.raises(Refused):
        hold_activity(slug=future.slug, seen=seen_of(future), on=date(2023, 5, 16), by=BY, now=NOW)
    stale = seen_of(future)
    postpone_activity(slug=future.slug, seen=stale, on=date(2023, 5, 16), by=BY, now=NOW)
    with pytest.raises(SavedByOthers):
        confirm_activity(slug=future.slug, seen=stale, on=date(2023, 5, 16), by=BY, now=LATER)


def test_copies_move_their_dates_and_begin_as_ideas() -> None:
    parent = make_activity(title="Forum 2023", slug="forum-2023", when="Sep", label="Forum 2023")
    child = make_activity(title="Ceremony", slug="ceremony-2023", when="Feb 21, 14:00 (GMT+9)", parent=parent)
    make_involvement(parent, make_organisation())
    open_year(number=2024, like=2023, by=BY, now=NOW)
    made = duplicate_activities(slugs=[child.slug, parent.slug], into=2024, by=BY, now=NOW)
    assert [c.slug for c in made] == ["forum-2024", "ceremony-2024"]
    copy = Activity.objects.get(slug="forum-2024")
    assert (copy.title, copy.when_edtf, copy.status, copy.year.number) == ("Forum 2024", "2024-09", "idea", 2024)
    assert copy.uid != parent.uid
    assert copy.involvements.count() == 1
    ceremony = Activity.objects.get(slug="ceremony-2024")
    assert ceremony.parent == copy
    assert ceremony.when_lower == datetime(2024, 2, 21, 5, tzinfo=UTC)
    assert Activity.objects.get(slug="forum-2023").revision == 1


def test_the_whole_year_is_copied_into_one_that_opens(mina: Client) -> None:
    make_activity(title="Forum 2023", slug="forum-2023", when="Year-round")
    make_activity(title="Off", status="cancelled")
    page = mina.get("/2023/desk/copy/").content.decode()
    assert "Forum 2023" in page
    assert 'value="off' not in page
    response = mina.post("/2023/desk/copy/", {"pick": "forum-2023", "into": "2024", "status": "idea"}, follow=True)
    assert response.redirect_chain == [("/2024/desk/", 302)]
    assert Activity.objects.get(year__number=2024).when_edtf == "2024-01-01/2024-12-31"
    assert "Forum 2024" not in Client().get("/2024/").content.decode()
    assert Client().get("/activities/forum-2024/").status_code == 404
    assert 'href="/2024/"' not in Client().get("/2023/").content.decode()
    assert 'href="/2024/"' in mina.get("/2023/").content.decode()


def test_a_year_in_preparation_does_not_take_the_place_of_the_present_one() -> None:
    for number in (2022, 2023, 2024):
        make_year(number)
    shown = {day: current_year(date(day, 5, 16)) for day in (2021, 2022, 2023, 2024, 2030)}
    assert {day: year.number for day, year in shown.items() if year} == {
        2021: 2022, 2022: 2022, 2023: 2023, 2024: 2024, 2030: 2024,
    }  # fmt: skip


def test_several_are_confirmed_at_once_and_others_stay(mina: Client) -> None:
    first, second = make_activity(status="tentative"), make_activity(status="tentative")
    held = make_activity(status="held")
    picks = [first.slug, second.slug, held.slug]
    page = mina.get("/2023/desk/several/", {"do": "confirm", "pick": picks}).content.decode()
    assert "Stay as they are" in page
    mina.post("/2023/desk/several/", {"do": "confirm", "pick": picks})
    assert sorted(Activity.objects.values_list("status", flat=True)) == ["confirmed", "confirmed", "held"]


def test_only_an_idea_can_be_removed(mina: Client) -> None:
    idea = make_activity(status="idea")
    real = make_activity()
    with pytest.raises(Refused):
        remove_idea(slug=real.slug, seen=seen_of(real), by=BY, now=NOW)
    response = mina.post(f"/activities/{idea.slug}/remove/", {"seen": seen_by(idea)}, follow=True)
    assert response.status_code == 200
    assert not Activity.objects.filter(slug=idea.slug).exists()
    assert Entry.objects.get(verb="remove").changes["title"][0] == idea.title


def test_the_words_of_a_year(mina: Client) -> None:
    make_year(theme="Old")
    data = fields_of(mina.get("/2023/desk/words/").content.decode())
    assert data["theme"] == "Old"
    assert mina.post("/2023/desk/words/", {**data, "theme": "New", "theme_ko": "새"}).status_code == 302
    assert Year.objects.get().translations == {"ko": {"theme": "새"}}
    assert mina.post("/2023/desk/words/", {**data, "theme": "Third"}).status_code == 409
    assert Year.objects.get().theme == "New"


def test_the_desk_shows_what_waits(mina: Client) -> None:
    make_activity(title="An idea of ours", status="idea", when="TBC")
    make_activity(title="Long over", when="Jan 5")
    page = mina.get("/2023/desk/").content.decode()
    for words in ("Was it held?", "Long over", "Ideas", "An idea of ours"):
        assert words in page
    assert mina.get("/2023/desk/", {"status": "nonsense"}).status_code == 400


@pytest.mark.parametrize("count", [1, 30])
def test_the_desk_costs_the_same_for_one_and_for_many(
    mina: Client, count: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(count):
        make_activity(status="tentative", when="Dec 5")
    with django_assert_max_num_queries(24):
        mina.get("/2023/desk/")


def test_a_parent_cannot_be_its_own_part() -> None:
    parent = make_activity(slug="parent-2023")
    child = make_activity(slug="child-2023", parent=parent)
    draft = {**(draft_of(parent.slug) or {}), "parent": child.slug}
    with pytest.raises(Refused) as refusal:
        revise_activity(slug=parent.slug, seen=seen_of(parent), draft=draft, by=BY, now=NOW)
    assert refusal.value.field == "parent"


def test_titles_in_other_scripts_get_addresses_of_their_own() -> None:
    make_area()
    base = draft_of(make_activity().slug) or {}
    slugs = [
        create_activity(year=2023, draft={**base, "slug": "", "uid": "", "title": "포럼"}, by=BY, now=NOW).slug
        for _ in range(2)
    ]
    assert slugs == ["poreom-2023", "poreom-2023-2"]
    other = create_activity(year=2023, draft={**base, "slug": "", "uid": "", "title": "論壇"}, by=BY, now=NOW)
    assert other.slug == f"activity-{str(other.uid)[:8]}-2023"


def test_a_clash_keeps_rows_of_both() -> None:
    activity = make_activity()
    seen = seen_of(activity)
    base = draft_of(activity.slug) or {}
    links = [{"label": "Theirs", "url": "https://example.org/"}]
    revise_activity(slug=activity.slug, seen=seen, draft={**base, "links": links}, by=BY, now=datetime.now(UTC))
    found = clash(activity.slug, seen=seen, mine={**base, "title": "Mine"})
    assert found.merged["links"] == links
    assert found.merged["title"] == "Mine"
    assert found.taken == ("links",)
    assert not found.conflicts
