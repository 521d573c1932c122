"""Imports: previewed, carried out once, undone where nobody touched it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hanse.accounts.models import User
from hanse.audit.actor import Actor
from hanse.audit.holdings import Subject
from hanse.calendar.registration.models import Registration
from hanse.members.models import Mandate, Organisation
from hanse.members.operations.profiles import revise_profile
from hanse.year.importing.models import Run
from hanse.year.importing.operations import (
    DoneAlready,
    TooOld,
    carry_out_run,
    forget_old_runs,
    undo_run,
)
from hanse.year.importing.personal import ROOM
from hanse.year.importing.planning import plan_of
from hanse.year.personal.erasing import erase_person
from tests.factories.importing import NOW, make_run, workbook
from tests.factories.members import make_organisation
from tests.factories.registration import make_intake

pytestmark = pytest.mark.django_db
MINA = Actor("Mina Park <mina@example.org>")


def do(run: Run) -> Run:
    return carry_out_run(uid=run.uid, by=MINA, now=NOW, clock=NOW)


def take_back(run: Run, **later: Any) -> Run:
    return undo_run(uid=run.uid, by=MINA, now=NOW + timedelta(**later), clock=NOW)


def fates(run: Run) -> list[str]:
    return [step.fate for step in plan_of(run, now=NOW).steps]


def says(run: Run) -> str:
    return " ".join(fault.says for step in plan_of(run, now=NOW).steps for fault in step.faults)


def test_organisations_are_added_changed_and_left_and_the_rest_is_refused() -> None:
    make_organisation(name="Kampala", slug="kampala", city="Kampala", population=5)
    make_organisation(name="Jinja", slug="jinja")
    text = 'name,kind,country,population,lat,lon\nKampala,city,Uganda,"1,680,600",,\nJinja,city,UG,,,\nSuwon,도시,대한민국,,"37,2636","127,0286"\nX,spaceship,UG,,,\n'
    run = do(make_run(text))
    assert run.counts == {"create": 1, "change": 1, "leave": 1, "refuse": 1}
    assert Organisation.objects.get(slug="kampala").population == 1_680_600
    assert Organisation.objects.get(slug="kampala").city == "Kampala"
    assert Organisation.objects.get(name="Suwon").latitude == 37.2636
    assert "spaceship" in run.refused
    assert "Write city, company or institution" in run.refused


def test_names_of_every_sort_come_in_whole() -> None:
    names = ["서울특별시", "مدينة الرياض", "Comune di L’Aquila", 'O\'Brien & "Sons"', "K" * 200]
    rows = "".join(f'"{name.replace(chr(34), chr(34) * 2)}",city\n' for name in names)
    do(make_run("name,kind\n" + rows))
    assert set(Organisation.objects.values_list("name", flat=True)) == set(names)


def test_a_name_of_300_characters_is_refused_with_its_limit() -> None:
    assert "200" in says(make_run("name,kind\n" + "K" * 300 + ",city\n"))


def test_the_same_row_twice_is_refused() -> None:
    assert fates(make_run("name,kind\nJinja,city\nJINJA,city\n")) == ["create", "refuse"]


def test_a_likely_double_is_pointed_out() -> None:
    make_organisation(name="Kampala", slug="kampala")
    steps = plan_of(make_run("name,kind,country\nCity of Kampala,city,UG\n"), now=NOW).steps
    assert steps[0].hints == ["It may be Kampala (kampala)."]


def test_an_import_is_carried_out_once_and_the_same_file_again_changes_nothing() -> None:
    run = do(make_run("name,kind\nJinja,city\n"))
    with pytest.raises(DoneAlready):
        do(run)
    assert fates(make_run("name,kind\nJinja,city\n")) == ["leave"]


def test_undoing_takes_back_what_nobody_touched() -> None:
    make_organisation(name="Kampala", slug="kampala", population=5)
    run = do(make_run("name,kind,population\nKampala,city,6\nJinja,city,\nEntebbe,city,\n"))
    one = Organisation.objects.get(name="Entebbe")
    revise_profile(slug=one.slug, seen=1, values={"city": "E"}, may_all=True, by=MINA, now=NOW)
    take_back(run, days=1)
    assert Organisation.objects.get(slug="kampala").population == 5
    assert not Organisation.objects.filter(name="Jinja").exists()
    assert [trace.stays for trace in run.traces.exclude(stays="")] == ["Somebody has changed it since."]


def test_undoing_ends_after_thirty_days() -> None:
    run = do(make_run("name,kind\nJinja,city\n"))
    with pytest.raises(TooOld):
        take_back(run, days=31)


def test_people_get_an_account_and_a_mandate_and_both_are_taken_back() -> None:
    make_organisation(name="Kampala", slug="kampala")
    run = do(make_run("email,name,organisation,role\nA@example.org,아마라,Kampala,Mayor\n", "people"))
    mandate = Mandate.objects.get(person__email="a@example.org")
    assert (mandate.role, mandate.person.name) == ("head", "아마라")
    take_back(run)
    assert Mandate.objects.get().revoked_at is not None
    assert not User.objects.get(email="a@example.org").is_active


def test_one_new_person_may_act_for_two() -> None:
    make_organisation(name="Kampala")
    make_organisation(name="Jinja")
    text = "email,name,organisation\na@example.org,A,Kampala\na@example.org,A,Jinja\n"
    assert do(make_run(text, "people")).counts["create"] == 2


def test_people_can_be_invited_instead() -> None:
    make_organisation(name="Kampala")
    run = do(make_run("email,name,organisation\na@example.org,A,Kampala\n", "people", invites=True))
    assert not User.objects.filter(email="a@example.org").exists()
    take_back(run)
    assert not run.traces.exclude(stays="").exists()


def test_an_organisation_that_is_not_there_is_told() -> None:
    assert "Nothing in the directory" in says(make_run("email,name,organisation\na@example.org,A,Nowhere\n", "people"))


def test_registrations_respect_seats_and_the_line() -> None:
    intake = make_intake(seats=1)
    text = "email,name\na@example.org,A\nb@example.org,B\nc,C\n"
    run = make_run(text, "registrations", activity=intake.activity)
    assert fates(run) == ["create", "create", "refuse"]
    do(run)
    assert list(Registration.objects.order_by("arrival").values_list("state", flat=True)) == ["confirmed", "waiting"]
    take_back(run)
    assert set(Registration.objects.values_list("state", flat=True)) == {"cancelled"}


def test_registrations_without_a_line_are_refused_when_all_is_full() -> None:
    intake = make_intake(seats=1, has_waiting_list=False)
    text = "email,name\na@example.org,A\nb@example.org,B\n"
    assert fates(make_run(text, "registrations", activity=intake.activity)) == ["create", "refuse"]


@pytest.mark.parametrize("what", ["organisations", "people", "registrations"])
def test_a_preview_costs_the_same_queries_for_one_and_three_rows(what: str) -> None:
    make_organisation(name="Kampala")
    activity = make_intake().activity if what == "registrations" else None

    def cost(rows: int) -> int:
        lines = "".join(f"a{n}@example.org,A{n},Kampala,city\n" for n in range(rows))
        heads = "x,name,city,kind\n" if what == "organisations" else "email,name,organisation,x\n"
        run = make_run(heads + lines, what, activity=activity)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert "create" in fates(run)
        return len(asked)

    assert cost(1) == cost(3)


def test_old_files_are_forgotten() -> None:
    make_run("name,kind\nJinja,city\n")
    assert forget_old_runs(NOW + timedelta(days=8)) == 1


def test_a_table_comes_in_by_the_pages(mina: Client) -> None:
    file = SimpleUploadedFile("도시.csv", "이름;종류;x\nJinja;city;=1+1\nB;boat;=cmd\n".encode())
    page = mina.post("/imports/", {"what": "organisations", "file": file})
    run = Run.objects.get()
    assert page["Location"] == f"/imports/{run.uid}/columns/"
    assert "Jinja" in mina.get(page["Location"]).content.decode()
    page = mina.post(f"/imports/{run.uid}/columns/", {"name": "0", "kind": "1"})
    assert "Write city, company" in mina.get(page["Location"]).content.decode()
    assert "'=cmd" in mina.get(f"/imports/{run.uid}/refused.csv").content.decode()
    mina.post(f"/imports/{run.uid}/do/")
    mina.post(f"/imports/{run.uid}/do/")
    assert Organisation.objects.filter(name="Jinja").count() == 1
    assert "Undo the import" in mina.get(f"/imports/{run.uid}/").content.decode()
    mina.post(f"/imports/{run.uid}/undo/")
    assert not Organisation.objects.filter(name="Jinja").exists()


def test_a_column_that_every_row_needs_is_demanded(mina: Client) -> None:
    run = make_run("name,kind\nJinja,city\n")
    assert mina.post(f"/imports/{run.uid}/columns/", {"name": "0"}).status_code == 422


def test_an_encoding_is_chosen_on_a_page(mina: Client) -> None:
    run = make_run("이름,종류\n서울,도시\n".encode("cp949"))
    assert "이름,종류" in mina.get(f"/imports/{run.uid}/columns/").content.decode()
    mina.post(f"/imports/{run.uid}/columns/", {"choice": "cp949"})
    assert fates(Run.objects.get()) == ["create"]


def test_a_file_that_lies_is_refused_on_the_form(mina: Client) -> None:
    file = SimpleUploadedFile("a.xlsx", b"%PDF-1.7")
    page = mina.post("/imports/", {"what": "organisations", "file": file})
    assert page.status_code == 422
    assert "is no workbook" in page.content.decode()


def test_registrations_need_an_activity_that_is_there(mina: Client) -> None:
    for activity in ("", "999999"):
        file = SimpleUploadedFile("a.csv", b"email,name\na@example.org,A\n")
        assert mina.post("/imports/", {"what": "registrations", "activity": activity, "file": file}).status_code == 422


def test_a_manager_keeps_only_registrations_of_their_areas(signed_in: Any) -> None:
    intake = make_intake()
    ben = signed_in("ben")
    User.objects.filter(email="ben@example.org").update(role="manager", areas=["prize"])
    run = make_run("email,name\na@example.org,A\n", "registrations", activity=intake.activity)
    assert ben.get(f"/imports/{run.uid}/").status_code == 403
    User.objects.filter(email="ben@example.org").update(areas=["networking"])
    assert ben.get(f"/imports/{run.uid}/").status_code == 200
    assert ben.get(f"/imports/{make_run('name,kind').uid}/").status_code == 403


def test_erasing_somebody_reaches_tables_that_wait_and_rows_that_were_refused() -> None:
    activity = make_intake().activity
    done = do(make_run("name,kind\nA@example.org,spaceship\nJinja,city\n"))
    changed = do(make_run("email,name\na@example.org,Before\n", "registrations", activity=activity))
    changed = do(make_run("email,name\na@example.org,After\n", "registrations", activity=activity))
    waiting = make_run(workbook([["email", "name"], ["A@Example.org", "A"]]), "people", file_name="a.xlsx")
    unread = make_run("이메일,이름\na@example.org,나\n".encode("cp949"), "people")
    others = make_run("email,name\nb@example.org,B\n", "people")
    assert [trace.before["name"] for trace in changed.traces.all()] == ["Before"]
    erase_person(subject=Subject("a@example.org"), by=MINA, now=NOW)
    done.refresh_from_db()
    assert done.refused == ""
    assert not Run.objects.filter(pk__in=[waiting.pk, unread.pk]).exists()
    assert Run.objects.filter(pk=others.pk).exists()
    assert [trace.before for trace in changed.traces.all()] == [{}]
    take_back(changed)
    assert [trace.stays for trace in changed.traces.all()] == ["Somebody has changed it since."]


def test_a_copy_of_ones_data_tells_nothing_of_others_in_a_table() -> None:
    do(make_run("name,kind\na@example.org,spaceship\nb@example.org,boat\n"))
    sheets = ROOM.export_of(Subject("a@example.org"))
    assert [sheet.key for sheet in sheets] == ["importing.Run"]
    assert "b@example.org" not in str(sheets)


@pytest.mark.parametrize("content", [b"name,kind\nJin\x00ja,city\n\x81\x8d", bytes(range(256)) * 3 + b"\x81"])
def test_what_no_encoding_makes_sense_of_is_refused_on_the_form(mina: Client, content: bytes) -> None:
    page = mina.post("/imports/", {"what": "organisations", "file": SimpleUploadedFile("a.csv", content)})
    assert page.status_code == 422
    assert "This is no table" in page.content.decode()
    assert not Run.objects.exists()


def test_the_preview_says_how_many_letters_go_out(mina: Client) -> None:
    make_organisation(name="Kampala")
    text = "email,name,organisation\na@example.org,A,Kampala\nb@example.org,B,Kampala\n"
    page = mina.get(f"/imports/{make_run(text, 'people', invites=True).uid}/").content.decode()
    assert "2 letters of invitation are sent." in page
    assert "letter" not in mina.get(f"/imports/{make_run(text, 'people').uid}/").content.decode()


def test_names_come_in_without_signs_that_turn_other_text_round() -> None:
    make_organisation(name="Kampala")
    do(make_run("email,name,organisation\na@example.org,A\u202emara\u200b  Nakato,Kampala\n", "people"))
    assert User.objects.get(email="a@example.org").name == "Amara Nakato"
