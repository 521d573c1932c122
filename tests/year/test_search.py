"""Accents, capitals and the ends of words do not matter."""

import pytest
from django.test import Client

from tests.factories.calendar import make_activity, make_year
from tests.factories.members import make_organisation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("sao", "São Paulo"), ("SÃO", "São Paulo"), ("paulo sao", "São Paulo"), ("beyog", "Beyoğlu"), ("서울", "Seoul"),
        ("서", "Seoul"), ("улаан", "Ulaanbaatar"), ("da nang", "Đà Nẵng"),
    ],
)  # fmt: skip
def test_finds(text: str, name: str, nobody: Client) -> None:
    make_year()
    make_organisation(name="São Paulo", country="BR")
    make_organisation(name="Beyoğlu", country="TR")
    make_organisation(name="Seoul", native_name="서울특별시", country="KR")
    make_organisation(name="Ulaanbaatar", native_name="Улаанбаатар", country="MN")
    make_organisation(name="Đà Nẵng", country="VN")
    html = nobody.get("/search/", {"q": text}).content.decode()
    assert f">{name}</a>" in html
    assert html.count('<th scope="row">') == 1


def test_the_index_follows_changes(nobody: Client) -> None:
    make_year()
    activity = make_activity(title="Before")
    activity.title = "Afterwards"
    activity.save()
    assert "Afterwards" in nobody.get("/search/?q=afterw").content.decode()
    assert "Nothing begins with" in nobody.get("/search/?q=before").content.decode()
    activity.delete()
    assert "Nothing begins with" in nobody.get("/search/?q=afterw").content.decode()


def test_nothing_found_is_said_kindly(nobody: Client) -> None:
    make_year()
    assert "Try fewer letters" in nobody.get("/search/?q=xyzzy").content.decode()
