"""One's own data, to take along."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from hanse.accounts.models import User
from hanse.audit.operations import record
from hanse.audit.queries import latest
from hanse.post.models import Message
from hanse.year.personal import copying
from hanse.year.personal.copying import SALT, Copy, make_copy, old_copies, remove_copies
from hanse.year.personal.tasks import make_copy_of
from tests.audit.counting import queries
from tests.factories.calendar import make_activity
from tests.factories.members import make_organisation
from tests.factories.people import NOW, know_much_of, make_message, make_registration, make_user
from tests.factories.record import signed
from tests.streamed import streamed

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(amara: Client) -> User:
    """Amara, of whom every room knows something."""
    user = User.objects.get(email="amara@example.org")
    know_much_of(
        user,
        make_activity(slug="forum-2023", title="Forum of cities"),
        make_organisation(slug="kampala", name="Kampala City"),
    )
    return user


def opened(client: Client) -> zipfile.ZipFile:
    """The ZIP that a browser gets when it asks for a copy."""
    page = client.post("/me/data/", follow=True)
    address = page.request["PATH_INFO"] + "copy.zip"
    response = client.get(address)
    assert response.headers["Content-Disposition"] == 'attachment; filename="hanse-data.zip"'
    return zipfile.ZipFile(io.BytesIO(streamed(response)))


def tables(archive: zipfile.ZipFile) -> dict[str, list[dict[str, Any]]]:
    told = json.loads(archive.read("data.json"))
    return {table["key"]: table["rows"] for table in told["tables"]}


def test_the_copy_holds_what_every_room_keeps(amara: Client, person: User) -> None:
    told = tables(opened(amara))
    assert told["registration.Registration"][0]["answers"] == {"diet": "no fish"}
    assert told["registration.Registration"][0]["activity"] == "Forum of cities"
    assert told["members.Mandate"][0]["organisation"] == "Kampala City"
    assert told["post.Message"][0]["subject"] == "Your seat"
    assert told["accounts.User"][0]["email"] == "amara@example.org"
    assert {row["verb"] for row in told["audit.Entry"]} >= {"revise", "register", "add"}


def test_the_files_are_in_it_under_names_that_stay_in_their_folder(amara: Client, person: User) -> None:
    archive = opened(amara)
    files = {name: archive.read(name) for name in archive.namelist() if name.startswith("files/")}
    assert sorted(files.values()) == [b"%PDF", b"%PDF-ticket"]
    assert all("/" not in name.removeprefix("files/") and ".." not in name for name in files)


def test_there_is_a_page_for_people(amara: Client, person: User) -> None:
    page = opened(amara).read("index.html").decode()
    assert "<h2>Messages to you</h2>" in page
    assert "<dd>no fish" in page or "no fish" in page


def test_secrets_and_the_secretariats_notes_are_not_in_it(amara: Client, person: User) -> None:
    archive = opened(amara)
    everything = b"".join(archive.read(name) for name in archive.namelist()).decode(errors="replace")
    assert "sits in front" not in everything
    assert "on leave in May" not in everything
    assert "password" not in tables(archive)["accounts.User"][0]


def test_what_one_did_to_others_is_told_without_their_data(amara: Client, person: User) -> None:
    record(
        at=NOW,
        by=signed(person),
        verb="grant",
        kind="mandate",
        key="kampala",
        label="Ben Okello for Kampala",
        changes={"office": ["", "Clerk"], "until": ["", "2027"]},
        subject=99,
        personal=("label", "office"),
    )
    rows = tables(opened(amara))["audit.Entry"]
    (row,) = [row for row in rows if row["verb"] == "grant"]
    assert (row["label"], row["changes"]) == ("", {"until": ["", "2027"]})


def test_others_are_not_in_it(amara: Client, person: User) -> None:
    make_registration(make_activity(slug="other"), make_user(name="Chloé Martin"))
    archive = opened(amara)
    assert "Chloé" not in archive.read("data.json").decode()


def test_that_it_was_asked_for_is_on_record(amara: Client, person: User) -> None:
    opened(amara)
    (act,) = latest(["personal-data"], 5)
    assert (act.verb, act.subject) == ("export", person.pk)


def test_a_large_copy_is_made_by_a_task_and_announced(
    amara: Client, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "AT_ONCE_ROWS", 1)
    page = amara.post("/me/data/", follow=True)
    assert "It is being made" in page.content.decode()
    address = page.request["PATH_INFO"]
    assert amara.get(address + "copy.zip").status_code == 404
    uid = signing.loads(address.split("/")[3], salt=SALT)[1]
    make_copy_of.call(person.pk, uid, "ko")
    make_copy_of.call(person.pk, uid, "ko")
    assert "It is ready" in amara.get(address).content.decode()
    (message,) = Message.objects.filter(kind="personal.copy-ready")
    assert message.subject == "요청하신 데이터가 준비되었습니다"
    assert "/me/data/" in message.body


def test_a_link_that_is_too_old_says_so(amara: Client, person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    token = Copy(person.pk, "ab" * 16).token
    monkeypatch.setattr(copying, "DAYS", -1)
    response = amara.get(f"/me/data/{token}/")
    assert response.status_code == 410
    assert "Ask for another copy" in response.content.decode()


def test_a_link_of_somebody_else_opens_nothing(chloe: Client, person: User) -> None:
    copy = Copy(person.pk, "ab" * 16)
    make_copy(copy=copy, user=person, language="en")
    assert chloe.get(f"/me/data/{copy.token}/copy.zip").status_code == 403


@pytest.mark.parametrize("token", ["x", "WzEsIi4uLy4uL2V0Yy9wYXNzd2QiXQ:1:x"])
def test_a_forged_link_opens_nothing(amara: Client, token: str) -> None:
    assert amara.get(f"/me/data/{token}/copy.zip").status_code == 403


def test_a_signed_link_that_names_a_path_opens_nothing(amara: Client, person: User) -> None:
    token = signing.dumps([person.pk, "../../hanse"], salt=SALT)
    assert amara.get(f"/me/data/{token}/copy.zip").status_code == 403


def test_old_copies_are_removed_and_young_ones_are_not(person: User) -> None:
    copy = Copy(person.pk, "cd" * 16)
    make_copy(copy=copy, user=person, language="en")
    assert copy.path not in old_copies(timezone.now())
    late = timezone.now() + timedelta(days=8)
    assert copy.path in old_copies(late)
    remove_copies(old_copies(late))
    assert not default_storage.exists(copy.path)


def test_one_message_and_many_cost_the_same(person: User) -> None:
    with queries() as one:
        make_copy(copy=Copy(person.pk, "01" * 16), user=person, language="en")
    for _ in range(5):
        make_registration(make_activity(), person)
        record(at=NOW, by=signed(person), verb="revise", kind="activity", key="x", label="x")
    with queries() as many:
        make_copy(copy=Copy(person.pk, "02" * 16), user=person, language="en")
    assert one() == many()


def test_every_file_is_read_by_itself_so_that_memory_stays_small(person: User) -> None:
    make_message(person, person.email)
    make_copy(copy=Copy(person.pk, "03" * 16), user=person, language="en")
    with default_storage.open(Copy(person.pk, "03" * 16).path) as file, zipfile.ZipFile(file) as archive:
        assert len([name for name in archive.namelist() if "ticket" in name]) == 2
