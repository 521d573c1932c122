"""Several years in one database: each is exported and loaded for itself, and nothing is lost between them."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from hanse.calendar.models import Activity, Area, Disagreement, Duty, LoadedRow, Programme, Year
from hanse.calendar.operations.copying import duplicate_activities
from hanse.calendar.operations.years import open_year
from hanse.members.models import Membership, Organisation, Person, RegionalNetwork
from tests.calendar.loading.test_files import YEAR, folder, spoil
from tests.factories.files import load

__all__ = ["folder"]
pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def exported(number: int, folder: Path) -> dict[str, bytes]:
    call_command("export", str(number), str(folder), stdout=io.StringIO())
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "base.json"}


def forget_everything() -> None:
    """As if the database were new."""
    for model in (
        LoadedRow,
        Disagreement,
        Duty,
        Activity,
        Programme,
        Area,
        Year,
        Person,
        Membership,
        RegionalNetwork,
        Organisation,
    ):
        model.objects.all().delete()


@pytest.fixture
def copied() -> None:
    """2023, and 2024 as its copy."""
    load(YEAR)
    open_year(number=2024, like=2023, by="Mina", now=NOW)
    slugs = list(Activity.objects.filter(year__number=2023).values_list("slug", flat=True))
    duplicate_activities(slugs=slugs, into=2024, by="Mina", now=NOW)


@pytest.mark.usefixtures("copied")
def test_the_export_of_a_copied_year_is_loaded_without_a_change(tmp_path: Path) -> None:
    before = exported(2024, tmp_path / "e24")
    assert "Nothing had changed." in load(tmp_path / "e24")
    assert exported(2024, tmp_path / "again") == before
    assert exported(2023, tmp_path / "e23") == {
        path.name: path.read_bytes() for path in YEAR.iterdir() if path.name != "README.md"
    }
    assert Duty.objects.get(slug="general-assembly").activity == Activity.objects.get(slug="general-assembly-2023")


@pytest.mark.usefixtures("copied")
def test_a_copied_year_is_loaded_into_an_empty_database_and_its_elder_after_it(tmp_path: Path) -> None:
    before = exported(2024, tmp_path / "e24")
    forget_everything()
    load(tmp_path / "e24")
    assert exported(2024, tmp_path / "again") == before
    load(YEAR)
    assert Duty.objects.get(slug="general-assembly").activity == Activity.objects.get(slug="general-assembly-2023")
    assert exported(2024, tmp_path / "at-last") == before
    assert "Nothing had changed." in load(tmp_path / "e24")


@pytest.mark.usefixtures("copied")
def test_a_year_may_name_an_activity_of_another_year(tmp_path: Path) -> None:
    exported(2024, tmp_path / "e24")
    spoil(tmp_path / "e24", "duties.csv", "General Assembly,,", "General Assembly,executive-committee-2023,")
    assert "change duty general-assembly" in load(tmp_path / "e24")
    assert Duty.objects.get(slug="general-assembly").activity == Activity.objects.get(slug="executive-committee-2023")
    assert "Nothing had changed." in load(tmp_path / "e24")


@pytest.mark.usefixtures("copied")
@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("\nwsis-forum-2024,", "\nwsis-forum-2023,", "“wsis-forum-2023” is an activity of 2023 already"),
        ("\nwsis-forum-2024,", "\nwsis-2024,", "This UUID belongs to the activity “wsis-forum-2024”"),
    ],
)
def test_addresses_and_uuids_are_not_used_twice(tmp_path: Path, old: str, new: str, says: str) -> None:
    exported(2024, tmp_path / "e24")
    spoil(tmp_path / "e24", "activities.csv", old, new)
    told = io.StringIO()
    with pytest.raises(CommandError, match="nothing was written"):
        call_command("load", str(tmp_path / "e24"), stdout=io.StringIO(), stderr=told)
    assert says in told.getvalue()


@pytest.mark.usefixtures("copied")
def test_an_activity_of_a_year_that_nobody_keeps_is_still_missed(folder: Path) -> None:
    spoil(folder, "duties.csv", "general-assembly-2023", "general-assembly-2020")
    told = io.StringIO()
    with pytest.raises(CommandError):
        call_command("load", str(folder), stdout=io.StringIO(), stderr=told)
    assert "There is no activity “general-assembly-2020”" in told.getvalue()
