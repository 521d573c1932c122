"""People for tests, beside the named cast, and browsers in which they are signed in."""

from itertools import count
from typing import Any

from django.test import Client

from hanse.accounts.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_numbers = count(1)


def make_person(**fields: Any) -> User:
    """Somebody with an address, without an office at the secretariat unless told otherwise."""
    number = next(_numbers)
    fields.setdefault("email", f"person-{number}@example.org")
    fields.setdefault("name", f"Person {number}")
    return User.objects.create(**fields)


def make_manager(*areas: str, **fields: Any) -> User:
    """A programme manager of some areas."""
    return make_person(role="manager", areas=list(areas), **fields)


def browser_of(person: User) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client
