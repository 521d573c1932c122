"""The year's files and the register: what is new in them is optional, and a load brings no double back to life."""

import csv
import io
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import call_command

from hanse.calendar.loading.collecting import collect
from hanse.calendar.loading.faults import FaultyFiles
from hanse.calendar.models import Involvement
from hanse.members.models import Membership, NetworkPlace, Organisation
from hanse.members.operations.merging import merge_organisations
from hanse.members.operations.networks import end_place
from hanse.members.operations.profiles import revise_profile
from hanse.members.operations.register import DecisionFacts, begin_period
from tests.factories.files import load

YEAR = Path(__file__).resolve().parents[2] / "years" / "2023"
NOW = datetime(2023, 5, 16, 12, tzinfo=UTC)
BY = "Mina Park <mina@example.org>"


def export(folder: Path) -> Path:
    call_command("export", "2023", str(folder), stdout=io.StringIO())
    return folder


def rows_of(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


@pytest.fixture
def loaded(db: None) -> None:
    load(YEAR)


def test_members_of_the_record_have_a_period_and_the_second_load_adds_none(loaded: None) -> None:
    members = Organisation.objects.filter(standing="member").count()
    assert Membership.objects.count() == members
    assert set(Membership.objects.values_list("is_on_record", flat=True)) == {True}
    kampala = Membership.objects.get(organisation__slug="kampala")
    assert (kampala.category, kampala.starts_on) == ("full", date(2023, 1, 1))
    assert Membership.objects.get(organisation__slug="goyang").starts_on.year == 2023
    load(YEAR)
    assert Membership.objects.count() == members


def test_a_load_leaves_what_was_decided(loaded: None) -> None:
    kampala = Organisation.objects.get(slug="kampala")
    facts = DecisionFacts(body="organisation", decided_on=date(2023, 5, 1))
    begin_period(organisation=kampala.pk, category="full", status="ended", starts_on=date(2023, 5, 2), decision=facts, today=NOW.date(), by=BY, now=NOW)  # fmt: skip
    load(YEAR)
    assert [p.status for p in Membership.objects.filter(organisation=kampala).order_by("starts_on")] == [
        "active",
        "ended",
    ]
    kampala.refresh_from_db()
    assert kampala.standing == "member"


def test_new_columns_appear_once_somebody_fills_them_and_come_back_as_they_were(loaded: None, tmp_path: Path) -> None:
    assert "ror" not in rows_of(export(tmp_path / "before"), "organisations.csv")[0]
    values = {"ror": "04h699437", "languages": ["en", "sw"], "subdivision": "UG-102", "geonames": 232422}
    revise_profile(slug="kampala", seen=1, values=values, may_all=True, by=BY, now=NOW)
    folder = export(tmp_path / "after")
    row = next(row for row in rows_of(folder, "organisations.csv") if row["slug"] == "kampala")
    assert (row["ror"], row["languages"], row["subdivision"], row["geonames"]) == (
        "04h699437",
        "en;sw",
        "UG-102",
        "232422",
    )
    assert "merged_into" not in row
    assert "Nothing had changed" in load(folder)
    assert (
        export(tmp_path / "again").joinpath("organisations.csv").read_bytes()
        == (folder / "organisations.csv").read_bytes()
    )


def test_files_without_the_new_columns_erase_nothing(loaded: None) -> None:
    revise_profile(slug="kampala", seen=1, values={"ror": "04h699437"}, may_all=True, by=BY, now=NOW)
    load(YEAR)
    assert Organisation.objects.get(slug="kampala").ror == "04h699437"


def test_a_place_that_ended_stays_ended_through_the_files(loaded: None, tmp_path: Path) -> None:
    place = NetworkPlace.objects.filter(network__code="afscn").get()
    end_place(place=place.pk, ends_on=date(2023, 4, 30), by=BY, now=NOW)
    load(YEAR)
    assert NetworkPlace.objects.get(network__code="afscn").ends_on == date(2023, 4, 30)
    folder = export(tmp_path / "out")
    assert (
        next(row for row in rows_of(folder, "network_places.csv") if row["network"] == "afscn")["ends_on"]
        == "2023-04-30"
    )
    assert "Nothing had changed" in load(folder)


def test_a_merged_double_is_not_brought_back_to_life(loaded: None, tmp_path: Path) -> None:
    kept, double = (Organisation.objects.get(slug=slug) for slug in ("kampala", "itu"))
    there = Involvement.objects.filter(organisation=double).count()
    assert there
    merge_organisations(kept=kept.pk, double=double.pk, today=NOW.date(), by=BY, now=NOW)
    load(YEAR)
    assert not Organisation.objects.filter(slug="itu").exists()
    assert not Involvement.objects.filter(organisation=double).exists()
    folder = export(tmp_path / "out")
    row = next(row for row in rows_of(folder, "organisations.csv") if row["slug"] == "itu")
    assert row["merged_into"] == "kampala"
    assert "Nothing had changed" in load(folder)


@pytest.mark.django_db
def test_an_empty_database_takes_merged_doubles_and_names_each_organisation_once(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(YEAR, tmp_path / "year"))
    path = folder / "organisations.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[0] += ",merged_into"
    lines[1:] = [line + ("," if not line.startswith("abuja,") else ",kampala") for line in lines[1:]]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    load(folder)
    assert Organisation.everything.get(slug="abuja").merged_into == Organisation.objects.get(slug="kampala")
    assert NetworkPlace.objects.get(network__code="afscn").organisation.slug == "kampala"
    # Both sat in the committee: the one that is left stands there once.
    assert (
        Involvement.objects.filter(organisation__slug="kampala", activity__slug="executive-committee-2023").count() == 1
    )


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("subdivision", "UG-XX", "no code of a state or province"),
        ("subdivision", "KR-11", "does not lie in"),
        ("ror", "abc", "no ROR identifier"),
        ("languages", "english", "no language"),
        ("subkind", "academia", "Only institutions"),
        ("merged_into", "kampala", "leads to itself"),
        ("merged_into", "atlantis", "There is no organisation"),
        ("geonames", "x", "not a number"),
    ],
)
def test_a_fault_in_a_new_column_says_what_and_where(tmp_path: Path, column: str, value: str, says: str) -> None:
    folder = Path(shutil.copytree(YEAR, tmp_path / "year"))
    rows = rows_of(folder, "organisations.csv")
    with (folder / "organisations.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, [*rows[0], column], lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, column: value if row["slug"] == "kampala" else ""} for row in rows)
    with pytest.raises(FaultyFiles) as refusal:
        collect(folder)
    assert any(says in str(fault) and str(fault).startswith("organisations.csv") for fault in refusal.value.faults)
