"""The words of a year: two people who change them at once lose nothing."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from hanse.calendar.models import Year
from hanse.calendar.operations.years import revise_year
from hanse.calendar.queries.years import state_of, words_of
from tests.factories.calendar import make_year
from tests.factories.forms import fields_of

pytestmark = pytest.mark.django_db
ADDRESS = "/2023/desk/words/"


def opened(mina: Client) -> dict[str, Any]:
    """The form as somebody opens it."""
    return fields_of(mina.get(ADDRESS).content.decode())


def saved_by_yuna(**changed: Any) -> None:
    year = Year.objects.get()
    revise_year(
        number=2023,
        seen=state_of(year),
        values={**words_of(year), **changed},
        by="Yuna Example <yuna@example.org>",
        now=datetime.now(UTC),
    )


def test_other_words_are_taken_over_and_saving_again_keeps_both(mina: Client) -> None:
    make_year(theme="Theme", lead="Old opening.")
    form = opened(mina)
    saved_by_yuna(lead="Theirs.")
    response = mina.post(ADDRESS, {**form, "theme": "Mine"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Yuna Example saved other words" in page
    assert "Opening sentences" in page
    merged = fields_of(page)
    assert (merged["theme"], merged["lead"]) == ("Mine", "Theirs.")
    assert mina.post(ADDRESS, merged).status_code == 302
    year = Year.objects.get()
    assert (year.theme, year.lead) == ("Mine", "Theirs.")


def test_both_versions_stand_side_by_side_where_both_changed_the_same(mina: Client) -> None:
    make_year(theme="Theme")
    form = opened(mina)
    saved_by_yuna(theme="Theirs", **{"theme@ko": "주제"})
    page = mina.post(ADDRESS, {**form, "theme": "Mine"}).content.decode()
    assert "Theirs" in page
    assert fields_of(page)["theme"] == "Mine"
    assert fields_of(page)["theme_ko"] == "주제"
    assert Year.objects.get().theme == "Theirs"


def test_a_change_made_and_taken_back_is_no_clash(mina: Client) -> None:
    make_year(theme="Theme")
    form = opened(mina)
    saved_by_yuna(theme="Other")
    saved_by_yuna(theme="Theme")
    assert mina.post(ADDRESS, {**form, "lead": "Mine."}).status_code == 302


def test_a_form_that_does_not_say_where_it_started_shows_every_difference(mina: Client) -> None:
    make_year(theme="Theme", lead="Opening.")
    form = opened(mina)
    response = mina.post(ADDRESS, {**form, "theme": "Mine", "seen": "nonsense"})
    assert response.status_code == 409
    assert Year.objects.get().theme == "Theme"
    assert fields_of(response.content.decode())["theme"] == "Mine"
