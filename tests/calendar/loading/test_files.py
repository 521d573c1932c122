"""Files that are wrong are refused with a sentence, and nothing is written."""

import csv
import io
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from hanse.audit.models import Entry
from hanse.calendar.loading.collecting import collect
from hanse.calendar.loading.faults import MOST_TOLD, Fault, FaultyFiles
from hanse.calendar.models import Activity, Year
from hanse.calendar.queries.snapshot import snapshot
from hanse.members.models import Organisation
from tests.factories.files import amend

YEAR = Path(__file__).resolve().parents[3] / "years" / "2023"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The year 2023, to be spoilt."""
    return Path(shutil.copytree(YEAR, tmp_path / "year"))


def faults(folder: Path) -> list[str]:
    with pytest.raises(FaultyFiles) as refusal:
        collect(folder)
    return [str(fault) for fault in refusal.value.faults]


def spoil(folder: Path, name: str, old: str, new: str, times: int = 1) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, times), encoding="utf-8")


def test_the_year_2023_is_without_fault() -> None:
    wanted = collect(YEAR)
    assert wanted.year == 2023
    overview = sorted(int(item.payload["overview"]) for _, item in wanted.of("activity") if item.payload["overview"])
    assert overview == list(range(1, 18))
    assert len(list(wanted.of("disagreement"))) == 22


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("activities.csv", "Mar 13-17", "Mar 31-17", "It ends before it starts"),
        ("activities.csv", "Nov 07-09", "Nov 07-39", "November 2023 has 30 days, not 39"),
        ("activities.csv", "Mar 28-31", "someday", "“someday” is not a word for a date"),
        ("activities.csv", ",tentative,in-person,", ",maybe,in-person,", "“maybe” is not known here. Use one of:"),
        ("activities.csv", ",networking,conferences,", ",netwrking,conferences,", "Did you mean “networking”?"),
        ("activities.csv", "wsis-forum-2023,", "kick-off-2023,", "stands in line 2 already"),
        ("activities.csv", ",itu,", ",ito,", "There is no organisation “ito”. Did you mean “itu”?"),
        ("activities.csv", ",Asia/Taipei,", ",Asia/Taipeh,", "is no time zone"),
        ("activities.csv", ",CH,", ",XX,", "“XX” is no country code"),
        ("activities.csv", "conferences-2023,,", "nowhere-2023,,", "There is no activity “nowhere-2023”"),
        ("organisations.csv", ",-", ",-99", "lies outside"),
        ("organisations.csv", "abuja,Abuja", "Abuja!,Abuja", "cannot stand in an address"),
        ("contacts.csv", "secretariat@we-gov.org", "secretariat at we-gov", "is not an e-mail address"),
        ("links.csv", "https://www.seoul", "seoul", "is not an address on the web"),
        ("statuses.csv", "2023-02-21", "21.2.2023", "is not a day. Write it as 2023-02-21."),
        ("statuses.csv", "kick-off-2023,confirmed", "kick-off-2023,held", "The last status is “held”"),
        ("translations.csv", "year,2023,theme", "year,2023,colour", "“colour” of this kind is not translated"),
        ("translations.csv", ",ko,", ",tlh,", "“tlh” is not known here"),
        ("disagreements.csv", "\n2,", "\n1,", "stands in line 2 already"),
        ("year.yaml", "key: prize", "key: prise", "“prise” is no area. Did you mean “prize”?"),
        ("year.yaml", "year: 2023", "year: soon", "“soon” is not a year"),
        ("year.yaml", "  name: World", "  name: [World", "This is not YAML"),
    ],
)  # fmt: skip
def test_a_fault_says_what_and_where(folder: Path, name: str, old: str, new: str, sentence: str) -> None:
    spoil(folder, name, old, new)
    found = faults(folder)
    assert any(sentence in fault and fault.startswith(name) for fault in found), found


@pytest.mark.parametrize("name", ["activities.csv", "organisations.csv"])
def test_a_latitude_that_cannot_be_read_is_not_missing_as_well(folder: Path, name: str) -> None:
    first = (folder / name).read_text(encoding="utf-8").split("\n")[1].split(",")[0]
    amend(folder / name, first, latitude="141.3", longitude="127.0")
    (found,) = faults(folder)
    assert found.startswith(f"{name}, line 2, column latitude: 141.3 lies outside")
    amend(folder / name, first, latitude="", longitude="127.0")
    (found,) = faults(folder)
    assert "A place needs latitude and longitude, or neither." in found


def test_the_line_is_the_true_one_after_text_with_line_ends(folder: Path) -> None:
    text = (folder / "activities.csv").read_text(encoding="utf-8")
    line = next(n for n, row in enumerate(text.split("\n"), 1) if row.startswith("cop-28-2023,"))
    spoil(folder, "activities.csv", "from Nov 30", "from Nov 31")
    assert any(f.startswith(f"activities.csv, line {line}, column when:") for f in faults(folder))


def test_all_faults_are_told_at_once(folder: Path) -> None:
    spoil(folder, "activities.csv", "Mar 13-17", "Mar 99")
    spoil(folder, "contacts.csv", "secretariat@we-gov.org", "nobody", 2)
    assert len(faults(folder)) == 3


def test_other_encodings_are_named(folder: Path) -> None:
    text = (folder / "organisations.csv").read_text(encoding="utf-8")
    (folder / "organisations.csv").write_bytes(text.encode("utf-16"))
    assert "UTF-16" in faults(folder)[0]
    (folder / "organisations.csv").write_bytes("slug,name\nseoul,서울\n".encode("cp949"))
    assert "Korean CP949" in faults(folder)[0]
    (folder / "organisations.csv").write_bytes("slug,name\nsao,São\n".encode("latin-1"))
    assert "Latin-1" in faults(folder)[0]


def test_a_mark_at_the_start_and_semicolons_are_read(folder: Path) -> None:
    path = folder / "links.csv"
    text = path.read_text(encoding="utf-8").replace(",", ";")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert collect(folder).items["links", "prize-entries-2023"].payload["rows"]


def test_columns_that_are_missing_unknown_or_doubled(folder: Path) -> None:
    spoil(folder, "activities.csv", "slug,uid,title", "slug,uid,tittle")
    found = faults(folder)
    assert any("There is no column “tittle”. Did you mean “title”?" in fault for fault in found)
    assert any("column title: The column is missing" in fault for fault in found)


def test_a_line_that_names_the_separator_is_no_header(folder: Path) -> None:
    path = folder / "links.csv"
    text = path.read_text(encoding="utf-8")
    for first in ("sep=;\r\n", '"sep=;"\n', "SEP=;\n"):
        path.write_text(first + text.replace(",", ";"), encoding="utf-8")
        assert collect(folder).items["links", "prize-entries-2023"].line == 3
    path.write_text("sep=|\n" + text.replace(",", "|"), encoding="utf-8")
    assert collect(folder).items["links", "prize-entries-2023"].payload["rows"]
    path.write_text("sep=;\n" + text.replace(",", ";").replace("https", "htps"), encoding="utf-8")
    assert faults(folder)[0].startswith("links.csv, line 3, column url:")


def test_a_folder_in_the_place_of_a_file(folder: Path) -> None:
    for name in ("activities.csv", "year.yaml", "translations.csv"):
        (folder / name).unlink()
        (folder / name).mkdir()
        assert f"{name}: There is a folder of this name" in "\n".join(faults(folder))


@pytest.mark.parametrize("name", ["activities.csv", "organisations.csv", "networks.csv", "duties.csv", "year.yaml"])
def test_a_file_that_cannot_be_read_is_the_only_fault(folder: Path, name: str) -> None:
    (folder / name).write_bytes("slug,name\nsao,São\n".encode("latin-1"))
    found = faults(folder)
    assert len(found) == 1, found
    assert found[0].startswith(f"{name}, line 2: The file is not in UTF-8")


def test_the_fault_that_is_in_the_way_comes_first_and_the_list_ends(folder: Path) -> None:
    text = (folder / "activities.csv").read_text(encoding="utf-8").replace(",public,", ",everybody,")
    (folder / "activities.csv").write_text(text, encoding="utf-8")
    spoil(folder, "translations.csv", "kind,key", "kin,key")
    found = faults(folder)
    assert found[0].startswith("translations.csv, line 1")
    many = FaultyFiles(Fault("a.csv", n, "b", "Wrong.") for n in range(500))
    assert len(str(many).split("\n")) == MOST_TOLD + 1
    assert str(many).endswith("And 440 more. Mend these first.")


def test_a_missing_file_and_a_missing_folder(folder: Path) -> None:
    (folder / "links.csv").unlink()
    assert "links.csv: The file is missing" in faults(folder)[0]
    assert "There is no such folder" in faults(folder / "nowhere")[0]


@pytest.mark.parametrize("garbage", [b"\x00" * 10_000_000, b"x" * 10_000_000, b'"' + b"y," * 5_000_000, b"\xff\xfe\xfd" * 3_000_000])  # fmt: skip
def test_ten_megabytes_of_garbage(folder: Path, garbage: bytes) -> None:
    (folder / "activities.csv").write_bytes(garbage)
    found = faults(folder)
    assert found
    assert all(len(fault) < 2_000 for fault in found)


def test_a_file_of_a_hundred_megabytes_is_not_even_read(folder: Path) -> None:
    with (folder / "activities.csv").open("wb") as file:
        file.truncate(100_000_000)
    assert "100 MB" in faults(folder)[0]


def test_parents_in_a_circle(folder: Path) -> None:
    spoil(folder, "activities.csv", "mayors-forum-2023,", "mayors-forum-2023,")
    rows = (folder / "activities.csv").read_text(encoding="utf-8")
    row = next(r for r in rows.split("\n") if r.startswith("mayors-forum-2023,"))
    spoil(folder, "activities.csv", row, row.replace(",,,,,,wego", ",,,,,,wego"))
    wanted = collect(folder)
    wanted.items["activity", "mayors-forum-2023"].payload["parent"] = "prize-ceremony-2023"
    from hanse.calendar.loading.references import _parents

    assert "happens within itself" in str(next(iter(_parents(wanted))))


@pytest.mark.django_db
def test_a_fault_leaves_everything_as_it_was(folder: Path) -> None:
    call_command("load", str(YEAR), stdout=io.StringIO())
    before = snapshot(2023)
    spoil(folder, "activities.csv", "Mar 13-17", "Mar 32")
    spoil(folder, "organisations.csv", "Abuja", "Abuja City")
    with pytest.raises(CommandError, match="nothing was written"):
        call_command("load", str(folder), stdout=io.StringIO(), stderr=io.StringIO())
    assert snapshot(2023) == before


@pytest.mark.django_db
def test_a_second_load_changes_nothing() -> None:
    call_command("load", str(YEAR), stdout=io.StringIO())
    stamps = list(Activity.objects.order_by("pk").values_list("revision", "sequence", "modified_at"))
    entries = Entry.objects.count()
    said = io.StringIO()
    call_command("load", str(YEAR), stdout=said)
    assert "Nothing had changed." in said.getvalue()
    assert list(Activity.objects.order_by("pk").values_list("revision", "sequence", "modified_at")) == stamps
    assert Entry.objects.count() == entries


STRANGE = ["\x07", "\x1b[31m", "\ufffe", "\x9b", "\x7f", "\U0001ffff"]


@pytest.mark.parametrize("sign", STRANGE)
def test_what_stands_in_no_text_is_refused_with_its_place(folder: Path, sign: str) -> None:
    text = (folder / "activities.csv").read_text(encoding="utf-8")
    line = next(n for n, row in enumerate(text.split("\n"), 1) if "wsis-forum-2023," in row)
    amend(folder / "activities.csv", "wsis-forum-2023", hall=f"Hall {sign}1")
    (found,) = [fault for fault in faults(folder) if "control character" in fault]
    assert found.startswith(
        f"activities.csv, line {line}, column hall: There is a control character (U+{ord(sign[0]):04X})"
    )
    assert found.isprintable()


@pytest.mark.parametrize("sign", STRANGE)
def test_what_stands_in_no_text_is_refused_in_the_year_and_in_names_of_columns(folder: Path, sign: str) -> None:
    spoil(folder, "year.yaml", "theme:", f"theme: A{sign}\n# theme:")
    spoil(folder, "links.csv", "label", f"la{sign}bel")
    found = [fault for fault in faults(folder) if "control character" in fault]
    assert any(fault.startswith("year.yaml, line ") and "column 9" in fault for fault in found), found
    assert any(fault.startswith("links.csv, line 1, column la") for fault in found), found
    assert all(fault.isprintable() for fault in found)


def test_an_escape_in_the_year_makes_no_control_character_either(folder: Path) -> None:
    spoil(folder, "year.yaml", "theme:", 'theme: "A\\x1b[31m"\n# theme:')
    assert any("(theme): There is a control character (U+001B)" in fault for fault in faults(folder))


def test_tabs_and_ends_of_lines_are_text(folder: Path) -> None:
    amend(folder / "activities.csv", "wsis-forum-2023", description="One\n\ttwo\r\nthree 🙂")
    assert collect(folder).items["activity", "wsis-forum-2023"].payload["description"] == "One\n\ttwo\nthree 🙂"


@pytest.mark.django_db
def test_what_the_browser_kept_is_shown_without_its_control_characters() -> None:
    call_command("load", str(YEAR), stdout=io.StringIO())
    Activity.objects.filter(slug="wsis-forum-2023").update(hall="\x1b[31mHall")
    said = io.StringIO()
    call_command("load", str(YEAR), "--prefer", "files", stdout=said)
    assert "\x1b" not in said.getvalue()


@pytest.mark.parametrize("size", [1, 300, 10_000_000])
def test_bytes_of_nothing_are_no_text(folder: Path, size: int) -> None:
    (folder / "links.csv").write_bytes(b"\x00" * size)
    assert any(fault.startswith("links.csv: The file is no text") for fault in faults(folder))


@pytest.mark.django_db
def test_a_dry_run_says_and_writes_nothing() -> None:
    said = io.StringIO()
    call_command("load", str(YEAR), "--dry-run", stdout=said)
    assert "create 29 activity" in said.getvalue()
    assert not Year.objects.exists()
    assert not Organisation.objects.exists()


@pytest.mark.django_db
def test_load_and_export_are_the_identity(tmp_path: Path) -> None:
    call_command("load", str(YEAR), stdout=io.StringIO())
    call_command("export", "2023", str(tmp_path / "out"), stdout=io.StringIO())
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert "base.json" in names
    for path in sorted((tmp_path / "out" / name) for name in names - {"base.json"}):
        assert path.read_bytes() == (YEAR / path.name).read_bytes(), path.name
    said = io.StringIO()
    call_command("load", str(tmp_path / "out"), stdout=said)
    assert "Nothing had changed." in said.getvalue()


@pytest.mark.django_db
def test_files_from_before_a_column_load_and_are_exported_as_they_were(folder: Path, tmp_path: Path) -> None:
    path = folder / "activities.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    names = [name for name in rows[0] if name != "participants"]
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, names, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    call_command("load", str(folder), stdout=io.StringIO())
    call_command("export", "2023", str(tmp_path / "out"), stdout=io.StringIO())
    assert (tmp_path / "out" / "activities.csv").read_bytes() == path.read_bytes()


@pytest.mark.django_db
def test_the_cities_of_the_committee_take_part_in_its_meeting() -> None:
    call_command("load", str(YEAR), stdout=io.StringIO())
    parts = Activity.objects.get(slug="executive-committee-2023").involvements.values_list("part", flat=True)
    assert sorted(parts) == ["organiser", *["participant"] * 16]


@pytest.mark.django_db
def test_export_replaces_nothing_unasked(tmp_path: Path) -> None:
    call_command("load", str(YEAR), stdout=io.StringIO())
    (tmp_path / "links.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(CommandError, match=r"other versions of links\.csv"):
        call_command("export", "2023", str(tmp_path), stdout=io.StringIO())
    assert (tmp_path / "links.csv").read_text(encoding="utf-8") == "mine"


@pytest.mark.django_db
def test_what_the_browser_changed_is_kept_and_a_conflict_stops_the_load(folder: Path) -> None:
    call_command("load", str(YEAR), stdout=io.StringIO())
    Activity.objects.filter(slug="wsis-forum-2023").update(summary="Edited in the browser.")
    said = io.StringIO()
    call_command("load", str(YEAR), stdout=said)
    assert "keep activity wsis-forum-2023 as edited in the browser: summary" in said.getvalue()
    spoil(
        folder,
        "activities.csv",
        "The yearly forum of the United Nations on the information society.",
        "From the files.",
    )
    said = io.StringIO()
    with pytest.raises(CommandError, match="disagree"):
        call_command("load", str(folder), stdout=said)
    assert "browser “Edited in the browser.”; files “From the files.”" in said.getvalue()
    assert Activity.objects.get(slug="wsis-forum-2023").summary == "Edited in the browser."
    call_command("load", str(folder), "--prefer", "files", stdout=io.StringIO())
    assert Activity.objects.get(slug="wsis-forum-2023").summary == "From the files."


@pytest.mark.django_db
def test_a_real_change_moves_revision_and_only_a_significant_one_the_sequence(folder: Path) -> None:
    call_command("load", str(YEAR), stdout=io.StringIO())
    spoil(folder, "activities.csv", "The yearly forum of the United Nations", "A forum of the United Nations")
    spoil(folder, "activities.csv", "Nov 07-09", "Nov 08-10")
    call_command("load", str(folder), stdout=io.StringIO())
    worded, moved, same = (Activity.objects.get(slug=s) for s in ("wsis-forum-2023", "scewc-2023", "aim-2023"))
    assert (worded.revision, worded.sequence) == (2, 0)
    assert (moved.revision, moved.sequence, str(moved.first_on)) == (2, 1, "2023-11-08")
    assert (same.revision, same.sequence) == (1, 0)
    assert Entry.objects.get(key="scewc-2023", changes__has_key="when").changes["when"] == ["Nov 07-09", "Nov 08-10"]
