"""Who asks too often is told when to come back."""

import pytest
from django.test import Client, RequestFactory

from hanse.ui.limits import client_address

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("still_minute")
def test_too_many_searches_get_a_page_that_helps() -> None:
    client = Client(REMOTE_ADDR="192.0.2.7")
    answers = [client.get("/search/?q=seoul") for _ in range(121)]
    last = answers[-1]
    assert answers[119].status_code == 200
    assert last.status_code == 429
    assert 1 <= int(last.headers["Retry-After"]) <= 61
    assert "Come back in" in last.content.decode()
    assert Client(REMOTE_ADDR="192.0.2.8").get("/search/?q=seoul").status_code == 200


def test_too_many_codes_are_refused_by_a_page_of_ours() -> None:
    client = Client(REMOTE_ADDR="192.0.2.9")
    for _ in range(60):
        answer = client.post("/accounts/login/", {"email": "mina@example.org"})
        if answer.status_code == 429:
            break
    assert answer.status_code == 429
    assert "A moment, please" in answer.content.decode()


def test_only_the_proxys_own_word_counts() -> None:
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "10.0.0.1, 192.0.2.1"}, REMOTE_ADDR="127.0.0.1")
    assert client_address(request) == "127.0.0.1"


def test_robots_are_told_where_the_sitemap_is() -> None:
    page = Client().get("/robots.txt")
    assert page.headers["Content-Type"].startswith("text/plain")
    assert "Disallow: /accounts/" in page.content.decode()
    assert "/sitemap.xml" in page.content.decode()
