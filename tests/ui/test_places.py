"""Places of time zones, as people of a language call them."""

import pytest
from django.utils.translation import override

from hanse.ui.places import zone_city


@pytest.mark.parametrize(
    ("zone", "english", "korean"),
    [
        ("Asia/Seoul", "Seoul", "서울"), ("America/Mexico_City", "Mexico City", "멕시코 시티"), ("UTC", "UTC", "UTC"),
        ("America/Sao_Paulo", "São Paulo", "상파울루"), ("America/Asuncion", "Asunción", "아순시온"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires", "Buenos Aires"), ("+09:00", "+09:00", "+09:00"),
    ],
)  # fmt: skip
def test_each_language_has_its_own_names(zone: str, english: str, korean: str) -> None:
    assert zone_city(zone, "en") == english
    assert zone_city(zone, "ko") == korean
    with override("ko"):
        assert zone_city(zone) == korean
