"""Earlier answers are brought in from a table: every row says truly what becomes of it."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from hanse.calendar.interest.models import Interest
from hanse.post.models import Message
from tests.factories.calendar import make_area, make_year
from tests.factories.members import make_organisation

pytestmark = pytest.mark.django_db
TABLE = (
    "name;email;organisation;country;role;programmes;message;on;language\n"
    "Éva Kiss;eva@example.org;Kampala;HU;Advisor;Prize;=1+1;2023-02-01;ko\n"
    "Nobody;not-an-address;;;;;;;\n"
    "Ola;ola@example.org;;ZZ;;Nothing such;;1 Feb;\n"
)


def upload(client: Client, content: bytes, name: str = "answers.csv", **fields: str) -> Any:
    """Hand in a table."""
    file = SimpleUploadedFile(name, content)
    return client.post("/2023/interests/import/", {"file": file, "source": "Form of spring", **fields})


def test_earlier_answers_are_previewed_and_kept_once(mina: Client) -> None:
    make_area("prize", name="Prize")
    kampala = make_organisation(slug="kampala", name="Kampala")
    for round_ in range(2):
        page = upload(mina, TABLE.encode("utf-8-sig"))
        text = page.content.decode()
        assert "no e-mail address" in text
        assert "is not a country" in text
        assert "There is no programme or activity “Nothing such”" in text
        assert "“1 Feb” is no day" in text
        assert page.context["new"] == 1 - round_
        mina.post("/2023/interests/import/", {"kept": page.context["kept"]})
        interest = Interest.objects.get()
        assert (interest.organisation, interest.state, interest.language) == (kampala, "open", "ko")
        assert interest.created_at.date().isoformat() == "2023-02-01"
    assert not Message.objects.exists(), "they wrote long ago, nobody is written to"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("name,email\nÉva,eva@example.org".encode("cp1252"), "not in UTF-8. Choose its encoding"),
        (b"%PDF-1.7", "no table"),
        (b"nom,courriel\nA,b", "lacks name, email"),
        (b"name,email\n" + b"a,a@example.org\n" * 5001, "more than 5000 rows"),
        (b"x" * 5_300_000, "larger than 5 MB"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_a_cure(mina: Client, content: bytes, says: str) -> None:
    make_year()
    answer = upload(mina, content)
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_row_that_stands_twice_is_kept_once_and_says_so(mina: Client) -> None:
    make_year()
    row = "Ola,ola@example.org,2023-02-01\n"
    page = upload(mina, f"name,email,on\n{row}{row}Ben,ben@example.org,\n".encode())
    assert "2 rows would be kept." in page.content.decode()
    assert "is left out: line 2 says the same" in page.content.decode()
    mina.post("/2023/interests/import/", {"kept": page.context["kept"]})
    assert Interest.objects.count() == 2


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Ola,ola@example.org,,xx", "“xx” is not a language of this site. Use one of en, ko"),
        ("Ola,ola@example.org,2099-01-01,", "2099-01-01 is still to come"),
        ("Ola,nonsense,,", "“nonsense” is no e-mail address"),
    ],
)
def test_a_row_with_a_fault_is_refused_by_name_and_can_be_taken_away(mina: Client, row: str, says: str) -> None:
    make_year()
    page = upload(mina, f"name,email,on,language\n{row}\n=Eva,eva@example.org,1 Feb,\n".encode())
    text = page.content.decode()
    assert says in text
    assert "<small>ola@example.org</small>" in text or "<small>nonsense</small>" in text
    assert page.context["new"] == 0
    file = mina.post("/2023/interests/import/", {"kept": page.context["kept"], "do": "refused"})
    lines = file.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("name,email,organisation,")
    assert lines[1].startswith("Ola,")
    assert "'=Eva" in lines[2], "no formula"
    assert not Interest.objects.exists()


def test_a_workbook_with_the_headings_of_a_form_is_understood(mina: Client) -> None:
    make_year()
    book = Workbook()
    book.active.append(["Timestamp", "Full Name", "E-mail address", "City"])
    book.active.append(["2023-02-21 10:30", "Éva Kiss", "eva@example.org", "Szeged"])
    octets = io.BytesIO()
    book.save(octets)
    page = upload(mina, octets.getvalue(), "answers.xlsx")
    mina.post("/2023/interests/import/", {"kept": page.context["kept"]})
    one = Interest.objects.get()
    assert (one.name, one.organisation_name, one.created_at.date().isoformat()) == ("Éva Kiss", "Szeged", "2023-02-21")


def test_of_several_sheets_one_is_named(mina: Client) -> None:
    make_year()
    book = Workbook()
    book.create_sheet("Spring").append(["name", "email"])
    book["Spring"].append(["Ola", "ola@example.org"])
    octets = io.BytesIO()
    book.save(octets)
    page = upload(mina, octets.getvalue(), "answers.xlsx")
    assert page.status_code == 422
    assert "has several sheets: Sheet, Spring" in page.content.decode()
    assert upload(mina, octets.getvalue(), "answers.xlsx", sheet="Spring").context["new"] == 1


def test_a_table_in_another_encoding_is_read_when_it_is_named(mina: Client) -> None:
    make_year()
    page = upload(mina, "이름,이메일\n김하늘,haneul@example.org\n".encode("cp949"), encoding="cp949")
    assert "김하늘" in page.content.decode()
    assert page.context["new"] == 1
