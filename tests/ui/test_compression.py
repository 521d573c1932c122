"""Pages travel compressed where that is wanted."""

import gzip

import pytest
from django.test import Client

from tests.factories.calendar import make_activity

pytestmark = pytest.mark.django_db


def test_a_page_is_compressed_for_those_who_take_it() -> None:
    make_activity()
    packed = Client(headers={"Accept-Encoding": "gzip, br"}).get("/2023/list/")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert b"</html>" in gzip.decompress(packed.content)
    assert "Accept-Encoding" in packed.headers["Vary"]
    for taken in ("", "gzip;q=0", "br"):
        plain = Client(headers={"Accept-Encoding": taken}).get("/2023/list/")
        assert "Content-Encoding" not in plain.headers
        assert b"</html>" in plain.content
