"""A page that a list does not have is not there."""

import pytest
from django.http import Http404
from django.test import Client

from hanse.ui.paging import page_of
from tests.factories.calendar import make_activity


def test_pages_that_are_there() -> None:
    assert [*page_of(list(range(5)), 2, "3")] == [4]
    assert [*page_of([], 2, "1")] == []
    assert page_of([1], 2, "").number == 1


@pytest.mark.parametrize("number", ["4", "0", "-1", "x", "9" * 40])
def test_others_are_named(number: str) -> None:
    with pytest.raises(Http404, match="go from 1 to 3"):
        page_of(list(range(5)), 2, number)


@pytest.mark.django_db
def test_the_lists_say_so(mina: Client) -> None:
    make_activity()
    for address in ("/2023/desk/", "/2023/list/", "/organisations/", "/search/?q=a&kind=activity"):
        joint = "&" if "?" in address else "?"
        for number in ("99", "x"):
            response = mina.get(f"{address}{joint}page={number}")
            assert response.status_code == 404, address
            assert "Its pages go from 1 to 1" in response.content.decode()
