"""A token is shown once, does no more than it says, and ends."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import RequestFactory

from hanse.accounts.models import User
from hanse.accounts.tokens.models import Answer, Token
from hanse.accounts.tokens.operations import (
    Made,
    NoSuchToken,
    TooMany,
    forget_answers,
    make_token,
    revoke_token,
    token_of,
)
from hanse.accounts.tokens.repeating import KeyMissing, KeyReused, answered_once
from tests.factories.accounts import browser_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def owner() -> User:
    """Whose tokens they are."""
    return User.objects.create(email="amara@example.org", name="Amara")


def made(owner: User, **fields: Any) -> Made:
    """A token that reads activities for a month."""
    fields.setdefault("scopes", ["activities:read"])
    fields.setdefault("expires_on", TODAY + timedelta(days=30))
    return make_token(person=owner.pk, name="Website", by="test", now=NOW, **fields)


def test_the_secret_opens_and_is_kept_nowhere(owner: User) -> None:
    token = made(owner)
    assert token_of(token.secret, today=TODAY) == token.token
    assert token.secret.rpartition("_")[2] not in str(Token.objects.values())
    assert Token.objects.get().used_on == TODAY


@pytest.mark.parametrize("secret", ["", "hanse", "hanse__", "hanse_00000000_x", "x" * 10_000, "hanse_é_\x00"])
def test_nonsense_opens_nothing(secret: str) -> None:
    assert token_of(secret, today=TODAY) is None


def test_it_ends_by_day_by_hand_and_with_its_person(owner: User) -> None:
    token = made(owner)
    assert token_of(token.secret, today=TODAY + timedelta(days=30)) is not None
    assert token_of(token.secret, today=TODAY + timedelta(days=31)) is None
    owner.is_active = False
    owner.save()
    assert token_of(token.secret, today=TODAY) is None
    owner.is_active = True
    owner.save()
    revoke_token(prefix=token.token.prefix, person=owner.pk, by="test", now=NOW)
    assert token_of(token.secret, today=TODAY) is None


def test_nobody_revokes_anothers(owner: User) -> None:
    other = User.objects.create(email="ben@example.org")
    with pytest.raises(NoSuchToken):
        revoke_token(prefix=made(owner).token.prefix, person=other.pk, by="test", now=NOW)


@pytest.mark.parametrize(
    ("scopes", "expires_on"),
    [([], date(2026, 12, 1)), (["all"], date(2026, 12, 1)), (["activities:read"], date(2030, 1, 1))],
)
def test_what_is_not_offered_is_refused(owner: User, scopes: list[str], expires_on: date) -> None:
    with pytest.raises(ValueError, match=r"scopes|expires_on"):
        made(owner, scopes=scopes, expires_on=expires_on)


def test_there_is_a_most(owner: User) -> None:
    for _ in range(20):
        made(owner)
    with pytest.raises(TooMany):
        made(owner)


def test_the_page_shows_the_secret_once(owner: User) -> None:
    amara = browser_of(owner, "code")
    expires = date.today() + timedelta(days=20)  # noqa: DTZ011  # the form counts from the true day
    form = {"name": "CRM", "scopes": ["registrations:read"], "expires_on": expires.isoformat()}
    first = amara.post("/accounts/tokens/", form).content.decode()
    assert "hanse_" in first
    assert "hanse_" not in amara.get("/accounts/tokens/").content.decode()
    assert amara.post("/accounts/tokens/", {**form, "expires_on": "2099-01-01"}).status_code == 422


def test_whoever_has_not_shown_lately_who_they_are_does_so_first(owner: User) -> None:
    page = browser_of(owner).get("/accounts/tokens/")
    assert page.status_code == 302
    assert "/accounts/prove/" in page["Location"]


def asked(key: str | None, body: str = "{}") -> HttpRequest:
    """A call that writes."""
    headers = {"Idempotency-Key": key} if key is not None else {}
    return RequestFactory().post("/api/v1/x", body, content_type="application/json", headers=headers)


def test_a_repeated_call_is_answered_and_does_nothing(owner: User) -> None:
    token, done = made(owner).token, []

    def act() -> HttpResponse:
        done.append(1)
        return JsonResponse({"number": len(done)}, status=201)

    first = answered_once(asked("k1"), token, act, now=NOW)
    again = answered_once(asked("k1"), token, act, now=NOW)
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert len(done) == 1
    answered_once(asked("k2"), token, act, now=NOW)
    assert len(done) == 2


def test_a_refusal_is_not_kept_and_may_be_tried_again(owner: User) -> None:
    token = made(owner).token
    answers = iter([JsonResponse({}, status=422), JsonResponse({}, status=201)])
    assert answered_once(asked("k"), token, lambda: next(answers), now=NOW).status_code == 422
    assert answered_once(asked("k"), token, lambda: next(answers), now=NOW).status_code == 201


def test_a_key_is_for_one_call_and_for_one_token(owner: User) -> None:
    token, other = made(owner).token, made(owner).token

    def act() -> HttpResponse:
        return JsonResponse({})

    answered_once(asked("k", '{"a":1}'), token, act, now=NOW)
    with pytest.raises(KeyReused):
        answered_once(asked("k", '{"a":2}'), token, act, now=NOW)
    assert "Idempotent-Replayed" not in answered_once(asked("k", '{"a":2}'), other, act, now=NOW).headers
    for key in (None, "", "x" * 101):
        with pytest.raises(KeyMissing):
            answered_once(asked(key), token, act, now=NOW)


def test_answers_are_forgotten_after_a_day(owner: User) -> None:
    answered_once(asked("k"), made(owner).token, lambda: JsonResponse({}), now=NOW)
    assert forget_answers(NOW + timedelta(hours=23)) == 0
    assert forget_answers(NOW + timedelta(hours=25)) == 1
    assert not Answer.objects.exists()
