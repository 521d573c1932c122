"""A ticket proves itself, says which activity it is for, and nobody else can make one."""

import base64
import re
from uuid import UUID, uuid4

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey
from pytest_django import Settings

from hanse.calendar.registration.passes.codes import new_code, plain_code, short_code, shown_code, uids_of
from hanse.calendar.registration.passes.keys import hkdf, public_keys
from hanse.calendar.registration.passes.tokens import (
    NotATicket,
    Ticket,
    address_of,
    digest_of,
    keys_for_devices,
    seal,
    unseal,
    version_of,
)

TICKET = Ticket(7, UUID("c3c53469-a3ab-494c-ad35-f76ae076c6b2"), b"\x00\x01\x02\x03")


def test_keys_are_derived_as_the_standard_says() -> None:
    """RFC 5869, appendix A.1 and A.3."""
    first = hkdf(b"\x0b" * 22, salt=bytes(range(13)), info=bytes(range(0xF0, 0xFA)), length=42)
    assert first.hex() == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    third = hkdf(b"\x0b" * 22, salt=b"", info=b"", length=42)
    assert third.hex() == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"


@given(st.integers(0, 2**32 - 1), st.uuids(), st.binary(min_size=4, max_size=4))
def test_what_is_sealed_is_read_again(intake: int, uid: UUID, version: bytes) -> None:
    ticket = Ticket(intake, uid, version)
    assert unseal(seal(ticket)) == ticket
    assert seal(ticket) == seal(ticket)


def test_a_ticket_is_read_from_its_address_in_any_case_and_with_spaces_around() -> None:
    token = seal(TICKET)
    for text in (token, f"  {token.lower()}\n", f"https://x.example.org/T/{token}/", address_of(token, "http://x.org")):
        assert unseal(text) == TICKET


@pytest.mark.parametrize("place", [0, 3, 12, 35, 90, 142])
def test_a_ticket_with_one_letter_changed_is_none(place: int) -> None:
    token = seal(TICKET)
    other = "A" if token[place] != "A" else "B"
    with pytest.raises(NotATicket):
        unseal(token[:place] + other + token[place + 1 :])


@pytest.mark.parametrize(
    "text", ["", "x", "A" * 143, "1" * 143, "https://example.org/", "\x00", "A" * 100_000, "김" * 143]
)
def test_anything_else_is_no_ticket(text: str) -> None:
    with pytest.raises(NotATicket):
        unseal(text)


def test_a_second_spelling_of_the_same_octets_is_refused() -> None:
    """The last letter carries three bits that mean nothing; were they free, one ticket would have eight digests."""
    token = seal(TICKET)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    with pytest.raises(NotATicket):
        unseal(token[:-1] + alphabet[alphabet.index(token[-1]) | 1])


def test_a_ticket_signed_by_somebody_else_is_forged() -> None:
    body = base64.b32decode(seal(TICKET) + "=")[:25]
    forged = base64.b32encode(body + SigningKey.generate().sign(body).signature).decode().rstrip("=")
    with pytest.raises(NotATicket):
        unseal(forged)


def test_a_ticket_of_another_house_is_forged(settings: Settings) -> None:
    token = seal(TICKET)
    settings.SECRET_KEY = "the secret of another house, which is long enough as well"
    with pytest.raises(NotATicket):
        unseal(token)


def test_a_ticket_of_a_secret_that_was_retired_lately_is_still_good(settings: Settings) -> None:
    token, old = seal(TICKET), settings.SECRET_KEY
    settings.SECRET_KEY = "the new secret of this house, which is long enough as well"
    settings.SECRET_KEY_FALLBACKS = [old]
    assert unseal(token) == TICKET
    assert len(keys_for_devices()) == 2


def test_the_version_moves_with_what_the_ticket_says_and_with_nothing_else() -> None:
    uid = uuid4()
    told = {"uid": uid, "name": "Amara", "email": "a@example.org", "attendance": "in-person"}
    assert version_of(**told) == version_of(**told | {"email": "A@Example.org"})
    for changed in ({"name": "Ben"}, {"email": "b@example.org"}, {"attendance": "online"}, {"uid": uuid4()}):
        assert version_of(**told | changed) != version_of(**told)


def test_a_device_can_verify_with_the_public_key_alone() -> None:
    sealed = base64.b32decode(seal(TICKET) + "=")
    assert public_keys()[0].verify(sealed[:25], sealed[25:]) == sealed[:25]
    assert base64.urlsafe_b64decode(keys_for_devices()[0] + "=") == bytes(public_keys()[0])


def test_the_code_is_small_enough_for_a_badge() -> None:
    address = address_of(seal(TICKET), "https://year.example.org")
    assert re.fullmatch(r"[0-9A-Z $%*+./:-]+", address)
    assert segno.make(address, error="m", micro=False).version <= 8


def test_a_digest_tells_nothing_of_the_ticket_and_fits_only_it() -> None:
    assert digest_of(seal(TICKET)) != digest_of(seal(Ticket(8, TICKET.uid, TICKET.version)))
    assert len(digest_of(seal(TICKET))) == 32


@given(st.uuids())
def test_a_short_code_leads_back_to_its_registration(uid: UUID) -> None:
    code = short_code(uid)
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", code)
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("0", "o").replace("1", "l")):
        span = uids_of(typed)
        assert span is not None
        assert span[0] <= uid <= span[1]


@pytest.mark.parametrize("typed", ["", "K7QF", "K7QF-3M2P-XW9D-AAAA", "K7QF-3M2!", "김대중", "K7QF3M2P9"])
def test_what_is_no_short_code_means_nobody(typed: str) -> None:
    assert uids_of(typed) is None


def test_codes_of_certificates_are_read_as_people_type_them() -> None:
    code = new_code()
    assert len(code) == 12
    assert plain_code(shown_code(code).lower().replace("-", " ")) == code
    assert plain_code("<script>") == ""
