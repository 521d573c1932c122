"""year.yaml is checked to the last name, and each fault says its line and column."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command

from hanse.calendar.loading.collecting import collect
from hanse.calendar.models import Year
from tests.calendar.loading.test_files import YEAR, faults, folder, spoil

__all__ = ["folder"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("published_on: '2023-02-21'", "published_on: '21 Feb'", "line 3, column 15 (published_on): “21 Feb” is not a day"),
        ("edition: 1", "edition: first", "line 2, column 10 (edition): “first” is not a number"),
        ("edition: 1", "edition: -3", "line 2, column 10 (edition): -3 lies outside 1 to 999"),
        ("edition: 1", "edition: 99999999999", "lies outside 1 to 999"),
        ("edition: 1", "edition: [1]", "Here stands a list, where one value belongs"),
        ("edition: 1", "editon: 1", "line 2, column 1 (editon): There is no name “editon” here. Did you mean “edition”?"),
        ("edition: 1", "edition: 1\nedition: 2", "line 3, column 1 (edition): “edition” stands in line 2 already"),
        ("theme: People-centred", "theme: [a, b] #", "(theme): Here stands a list"),
        ("organisation: wego", "organisation: wegoo", "(secretariat.organisation): There is no organisation “wegoo”. Did you mean “wego”?"),
        ("website: https://we-gov.org/", "website: javascript:alert(1)", "(network.website): “javascript:alert(1)” is not an address on the web"),
        ("founded: 2010", "founded: long ago", "(network.founded): “long ago” is not a number"),
        ("zone: Asia/Seoul", "zone: Asia/Seul", "(network.zone): “Asia/Seul” is no time zone"),
        ("zone: Asia/Seoul", "", "line 5, column 3 (network.zone): “zone” is missing"),
        ("  name: World Smart Sustainable Cities Organization\n  short", "  name:\n  short", "(network.name): It is empty"),
        ("- service: Social", "- srvice: Social", "There is no name “srvice” here. Did you mean “service”?"),
        ("  social:\n", "  social: none\n  rest:\n", "(secretariat.social): A list belongs here"),
        ("secretariat:\n", "secretariat: Seoul\nrest:\n", "(secretariat): Names with values belong here"),
        ("- key: prize\n  name: Seoul Smart City Prize", "- key: prize", "“name” is missing"),
        ("- key: prize\n", "- key: kickoff\n", "The area “kickoff” stands in line"),
        ("slug: activator", "slug: general-assembly", "The programme “general-assembly” stands in line"),
        ("slug: activator", "slug: Activator!", "“Activator!” cannot stand in an address"),
        ("email: secretariat@we-gov.org", "email: secretariat", "is not an e-mail address"),
        ("country: KR", "country: Korea", "is no country code"),
        ("year: 2023", "year: 2023.5", "“2023.5” is not a year"),
        ("areas:\n", "lead: again\nareas:\n", "“lead” stands in line"),
    ],
)  # fmt: skip
def test_a_fault_says_its_line_its_column_and_the_cure(folder: Path, old: str, new: str, fault: str) -> None:
    spoil(folder, "year.yaml", old, new)
    found = faults(folder)
    assert any(fault in one and one.startswith("year.yaml, line ") for one in found), found


def test_what_is_wrong_with_the_areas_is_not_told_again_by_every_activity(folder: Path) -> None:
    spoil(folder, "year.yaml", "key: prize", "key: prise")
    assert len(faults(folder)) == 1


@pytest.mark.parametrize("garbage", ["[" * 200_000, "{" * 200_000, "- " * 200_000, "? " * 100_000])
def test_nesting_without_end_is_a_fault(folder: Path, garbage: str) -> None:
    (folder / "year.yaml").write_text(garbage, encoding="utf-8")
    assert faults(folder)[0].startswith("year.yaml")


def test_aliases_that_multiply_are_harmless(folder: Path) -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60))]
    (folder / "year.yaml").write_text("year: 2023\n" + "\n".join(lines), encoding="utf-8")
    assert any("There is no name “a0”" in one for one in faults(folder))


@pytest.mark.django_db
def test_numbers_and_words_are_taken_as_they_are_written(folder: Path) -> None:
    """YAML takes 2023 for a number, and NO, the code of Norway, for a refusal."""
    spoil(folder, "year.yaml", "theme: People-centred smart cities", "theme: 2023")
    spoil(folder, "year.yaml", "country: KR", "country: NO")
    spoil(folder, "year.yaml", "published_on: '2023-02-21'", "published_on: 2023-02-22")
    call_command("load", str(folder), stdout=io.StringIO())
    year = Year.objects.get()
    assert (year.theme, year.secretariat["country"], year.published_on) == ("2023", "NO", date(2023, 2, 22))
    said = io.StringIO()
    call_command("load", str(folder), stdout=said)
    assert "Nothing had changed." in said.getvalue()
    assert "keep" not in said.getvalue()


def edited(folder: Path) -> dict[str, Any]:
    found = yaml.safe_load((folder / "year.yaml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


@pytest.mark.django_db
def test_what_year_yaml_does_not_say_is_left_and_told(folder: Path) -> None:
    call_command("load", str(YEAR), stdout=io.StringIO())
    before = Year.objects.values().get()
    data = edited(folder)
    for name in ("theme", "lead", "edition", "published_on"):
        del data[name]
    del data["secretariat"]["fax"], data["network"]["summary"]
    (folder / "year.yaml").write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    said = io.StringIO()
    call_command("load", str(folder), stdout=said)
    assert (
        "year.yaml does not say edition, published_on, network.summary, secretariat.fax, theme, lead" in said.getvalue()
    )
    assert Year.objects.values().get() == before


@pytest.mark.django_db
def test_an_empty_value_empties(folder: Path) -> None:
    call_command("load", str(YEAR), stdout=io.StringIO())
    spoil(folder, "year.yaml", "theme: People-centred smart cities", "theme:")
    spoil(folder, "year.yaml", "fax: +82 2 720 2939", "fax:")
    call_command("load", str(folder), stdout=io.StringIO())
    year = Year.objects.get()
    assert (year.theme, year.secretariat["fax"]) == ("", "")


def test_the_year_of_the_repository_is_sound() -> None:
    assert collect(YEAR).items["year", "2023"].payload["edition"] == 1
