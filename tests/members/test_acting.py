"""For whom one acts: shown on every page, switched in one click, and never signed for a mandate that has ended."""

from datetime import date
from typing import Any

import pytest
from django.test import Client, RequestFactory

from hanse.accounts.models import User
from hanse.audit.actor import Actor
from hanse.members.acting import ActingRequest, MandateEnded, acting_of, actor_of
from tests.factories.members import make_mandate, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(amara: Client) -> None:
    """Amara acts for Kampala and for Entebbe."""
    user = User.objects.get(email="amara@example.org")
    for slug in ("entebbe", "kampala"):
        make_mandate(user, make_organisation(slug=slug, name=slug.title()), role="cio")


def request_of(client: Client, method: str = "get", **data: str) -> ActingRequest:
    """A request of the reader, as the middleware leaves it."""
    from django.utils.functional import SimpleLazyObject

    from hanse.members.acting import _mandates
    from hanse.ui.clock import now
    from hanse.ui.middleware import Reader

    request: Any = getattr(RequestFactory(), method)("/", data)
    request.session = client.session
    request.user = User.objects.get(email="amara@example.org")
    request.reader = Reader(now(), "", "")
    request.mandates = SimpleLazyObject(lambda: _mandates(request))
    made: ActingRequest = request
    return made


def test_every_page_says_for_whom_one_acts(amara: Client, both: None) -> None:
    page = amara.get("/about/").content.decode()
    assert "acting for Entebbe" in page
    amara.post("/acting/", {"organisation": "kampala"})
    assert "acting for Kampala" in amara.get("/about/").content.decode()
    amara.post("/acting/", {"organisation": ""})
    assert "acting for myself" in amara.get("/about/").content.decode()


def test_switching_goes_back_to_where_one_was_but_never_elsewhere(amara: Client, both: None) -> None:
    assert amara.post("/acting/", {"organisation": "kampala", "next": "/about/"}).headers["Location"] == "/about/"
    elsewhere = amara.post("/acting/", {"organisation": "kampala", "next": "https://evil.example/"})
    assert elsewhere.headers["Location"] == "/acting/"


def test_nobody_acts_for_whom_they_have_no_mandate(amara: Client, both: None) -> None:
    make_organisation(slug="seoul", name="Seoul")
    response = amara.post("/acting/", {"organisation": "seoul"})
    assert response.status_code == 403
    assert "You do not act for Seoul any more" in response.content.decode()


def test_the_record_keeps_who_and_for_whom(amara: Client, both: None) -> None:
    amara.post("/acting/", {"organisation": "kampala"})
    actor = actor_of(request_of(amara))
    assert actor == Actor("Amara Nakato <amara@example.org>", User.objects.get(email="amara@example.org").pk, "kampala")


def test_a_form_opened_before_the_switch_keeps_its_side(amara: Client, both: None) -> None:
    amara.post("/acting/", {"organisation": "entebbe"})
    acting = acting_of(request_of(amara, "post", acting_for="kampala"))
    assert acting is not None
    assert acting.slug == "kampala"
    assert acting_of(request_of(amara, "post", acting_for="")) is None


def test_nothing_is_sent_for_an_organisation_whose_mandate_has_ended(amara: Client, both: None) -> None:
    amara.post("/acting/", {"organisation": "kampala"})
    User.objects.get(email="amara@example.org").mandates.filter(organisation__slug="kampala").update(
        ends_on=date(2020, 12, 31)
    )
    with pytest.raises(MandateEnded, match="You do not act for Kampala any more"):
        acting_of(request_of(amara, "post"))
    with pytest.raises(MandateEnded):
        acting_of(request_of(amara, "post", acting_for="kampala"))
    page = amara.get("/about/").content.decode()
    assert "You do not act for Kampala any more" in page
    assert "acting for Entebbe" in page


def test_who_has_no_mandate_sees_no_menu(ben: Client) -> None:
    assert "acting for" not in ben.get("/about/").content.decode()
