"""People for tests, beside the named cast, and browsers in which they are signed in."""

import time
from datetime import timedelta
from itertools import count
from typing import Any

from django.test import Client
from django.utils import timezone

from hanse.accounts.models import IdentityProvider, Invitation, ProviderDomain, User
from hanse.accounts.sealing import seal

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_numbers = count(1)


def make_person(**fields: Any) -> User:
    """Somebody with an address, without an office at the secretariat unless told otherwise."""
    number = next(_numbers)
    fields.setdefault("email", f"account-{number}@example.org")
    fields.setdefault("name", f"Person {number}")
    return User.objects.create(**fields)


def make_manager(*areas: str, **fields: Any) -> User:
    """A programme manager of some areas."""
    return make_person(role="manager", areas=list(areas), **fields)


def browser_of(person: User, *ways: str) -> Client:
    """A browser in which somebody is signed in; `ways` are what they have just shown, such as "code" or "mfa"."""
    client = Client()
    client.force_login(person, backend=BACKEND)
    if ways:
        session = client.session
        session["account_authentication_methods"] = [{"method": way, "at": time.time(), "type": "totp"} for way in ways]
        session["account_authentication_methods_user"] = str(person.pk)
        session.save()
    return client


def make_invitation(**fields: Any) -> Invitation:
    """An open invitation for a person."""
    number, now = next(_numbers), timezone.now()
    fields.setdefault("email", f"invited-{number}@example.org")
    fields.setdefault("language", "en")
    fields.setdefault("created_at", now)
    fields.setdefault("sent_at", fields["created_at"])
    fields.setdefault("expires_at", fields["created_at"] + timedelta(days=14))
    return Invitation.objects.create(**fields)


def make_provider(*domains: str, **fields: Any) -> IdentityProvider:
    """A provider that nobody runs; its address is one of this machine where nothing listens."""
    number = next(_numbers)
    fields.setdefault("key", f"provider-{number}")
    fields.setdefault("name", f"Provider {number}")
    fields.setdefault("server", "http://127.0.0.1:9")
    fields.setdefault("client_id", "hanse")
    fields.setdefault("sealed_secret", seal("secret"))
    fields.setdefault("created_at", timezone.now())
    provider = IdentityProvider.objects.create(**fields)
    for domain in domains or (f"city-{number}.example",):
        ProviderDomain.objects.create(provider=provider, domain=domain)
    return provider
