"""Identity providers of cities, whether the settings name them or administrators added them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from allauth.socialaccount.models import SocialAccount
from django.conf import settings

from hanse.accounts.models import IdentityProvider, ProviderDomain
from hanse.accounts.sealing import Unreadable, unseal


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider as signing in needs it. `row` is its key in the database, where it has one."""

    key: str
    name: str
    server: str
    client_id: str
    client_secret: str
    domains: tuple[str, ...]
    organisation: str
    is_only_way: bool
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """An identity of a person at a provider."""

    pk: int
    provider: str
    name: str


def providers() -> tuple[Provider, ...]:
    """All that are in use, in two queries."""
    return (*_of_settings(), *_of_database())


def provider_by_key(key: str) -> Provider | None:
    """The provider that goes by a key."""
    return next((one for one in _of_settings() if one.key == key), None) or next(iter(_of_database(key=key)), None)


def provider_for(email: str) -> Provider | None:
    """Where people of an address sign in: by the domain of the address, and by nothing else of it."""
    domain = email.rpartition("@")[2].lower()
    found = next((one for one in _of_settings() if domain in one.domains), None)
    if found is not None:
        return found
    row = ProviderDomain.objects.filter(domain=domain, provider__is_active=True).values_list("provider__key").first()
    return provider_by_key(row[0]) if row else None


def linked_identities(person: int) -> tuple[Linked, ...]:
    """At which providers a person can sign in to this account."""
    rows = SocialAccount.objects.filter(user_id=person).order_by("pk")
    names = {one.key: one.name for one in providers()} if rows else {}
    return tuple(Linked(row.pk, row.provider, names.get(row.provider, row.provider)) for row in rows)


def is_linked(provider: str, uid: str) -> bool:
    """Whether an identity opens an account already."""
    return bool(SocialAccount.objects.filter(provider=provider, uid=uid).exists())


def providers_to_keep() -> list[tuple[IdentityProvider, bool]]:
    """Those of the database, in use or not, for the page of administrators; and whether the secret can be read."""
    return [(row, _is_readable(row.sealed_secret)) for row in IdentityProvider.objects.prefetch_related("domains")]


def provider_to_keep(provider: int) -> IdentityProvider | None:
    """One of them."""
    return IdentityProvider.objects.prefetch_related("domains").filter(pk=provider).first()


def _is_readable(sealed: str) -> bool:
    try:
        unseal(sealed)
    except Unreadable:
        return False
    return True


def _of_settings() -> Iterator[Provider]:
    for one in settings.CONFIG.oidc:
        yield Provider(
            key=one.key,
            name=one.name,
            server=one.server,
            client_id=one.client_id,
            client_secret=one.client_secret,
            domains=one.domains,
            organisation=one.organisation,
            is_only_way=one.only,
        )


def _of_database(**only: str) -> Iterator[Provider]:
    for row in IdentityProvider.objects.filter(is_active=True, **only).prefetch_related("domains"):
        try:
            secret = unseal(row.sealed_secret)
        except Unreadable:
            continue  # sealed with another HANSE_SECRET_KEY; the page of administrators says so
        yield Provider(
            key=row.key,
            name=row.name,
            server=row.server,
            client_id=row.client_id,
            client_secret=secret,
            domains=tuple(domain.domain for domain in row.domains.all()),
            organisation=row.organisation,
            is_only_way=row.is_only_way,
            row=row.pk,
        )
