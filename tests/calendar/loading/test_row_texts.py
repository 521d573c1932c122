"""Texts of rows in other languages: they stand in the rows themselves, and no edit loses one."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from hanse.calendar.models import Activity, Contact, Occasion
from hanse.calendar.queries.drafts import draft_of
from tests.calendar.loading.test_files import YEAR, faults, folder, spoil
from tests.factories.calendar import make_activity
from tests.factories.files import amend, load, without
from tests.factories.forms import fields_of

__all__ = ["folder"]
pytestmark = pytest.mark.django_db


def test_readers_see_them_in_their_language(nobody: Client) -> None:
    load(YEAR)
    page = nobody.get("/activities/general-assembly-2023/", headers={"Accept-Language": "ko"}).content.decode()
    for words in ("사무국", "울리야놉스크주", "모두를 위한 지속가능한 스마트시티", "창립 회원 50곳"):
        assert words in page
    assert "Ulyanovsk" not in page
    contact = nobody.get("/contact/", headers={"Accept-Language": "ko"}).content.decode()
    assert "소셜 미디어" in contact
    assert "Social media" not in contact


def test_they_are_changed_by_files_and_exported_again(folder: Path, tmp_path: Path) -> None:
    load(YEAR)
    amend(folder / "contacts.csv", "prize-entries-2023", **{"label@ko": "시상 담당"})
    load(folder)
    assert Contact.objects.get(activity__slug="prize-entries-2023").translations == {"ko": {"label": "시상 담당"}}
    call_command("export", "2023", str(tmp_path / "out"), stdout=io.StringIO())
    assert (tmp_path / "out" / "contacts.csv").read_bytes() == (folder / "contacts.csv").read_bytes()


def test_a_language_that_nobody_knows_is_refused(folder: Path) -> None:
    spoil(folder, "occasions.csv", "city@ko", "city@tlh")
    assert "There is no column “city@tlh”. Did you mean" in faults(folder)[0]


def test_an_edit_in_the_browser_keeps_them_in_languages_that_the_form_does_not_show(mina: Client) -> None:
    activity = make_activity()
    for place, label in enumerate(("Desk", "Press")):
        texts = {"ko": {"label": f"ko {label}"}, "fr": {"label": f"fr {label}"}}
        activity.contacts.create(label=label, position=place, translations=texts)
    address = f"/activities/{activity.slug}/edit/"
    form = fields_of(mina.get(address).content.decode())
    assert form["contacts-0-label_ko"] == "ko Desk"
    mina.post(
        address, {**form, "contacts-0-label": "", "contacts-0-label_ko": "", "contacts-1-label_ko": "언론", "save": "1"}
    )
    assert (draft_of(activity.slug) or {})["contacts"] == [
        {"label": "Press", "email": "", "phone": "", "url": "", "label@ko": "언론", "label@fr": "fr Press"}
    ]


def test_a_file_without_the_columns_leaves_them(folder: Path) -> None:
    load(YEAR)
    before = list(Occasion.objects.order_by("id").values_list("translations", flat=True))
    without(folder / "occasions.csv", "city@ko", "theme@ko", "note@ko")
    said = load(folder)
    assert "occasions.csv has no columns city@ko, theme@ko, note@ko" in said
    assert "Nothing had changed." in said
    assert list(Occasion.objects.order_by("id").values_list("translations", flat=True)) == before
    assert any(before)


def test_what_the_sources_say_is_there_and_what_they_do_not_say_is_not() -> None:
    load(YEAR)
    forum = Activity.objects.get(slug="mayors-forum-2023")
    assert not forum.involvements.exists()
    assert Activity.objects.get(slug="executive-committee-2023").parent is None
    theme = "Fostering digital transformation through innovative and inclusive approaches for citizens"
    assert theme in Activity.objects.get(slug="prize-entries-2023").description
    assert Occasion.objects.get(duty__slug="prize", edition="1").theme == theme
    year = forum.year
    assert "World e-Governments Organization" in year.network["summary"]
    assert "fourth General Assembly" in year.network["summary"]
    assert "ESG" in Activity.objects.get(slug="kick-off-2023").description
