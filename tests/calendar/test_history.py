"""The history says what was changed, in the reader's words."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from hanse.calendar.models import Activity
from hanse.calendar.operations.keeping import revise_activity
from hanse.calendar.operations.years import revise_year
from hanse.calendar.queries.drafts import draft_of, seen_of
from hanse.calendar.queries.history import acts_on
from hanse.calendar.queries.record_words import cut
from hanse.calendar.queries.years import state_of, words_of
from tests.factories.calendar import make_activity, make_year
from tests.factories.members import make_organisation

pytestmark = pytest.mark.django_db


def revise(slug: str, verb: str = "revise", **changes: Any) -> None:
    seen = seen_of(Activity.objects.get(slug=slug))
    draft = {**(draft_of(slug) or {}), **changes}
    revise_activity(slug=slug, seen=seen, draft=draft, by="Yuna Example", now=datetime.now(UTC), verb=verb)


def changed(slug: str) -> dict[str, tuple[str, str]]:
    return {change.name: (change.before, change.after) for change in acts_on(slug)[0].changes}


def test_states_choices_and_days_are_in_the_readers_language() -> None:
    activity = make_activity(status="tentative", country="KR", area="networking")
    steps = [{"status": "confirmed", "on": "2023-05-16", "note": "The hall is booked."}]
    revise(activity.slug, status="confirmed", statuses=steps, country="UG", mode="online", audience="members")
    assert changed(activity.slug) == {
        "State": ("Tentative", "Confirmed"), "History": ("", "Confirmed · 16 May 2023 · The hall is booked."),
        "Country": ("South Korea", "Uganda"), "How": ("In person", "Online"), "Open to": ("Open to all", "Members"),
    }  # fmt: skip
    with override("ko"):
        assert ("잠정", "확정") in changed(activity.slug).values()


def test_organisations_and_parents_are_called_by_their_names() -> None:
    parent = make_activity(title="The Forum")
    activity = make_activity()
    one, two = make_organisation(name="Kampala"), make_organisation(name="São Paulo")
    revise(activity.slug, organisers=f"{one.slug};{two.slug}", parent=parent.slug)
    assert changed(activity.slug) == {
        "Organisers": ("", "Kampala, São Paulo"), "Happens during": ("", "The Forum"),
    }  # fmt: skip


def test_of_many_rows_only_those_that_changed_are_shown() -> None:
    activity = make_activity()
    rows = [{"label": f"Link number {n} " + "x" * 60, "url": f"https://example.org/{n}"} for n in range(12)]
    revise(activity.slug, links=rows)
    mended = [*rows[:5], {"label": "Mended", "url": "https://example.org/5"}, *rows[6:]]
    revise(activity.slug, links=mended)
    before, after = changed(activity.slug)["Links"]
    assert before.startswith("Link number 5")
    assert "number 4" not in before
    assert after == "Mended · https://example.org/5"
    revise(activity.slug, links=mended[::-1])
    assert changed(activity.slug)["Links"] == ("", "in another order")


def test_of_long_texts_the_part_that_differs_is_shown() -> None:
    old = "A" * 500 + " the old words " + "B" * 500
    before, after = cut(old, old.replace("old words", "new words"))
    assert "old words" in before
    assert "new words" in after
    assert len(before) < 200
    assert cut("short", "shorter") == ("short", "shorter")
    assert cut("x" * 500, "x" * 501)[1].endswith("x")


def test_before_and_after_are_said_aloud(mina: Client) -> None:
    activity = make_activity(title="Forum")
    revise(activity.slug, title="Assembly")
    page = mina.get(f"/activities/{activity.slug}/history/").content.decode()
    assert '<span class="sr-only">Before: </span><bdi>Forum</bdi>' in page
    assert '<span class="sr-only">After: </span><bdi>Assembly</bdi>' in page


def test_hours_are_on_the_readers_clock(mina: Client) -> None:
    activity = make_activity()
    revise(activity.slug, title="Assembly")
    assert "(Seoul)" in mina.get(f"/activities/{activity.slug}/history/").content.decode()
    mina.cookies["zone"] = "Africa/Kampala"
    for address in (f"/activities/{activity.slug}/history/", "/2023/desk/"):
        assert "(Kampala)" in mina.get(address).content.decode()


def test_the_words_of_a_year_have_a_history_that_the_desk_leads_to(mina: Client) -> None:
    year = make_year(theme="Old")
    values = {**words_of(year), "theme": "New", "published_on": "2023-02-21"}
    revise_year(number=2023, seen=state_of(year), values=values, by="Yuna Example", now=datetime.now(UTC))
    assert 'href="/2023/desk/history/"' in mina.get("/2023/desk/").content.decode()
    page = mina.get("/2023/desk/history/").content.decode()
    for words in ("Yuna Example", "Theme", "Old", "New", "21 Feb 2023"):
        assert words in page


@pytest.mark.parametrize("count", [1, 8])
def test_a_history_costs_the_same_for_one_and_for_many_acts(
    mina: Client, count: int, django_assert_max_num_queries: Any
) -> None:
    activity = make_activity()
    for n in range(count):
        organisation = make_organisation()
        revise(
            activity.slug,
            title=f"Title {n}",
            organisers=organisation.slug,
            status="tentative" if n % 2 else "confirmed",
        )
    with django_assert_max_num_queries(14):
        mina.get(f"/activities/{activity.slug}/history/")
