"""An export carries what it was made from, so that a later load compares with that."""

import csv
import io
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from hanse.audit.queries import has_act, newest_act
from hanse.calendar.loading.ground import NAME, read_ground
from hanse.calendar.models import Activity, Contact
from hanse.calendar.operations.keeping import revise_activity
from hanse.calendar.queries.drafts import seen_of
from tests.calendar.loading.test_files import YEAR, faults, folder
from tests.calendar.loading.test_years import forget_everything
from tests.factories.files import amend

__all__ = ["folder"]
pytestmark = pytest.mark.django_db
NOW = datetime(2023, 5, 16, tzinfo=UTC)


def load(folder: Path, **options: str) -> str:
    said = io.StringIO()
    call_command("load", str(folder), stdout=said, **options)
    return said.getvalue()


def export(folder: Path, **options: bool) -> Path:
    call_command("export", "2023", str(folder), stdout=io.StringIO(), **options)
    return folder


def edit(slug: str = "aim-2023", **draft: str) -> None:
    """As the browser does."""
    seen = seen_of(Activity.objects.get(slug=slug))
    assert revise_activity(slug=slug, seen=seen, draft=draft, by="Mina", now=NOW)


def hall(slug: str = "aim-2023") -> str:
    return Activity.objects.get(slug=slug).hall


@pytest.fixture
def edited() -> None:
    """The year, with a hall that somebody has set in the browser since it was loaded."""
    load(YEAR)
    edit(hall="Hall 1")


@pytest.mark.usefixtures("edited")
def test_an_export_is_the_way_out_of_a_conflict(folder: Path, tmp_path: Path) -> None:
    amend(folder / "activities.csv", "aim-2023", hall="Hall 2")
    with pytest.raises(CommandError, match="export the year into a new folder, edit that, and load it"):
        load(folder)
    mine = export(tmp_path / "mine")
    amend(mine / "activities.csv", "aim-2023", hall="Hall 2")
    assert "CONFLICT" not in load(mine)
    assert hall() == "Hall 2"


@pytest.mark.usefixtures("edited")
def test_an_export_is_loaded_again_and_again(tmp_path: Path) -> None:
    mine = export(tmp_path / "mine")
    assert "Nothing had changed." in load(mine)
    for value in ("Hall 2", "Hall 3", "", "Hall 4"):
        amend(mine / "activities.csv", "aim-2023", hall=value)
        load(mine)
        assert hall() == value
        assert "Nothing had changed." in load(mine)


@pytest.mark.usefixtures("edited")
def test_two_exports_do_not_overwrite_each_other(tmp_path: Path) -> None:
    mine, theirs = export(tmp_path / "mine"), export(tmp_path / "theirs")
    amend(mine / "activities.csv", "aim-2023", hall="Hall 2")
    amend(theirs / "activities.csv", "aim-2023", hall="Hall 3")
    amend(theirs / "activities.csv", "scse-2023", hall="Hall 9")
    load(mine)
    with pytest.raises(CommandError):
        load(theirs)
    assert (hall(), hall("scse-2023")) == ("Hall 2", "")
    amend(theirs / "activities.csv", "aim-2023", hall="Hall 1")
    said = load(theirs)
    assert "keep activity aim-2023 as edited in the browser: hall" in said
    assert (hall(), hall("scse-2023")) == ("Hall 2", "Hall 9")


@pytest.mark.usefixtures("edited")
def test_what_the_browser_changes_after_an_export_is_kept_or_disputed(tmp_path: Path) -> None:
    mine = export(tmp_path / "mine")
    edit(hall="Hall 5", venue="Centre")
    assert "keep activity aim-2023 as edited in the browser" in load(mine)
    assert "keep activity aim-2023 as edited in the browser" in load(mine)
    assert hall() == "Hall 5"
    amend(mine / "activities.csv", "aim-2023", hall="Hall 6")
    said = io.StringIO()
    with pytest.raises(CommandError):
        call_command("load", str(mine), stdout=said)
    assert "hall: exported “Hall 1”; browser “Hall 5”; files “Hall 6”" in said.getvalue()


@pytest.mark.usefixtures("edited")
def test_another_database_takes_the_files_as_they_are(tmp_path: Path) -> None:
    mine = export(tmp_path / "mine")
    before = Contact.objects.count()
    forget_everything()
    load(mine)
    assert Contact.objects.count() == before > 0
    assert hall() == "Hall 1"
    ground = json.loads((mine / NAME).read_text(encoding="utf-8"))
    (mine / NAME).write_text(json.dumps({**ground, "act": "1@2020-01-01T00:00:00+00:00"}), encoding="utf-8")
    edit(hall="Hall 5")
    assert "keep activity aim-2023 as edited in the browser: hall" in load(mine)


@pytest.mark.usefixtures("edited")
def test_what_was_taken_out_of_an_export_is_left_and_its_rows_are_taken_out(tmp_path: Path) -> None:
    mine = export(tmp_path / "mine")
    edit(slug="kick-off-2023", hall="Hall 1")
    rows = (mine / "contacts.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    slug = rows[1].split(",")[0]
    (mine / "contacts.csv").write_text("".join(r for r in rows if not r.startswith(f"{slug},")), encoding="utf-8")
    load(mine)
    assert not Contact.objects.filter(activity__slug=slug).exists()


@pytest.mark.usefixtures("edited")
def test_an_export_over_an_export_needs_no_force(tmp_path: Path) -> None:
    mine = export(tmp_path / "mine")
    edit(venue="Centre")
    edit(venue="")
    export(mine)
    amend(mine / "activities.csv", "aim-2023", hall="Hall 2")
    with pytest.raises(CommandError, match=r"other versions of activities\.csv\. "):
        export(mine)
    export(mine, force=True)
    assert "Nothing had changed." in load(mine)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "7", '{"year": 2023}', '{"year": 2023, "act": "", "things": [["a", "b", 7]]}',
     '{"year": 2023, "act": "", "things": [["a", "b", {"rows": [7]}]]}', "[" * 50_000],
)  # fmt: skip
def test_what_no_export_wrote_is_a_fault_with_its_cure(folder: Path, text: str) -> None:
    (folder / NAME).write_text(text, encoding="utf-8")
    (found,) = faults(folder)
    assert found.startswith("base.json")
    assert "remove it, and the last load is compared with instead" in found


def test_a_ground_is_read_as_it_was_written(tmp_path: Path) -> None:
    load(YEAR)
    ground, fault = read_ground(export(tmp_path / "mine"))
    assert fault is None
    assert ground is not None
    assert (ground.written(), ground.year) == ((tmp_path / "mine" / NAME).read_bytes(), 2023)
    assert has_act(ground.act)
    assert ground.act == newest_act()
    assert not has_act("")
    assert not has_act("x@y")
    assert not has_act("1@9999999")


@pytest.mark.usefixtures("edited")
def test_a_folder_that_cannot_be_written_is_loaded_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = export(tmp_path / "mine")
    amend(mine / "activities.csv", "aim-2023", hall="Hall 2")
    writing = Path.write_bytes

    def refuse(path: Path, data: bytes) -> int:
        if path.name == NAME:
            raise PermissionError(13, "Permission denied")
        return writing(path, data)

    monkeypatch.setattr(Path, "write_bytes", refuse)
    told = io.StringIO()
    call_command("load", str(mine), stdout=io.StringIO(), stderr=told)
    assert "Export the year anew before you edit it further" in told.getvalue()
    assert hall() == "Hall 2"


def test_a_year_from_before_has_no_ground(tmp_path: Path) -> None:
    assert read_ground(Path(shutil.copytree(YEAR, tmp_path / "year"))) == (None, None)


def test_of_an_activity_that_vanished_from_all_files_everything_stays(folder: Path) -> None:
    load(folder)
    slug = "kick-off-2023"
    activity = Activity.objects.get(slug=slug)
    before = [list(rows.values()) for rows in (activity.contacts, activity.links, activity.status_changes)]
    assert any(before)
    for path in folder.glob("*.csv"):
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(row for row in rows if slug not in row)
    said = load(folder)
    assert f"no longer in the files, left as it is: activity {slug}" in said
    assert "0 rows" not in said
    activity.refresh_from_db()
    assert [list(rows.values()) for rows in (activity.contacts, activity.links, activity.status_changes)] == before
    assert "Nothing had changed." in load(folder)
