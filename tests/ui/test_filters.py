"""What an address or a form may say where a number or words are asked for; nothing of it breaks a page."""

from __future__ import annotations

import pytest
from django.test import Client

from hanse.ui.filters import whole_number
from tests.factories.registration import make_intake, make_quota

pytestmark = pytest.mark.django_db
HUGE = "9" * 20


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("17", 17),
        (str(2**63 - 1), 2**63 - 1),
        (str(2**63), None),
        (HUGE, None),
        ("9" * 5000, None),
        ("", None),
        ("-1", None),
        ("١", None),
        ("1.5", None),
        ("1\x00", None),
    ],
)
def test_a_whole_number_is_one_that_a_database_can_hold(text: str, number: int | None) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize(
    "address",
    [
        "/activities/{slug}/registration/?quota={huge}",
        "/activities/{slug}/badges.pdf?organisation=%00",
        "/activities/{slug}/attendance/?q=%00",
        "/activities/{slug}/register/?code=%00",
        "/registrations/?activity=%00",
        "/accounts/people/?q=%00",
        "/verify/?code=%00",
        "/applications/?state=%00",
        "/post/?q=%00",
        "/2023/?%00=1",
        "/api/v1/activities?q=%00",
    ],
)
def test_what_no_database_keeps_is_refused_with_a_sentence(mina: Client, address: str) -> None:
    intake = make_intake()
    make_quota(intake)
    answer = mina.get(address.format(slug=intake.activity.slug, huge=HUGE))
    assert answer.status_code == 400
    assert b"no text has" in answer.content or HUGE.encode() in answer.content


@pytest.mark.parametrize("number", [HUGE, "9" * 5000])
def test_a_page_far_beyond_the_last_is_the_last(mina: Client, number: str) -> None:
    slug = make_intake().activity.slug
    for address in ("/registrations/", f"/activities/{slug}/registration/", "/organisations/", "/2023/"):
        assert mina.get(address, {"page": number}).status_code in (200, 301, 302, 400, 404), address
