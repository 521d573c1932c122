"""Signatures, as acts are signed by people, by commands, and by programs for people."""

import pytest

from hanse.audit.actor import name_signed, token_signed, without_address


@pytest.mark.parametrize(
    ("by", "name", "token", "without"),
    [
        ("hanse load", "hanse load", "", "hanse load"),
        ("Mina Park <mina@example.org>", "Mina Park", "", "Mina Park"),
        (
            "Amara Nakato (example) <amara@example.org> (CRM, 0a1b2c3d)",
            "Amara Nakato (example)",
            "CRM",
            "Amara Nakato (example) (CRM, 0a1b2c3d)",
        ),
        (
            "Amara Nakato (example) (CRM, 0a1b2c3d)",
            "Amara Nakato (example)",
            "CRM",
            "Amara Nakato (example) (CRM, 0a1b2c3d)",
        ),
        ("amara@example.org (CRM, 0a1b2c3d)", "amara@example.org", "CRM", "amara@example.org (CRM, 0a1b2c3d)"),
        ("김하늘 (Kim) <kim@example.org>", "김하늘 (Kim)", "", "김하늘 (Kim)"),
        ("A <a@example.org> (CRM (old), 2023, 0a1b2c3d)", "A", "CRM (old), 2023", "A (CRM (old), 2023, 0a1b2c3d)"),
    ],
)
def test_a_signature_is_taken_apart_whatever_stands_in_brackets(by: str, name: str, token: str, without: str) -> None:
    assert (name_signed(by), token_signed(by), without_address(by)) == (name, token, without)
