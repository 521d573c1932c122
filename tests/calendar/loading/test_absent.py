"""A column or a file that is not there erases nothing."""

from pathlib import Path

import pytest

from hanse.calendar.loading.completing import completed
from hanse.calendar.models import Activity
from hanse.calendar.queries.snapshot import snapshot
from tests.calendar.loading.test_files import YEAR, folder, spoil
from tests.factories.files import load, without

__all__ = ["folder"]
pytestmark = pytest.mark.django_db


def test_columns_that_are_not_there_leave_what_is_kept_and_are_named(folder: Path) -> None:
    load(YEAR)
    before = snapshot(2023)
    without(folder / "activities.csv", "summary", "description", "note", "venue", "parent", "organisers")
    without(folder / "contacts.csv", "phone", "url")
    said = load(folder)
    assert "activities.csv has no columns summary, description, venue, parent, organisers, note" in said
    assert "contacts.csv has no columns phone, url" in said
    assert "Nothing had changed." in said
    assert snapshot(2023) == before


def test_the_columns_that_are_there_still_change(folder: Path) -> None:
    load(YEAR)
    summary = Activity.objects.get(slug="scewc-2023").summary
    spoil(folder, "activities.csv", "Nov 07-09", "Nov 08-10")
    without(folder / "activities.csv", "summary")
    load(folder)
    now = Activity.objects.get(slug="scewc-2023")
    assert (now.when_text, now.summary) == ("Nov 08-10", summary)
    assert summary


def test_a_changed_row_keeps_what_its_file_does_not_say(folder: Path) -> None:
    load(YEAR)
    spoil(folder, "contacts.csv", "info@seoulsmartcityprize.com", "prize@example.org")
    without(folder / "contacts.csv", "url")
    load(folder)
    contact = Activity.objects.get(slug="prize-entries-2023").contacts.get()
    assert (contact.email, contact.url) == ("prize@example.org", "https://www.seoulsmartcityprize.com")


def test_an_empty_cell_still_empties(folder: Path) -> None:
    load(YEAR)
    spoil(folder, "activities.csv", "The yearly forum of the United Nations on the information society.", "")
    load(folder)
    assert Activity.objects.get(slug="wsis-forum-2023").summary == ""


def test_a_file_of_translations_that_is_not_there_leaves_the_translations(folder: Path) -> None:
    load(YEAR)
    before = snapshot(2023)
    (folder / "translations.csv").unlink()
    assert "translations.csv is not there" in load(folder)
    assert snapshot(2023) == before


def test_what_the_browser_changed_meanwhile_is_still_known_when_the_column_is_back(folder: Path) -> None:
    load(YEAR)
    Activity.objects.filter(slug="wsis-forum-2023").update(summary="Edited in the browser.")
    without(folder / "activities.csv", "summary")
    load(folder)
    assert "keep activity wsis-forum-2023 as edited in the browser: summary" in load(YEAR)
    assert Activity.objects.get(slug="wsis-forum-2023").summary == "Edited in the browser."


def test_a_first_load_without_the_column_leaves_it_empty(folder: Path) -> None:
    without(folder / "activities.csv", "summary")
    load(folder)
    assert set(Activity.objects.values_list("summary", flat=True)) == {""}
    load(YEAR)
    assert Activity.objects.get(slug="wsis-forum-2023").summary


def test_rows_of_the_same_beginning_are_paired_in_their_order() -> None:
    kept = {"rows": [{"label": "A", "url": "1", "note": "x"}, {"label": "A", "url": "2", "note": "y"}]}
    theirs = {"rows": [{"label": "A", "url": "2", "note": ""}, {"label": "A", "url": "3", "note": ""}]}
    rows = completed(theirs, kept, ["note"])["rows"]
    assert [row["note"] for row in rows] == ["y", "x"]
