"""Ground for all tests: settings of a demonstration, the named cast, and a clock that stands still on request."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from hypothesis import settings

# How long one example takes says how busy the machine is. Speed is measured by benchmarks.
settings.register_profile("hanse", deadline=None)
settings.load_profile("hanse")

CAST = {
    "mina": ("Mina Park", "secretariat"),
    "amara": ("Amara Nakato", "person"),
    "ben": ("Ben Okello", "person"),
    "chloe": ("Chloé Martin", "person"),
    "dae": ("Dae-jung Kim", "person"),
    "esra": ("Esra Yıldız", "person"),
    "farid": ("Farid Rahimi", "person"),
}
SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(autouse=True)
def forgotten() -> None:
    """Nobody has asked for anything before a test begins: limits count anew."""
    cache.clear()


@pytest.fixture
def still_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """The minute by which requests are counted does not turn while a test sends its own."""
    monkeypatch.setattr("hanse.ui.limits.time", lambda: 1_699_999_990.0)


@pytest.fixture
def on_a_server() -> None:
    """For tests that do several things at once: SQLite in tests lives in one connection's memory."""
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL, whose connections are independent of each other")


@pytest.fixture
def signed_in(db: None) -> Callable[[str], Client]:
    """A browser in which one of the cast is signed in."""
    from hanse.accounts.models import User

    def sign_in(who: str) -> Client:
        name, role = CAST[who]
        user, _ = User.objects.get_or_create(
            email=f"{who}@example.org", defaults={"name": name, "role": role, "is_example": True}
        )
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def mina(signed_in: Callable[[str], Client]) -> Client:
    """The secretariat."""
    return signed_in("mina")


@pytest.fixture
def amara(signed_in: Callable[[str], Client]) -> Client:
    """An official of Kampala."""
    return signed_in("amara")


@pytest.fixture
def ben(signed_in: Callable[[str], Client]) -> Client:
    """Amara's colleague, without a mandate."""
    return signed_in("ben")


@pytest.fixture
def chloe(signed_in: Callable[[str], Client]) -> Client:
    """Another city's official."""
    return signed_in("chloe")


@pytest.fixture
def dae(signed_in: Callable[[str], Client]) -> Client:
    """A company's representative."""
    return signed_in("dae")


@pytest.fixture
def esra(signed_in: Callable[[str], Client]) -> Client:
    """A juror."""
    return signed_in("esra")


@pytest.fixture
def farid(signed_in: Callable[[str], Client]) -> Client:
    """24 years old, no organisation."""
    return signed_in("farid")


@pytest.fixture
def nobody(db: None) -> Client:
    """Signed out."""
    return Client()


@pytest.fixture
def whole_cast(signed_in: Callable[[str], Client], nobody: Client) -> dict[str, Client]:
    """Everybody at once, by first name."""
    return {**{who: signed_in(who) for who in CAST}, "nobody": nobody}
