"""Registrations as a file: all columns that one may see, and no cell that a spreadsheet would run."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from hanse.accounts.models import User
from hanse.audit.queries import history
from hanse.calendar.registration.exporting import columns, csv_lines
from hanse.calendar.registration.models import Intake, Question, Registration, Upload
from hanse.calendar.registration.queries import exports
from hanse.calendar.registration.queries.exports import Wanted, export_rows, questions_of
from tests.factories.calendar import make_activity
from tests.factories.members import make_mandate, make_organisation
from tests.factories.registration_day import make_check_in, make_intake, make_registration
from tests.streamed import streamed

pytestmark = pytest.mark.django_db
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "|cmd", "%1", "\t=1+1", "\r=1+1", " =1+1", "＝1+1", "＠x", '=HYPERLINK("http://evil.example","x")']  # fmt: skip
NAMES = [
    "김대중",
    "محمد بن عبد الله",
    'O\'Brien "Bob", jr.',
    "line\nbreak",
    "x" * 300,
    "zero\x00bell\x07",
    "Nguyễn Thị",
]


@pytest.fixture
def intake() -> Intake:
    intake = make_intake(make_activity(slug="forum", title="Forum: [a]/b*?"))
    intake.questions.create(
        key="diet", kind="choice", label="Diet", options=[{"value": "v", "label": "Vegan"}], position=1
    )
    intake.questions.create(key="days", kind="several", label="Days", options=[{"value": "1", "label": "Mon"}, {"value": "2", "label": "Tue"}], position=2)  # fmt: skip
    intake.questions.create(key="photo", kind="file", label="Photo", position=3)
    return intake


def table(response: Any) -> list[dict[str, str]]:
    text = streamed(response).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def workbook(response: Any) -> list[dict[str, Any]]:
    sheet = load_workbook(io.BytesIO(streamed(response))).active
    assert sheet is not None
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def download(client: Client, kind: str, **form: Any) -> Any:
    response = client.post("/activities/forum/export/", {"kind": kind, **form})
    assert response.status_code == 200
    assert response.headers["Content-Disposition"] == f'attachment; filename="forum-registrations.{kind}"'
    return response


def test_both_files_say_the_same_in_all_columns(mina: Client, intake: Intake) -> None:
    kampala = make_organisation(name="Kampala")
    one = make_registration(
        intake, name="Amara Nakato", organisation=kampala, office="Director", note="VIP", consent="I agree",
        answers={"diet": "v", "days": ["1", "2"]},
    )  # fmt: skip
    photo = Question.objects.get(key="photo")
    Upload.objects.create(registration=one, question=photo, name="me.jpg", size=1, sha256="", media_type="image/jpeg", created_at=one.created_at)  # fmt: skip
    make_check_in(one)
    make_registration(intake, state="draft", email="")
    lines, rows = table(download(mina, "csv")), workbook(download(mina, "xlsx"))
    assert len(lines) == len(rows) == 1
    wanted = {
        "Name": "Amara Nakato", "Organisation": "Kampala", "Office": "Director", "State": "Confirmed", "Diet": "Vegan",
        "Days": "Mon, Tue", "Photo": "me.jpg", "Note of the secretariat": "VIP", "Agreed to": "I agree",
        "Let in (Seoul)": "2023-03-14 10:00", "Identifier": str(one.uid),
    }  # fmt: skip
    for name, value in wanted.items():
        assert lines[0][name] == value
        assert rows[0][name] == value


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(mina: Client, intake: Intake, text: str) -> None:
    make_registration(intake, name=text, office=text, answers={"diet": text})
    line = table(download(mina, "csv"))[0]
    for name in ("Name", "Office", "Diet"):
        assert line[name].startswith("'")
    content = streamed(download(mina, "xlsx"))
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_names_arrive_as_they_are_but_for_what_no_program_can_read(mina: Client, intake: Intake, name: str) -> None:
    make_registration(intake, name=name.replace("\x00", ""))
    kept = name.replace("\x00", "").replace("\x07", "")
    assert table(download(mina, "csv"))[0]["Name"] == kept
    assert workbook(download(mina, "xlsx"))[0]["Name"] == kept


def test_a_question_may_be_called_like_a_formula(mina: Client, intake: Intake) -> None:
    intake.questions.create(key="x", kind="text", label="=1+1", position=9)
    make_registration(intake)
    assert "'=1+1" in table(download(mina, "csv"))[0]
    assert "=1+1" in workbook(download(mina, "xlsx"))[0]


def test_only_some_states_are_exported_on_request(mina: Client, intake: Intake) -> None:
    make_registration(intake, name="In")
    make_registration(intake, name="Waiting", state="waiting")
    assert [line["Name"] for line in table(download(mina, "csv", states=["waiting"]))] == ["Waiting"]


def test_an_organisation_gets_its_own_people_without_what_is_between_them_and_the_secretariat(
    amara: Client, intake: Intake
) -> None:
    kampala = make_organisation(slug="kampala", name="Kampala")
    make_mandate(User.objects.get(email="amara@example.org"), kampala)
    make_registration(intake, name="Ours", organisation=kampala, answers={"diet": "v"}, note="late payer")
    make_registration(intake, name="Theirs", organisation=make_organisation())
    line = table(download(amara, "csv"))[0]
    assert line["Name"] == "Ours"
    assert not {"Diet", "Note of the secretariat", "Agreed to", "Identifier", "Quota"} & set(line)
    assert "late payer" not in repr(line)


def test_who_acts_for_nobody_or_for_others_gets_no_file(
    ben: Client, chloe: Client, nobody: Client, intake: Intake
) -> None:
    make_mandate(User.objects.get(email="chloe@example.org"), make_organisation())
    make_registration(intake, organisation=make_organisation())
    for client in (ben, chloe, nobody):
        assert client.post("/activities/forum/export/", {"kind": "csv"}).status_code == 403


def test_an_export_is_on_record_before_it_leaves(mina: Client, intake: Intake) -> None:
    make_registration(intake)
    download(mina, "csv", states=["confirmed"])
    entry = history("registrations", "forum")[0]
    assert entry.verb == "export"
    assert entry.changes["people"] == [None, 1]
    assert entry.changes["states"] == [None, "confirmed"]
    assert "Mina Park" in entry.by


def test_following_a_link_downloads_nothing(mina: Client, intake: Intake) -> None:
    page = mina.get("/activities/forum/export/")
    assert page.headers["Content-Type"].startswith("text/html")
    assert not history("registrations", "forum")


def test_an_unknown_kind_of_file_is_asked_for_again(mina: Client, intake: Intake) -> None:
    assert mina.post("/activities/forum/export/", {"kind": "pdf"}).status_code == 422


def test_a_thousand_cost_as_many_queries_as_one(
    intake: Intake, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_registration(intake)
    offered = columns(questions_of(intake), zone="Asia/Seoul", whole=True)
    with django_assert_num_queries(3):
        assert len("".join(csv_lines(offered, export_rows(intake, Wanted())))) > 0
    for _ in range(30):
        make_check_in(make_registration(intake))
    with django_assert_num_queries(3):
        list(csv_lines(offered, export_rows(intake, Wanted())))
    monkeypatch.setattr(exports, "CHUNK", 10)
    with django_assert_num_queries(1 + 2 * 4):
        assert len(list(export_rows(intake, Wanted()))) == 31


def test_rows_come_in_the_order_of_arrival(intake: Intake) -> None:
    for number in (3, 1, 2):
        make_registration(intake, arrival=number, name=str(number), born_on=date(1990, 1, 1))
    assert [row.values["name"] for row in export_rows(intake, Wanted())] == ["1", "2", "3"]
    assert Registration.objects.count() == 3
