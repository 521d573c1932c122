"""Ground for all tests: settings of a demonstration, the named cast, and a clock that stands still on request."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.update({k: "" for k in os.environ if k.startswith("HANSE_")})
os.environ["HANSE_DEMO"] = "yes"
os.environ["HANSE_DATA_DIR"] = tempfile.mkdtemp(prefix="hanse-tests-")
os.environ["HANSE_DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "")
os.environ["DJANGO_SETTINGS_MODULE"] = "hanse.settings"

import pytest  # noqa: E402  # the environment is set before Django reads it
from django.conf import settings as django_settings  # noqa: E402
from django.test import Client  # noqa: E402

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
def _plain_static_files(settings: object) -> None:
    """Tests find static files where they lie; the manifest is production's."""
    django_settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"


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
def whole_cast(signed_in: Callable[[str], Client], nobody: Client) -> Iterator[dict[str, Client]]:
    """Everybody at once, by first name."""
    yield {**{who: signed_in(who) for who in CAST}, "nobody": nobody}
