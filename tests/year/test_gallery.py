"""The gallery of components: the rooms' own stand beside the house's, with example data and their words."""

import re

import pytest
from django.db import connection
from django.template import Context, Template, TemplateSyntaxError
from django.test import Client
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db
COMPONENTS = ("masthead", "today_line", "year_picture", "month_grid", "elsewhere", "world_map")


def sections(html: str) -> dict[str, str]:
    return dict(re.findall(r"<h2>([^<]+)</h2>(.*?)(?=<h2>[^<]*</h2>|$)", html, re.S))


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_component_of_the_rooms_is_shown(language: str, nobody: Client) -> None:
    html = nobody.get("/ui/", headers={"Accept-Language": language}).content.decode()
    shown = sections(html)
    assert set(COMPONENTS) <= set(shown)
    assert 'class="masthead__strip"' in shown["masthead"]
    assert "<span>" in shown["today_line"] or "<a" in shown["today_line"]


def test_the_year_is_shown_lying_and_upright_with_every_shape_and_its_words(nobody: Client) -> None:
    whole = nobody.get("/ui/").content.decode()
    for shape in ("m-dot", "m-bar", "m-month", "m-year", "m-tail", "m-plan", "m-void", "year__tall"):
        assert shape in whole, shape
    assert whole.count('class="year__wide"') == 2
    assert 'class="agenda agenda--short"' in whole


def test_nothing_is_read_to_show_them(nobody: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        nobody.get("/ui/")
    assert not [query for query in queries if "calendar_activity" in query["sql"]]


def test_ids_are_unique(nobody: Client) -> None:
    found = re.findall(r'\sid="([^"]+)"', nobody.get("/ui/").content.decode())
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    "tag",
    [
        "{% load calendar_tags %}{% year_picture colour='red' %}",
        "{% load calendar_tags %}{% month_grid colour='red' %}",
        "{% load calendar_tags %}{% elsewhere colour='red' %}",
        "{% load calendar_tags %}{% today_line colour='red' %}",
        "{% load calendar_tags %}{% subscribe colour='red' %}",
        "{% load members_tags %}{% world_map colour='red' %}",
        "{% filters colour='red' %}",
    ],
)
def test_an_argument_that_no_component_knows_fails(tag: str) -> None:
    with pytest.raises((TemplateSyntaxError, TypeError)):
        Template(tag).render(Context())
