"""Names: kept as people have them, without what steers how other text is shown."""

from __future__ import annotations

import pytest

from hanse.ui.naming import NameField, plain_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Amara\u202enimdA", "AmaranimdA"),
        ("\u2066Amara\u2069 \u202aNakato\u202c", "Amara Nakato"),
        (" Amara \t\r\n Nakato\u2028", "Amara Nakato"),
        ("Amara\x07\x1b[31m\x85", "Amara [31m"),
        ("\ufeffAm\u200bara\u00ad", "Amara"),
        ("\u202e\u2066", ""),
    ],
)
def test_what_steers_is_left_out(typed: str, kept: str) -> None:
    assert plain_name(typed) == kept


@pytest.mark.parametrize(
    "name",
    [
        "می\u200cخواهم",  # a joiner that Persian needs
        "क्\u200dष",
        "\u200fعمارة\u200e",
        "김대중",
        "Sinéad O'Neil & “Sons” <b>",
        "Nguyễn Thị Minh Khai",
    ],
)
def test_what_names_need_is_left_as_it_is(name: str) -> None:
    assert plain_name(name) == name


def test_a_name_of_nothing_to_see_is_asked_for_again() -> None:
    assert NameField(required=False).clean("\u202e") == ""
    with pytest.raises(Exception, match="required"):
        NameField().clean("\u202e \u2066")
