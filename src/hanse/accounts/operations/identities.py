"""Identity providers of cities: added, revised and removed by administrators."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction

from hanse.accounts.models import IdentityProvider, ProviderDomain, User
from hanse.accounts.operations.noting import note_act
from hanse.accounts.sealing import seal
from hanse.audit.actor import By
from hanse.audit.changes import changes_between
from hanse.audit.operations import record


class KeyTaken(Exception):
    """Another provider goes by that key."""


class DomainTaken(Exception):
    """Another provider has that e-mail domain; `domain` says which."""

    def __init__(self, domain: str) -> None:
        self.domain = domain
        super().__init__(domain)


class ProviderGone(Exception):
    """There is no such provider any more."""


@dataclass(frozen=True, slots=True)
class ProviderDraft:
    """What a form says of a provider; an empty `client_secret` leaves the one that is there."""

    key: str
    name: str
    server: str
    client_id: str
    client_secret: str
    domains: tuple[str, ...]
    organisation: str
    is_only_way: bool
    is_active: bool


@transaction.atomic
def add_provider(*, draft: ProviderDraft, by: By, now: datetime) -> IdentityProvider:
    """Add a provider. Raises `KeyTaken` and `DomainTaken`."""
    taken = {one.key for one in settings.CONFIG.oidc}
    if draft.key in taken or IdentityProvider.objects.filter(key=draft.key).exists():
        raise KeyTaken(draft.key)
    provider = IdentityProvider(key=draft.key, created_at=now)
    _fill(provider, draft)
    after = _facts(draft)
    changes = {name: ["", value] for name, value in after.items()}
    _note(provider, "add", by=by, now=now, changes=changes)
    return provider


@transaction.atomic
def revise_provider(*, provider: int, draft: ProviderDraft, by: By, now: datetime) -> IdentityProvider:
    """Change a provider; its key stays, because the callback address at the city's end has it.

    With another issuer, people are known by other identifiers there, so the links to it go. Raises `DomainTaken` and `ProviderGone`.
    """
    found = _locked(provider)
    before = _facts(draft_of(found))
    if draft.server != found.server:
        SocialAccount.objects.filter(provider=found.key).delete()
    _fill(found, draft)
    after = _facts(draft_of(found))
    changes = changes_between(before, after)
    if draft.client_secret:
        changes["client_secret"] = ["…", "…"]
    if changes:
        _note(found, "revise", by=by, now=now, changes=changes)
    return found


@transaction.atomic
def remove_provider(*, provider: int, by: By, now: datetime) -> None:
    """Remove a provider, and the links to it: another one with the same key must not open the same accounts.

    Who signed in by it goes on with a code. Raises `ProviderGone`.
    """
    found = _locked(provider)
    SocialAccount.objects.filter(provider=found.key).delete()
    changes = {name: [value, ""] for name, value in _facts(draft_of(found)).items()}
    _note(found, "remove", by=by, now=now, changes=changes)
    found.delete()


@transaction.atomic
def unlink_identity(*, person: int, identity: int, by: By, now: datetime) -> bool:
    """Remove the link between an account and an identity; whether there was one."""
    found = SocialAccount.objects.select_for_update().filter(user_id=person, pk=identity).first()
    if found is None:
        return False
    provider = found.provider
    found.delete()
    note_act(person=User.objects.get(pk=person), verb="unlink-identity", by=by, now=now, note=provider)
    return True


def draft_of(provider: IdentityProvider) -> ProviderDraft:
    """A provider as its form starts from it; the secret stays where it is."""
    return ProviderDraft(
        key=provider.key,
        name=provider.name,
        server=provider.server,
        client_id=provider.client_id,
        client_secret="",
        domains=tuple(sorted(row.domain for row in provider.domains.all())),
        organisation=provider.organisation,
        is_only_way=provider.is_only_way,
        is_active=provider.is_active,
    )


def _fill(provider: IdentityProvider, draft: ProviderDraft) -> None:
    for name in ("name", "server", "client_id", "organisation", "is_only_way", "is_active"):
        setattr(provider, name, getattr(draft, name))
    if draft.client_secret:
        provider.sealed_secret = seal(draft.client_secret)
    provider.full_clean()
    provider.save()
    _bind(provider, draft.domains)


def _bind(provider: IdentityProvider, domains: Collection[str]) -> None:
    others = {domain for one in settings.CONFIG.oidc for domain in one.domains}
    others |= set(ProviderDomain.objects.exclude(provider=provider).values_list("domain", flat=True))
    for domain in domains:
        if domain in others:
            raise DomainTaken(domain)
    provider.domains.exclude(domain__in=domains).delete()
    there = set(provider.domains.values_list("domain", flat=True))
    ProviderDomain.objects.bulk_create([ProviderDomain(provider=provider, domain=d) for d in domains if d not in there])


def _facts(draft: ProviderDraft) -> dict[str, Any]:
    facts = {name: value for name, value in asdict(draft).items() if name != "client_secret"}
    return {**facts, "domains": list(draft.domains)}


def _locked(provider: int) -> IdentityProvider:
    found = IdentityProvider.objects.select_for_update().filter(pk=provider).first()
    if found is None:
        raise ProviderGone(provider)
    return found


def _note(provider: IdentityProvider, verb: str, *, by: By, now: datetime, changes: dict[str, Any]) -> None:
    record(
        at=now,
        by=by,
        verb=verb,
        kind="identity-provider",
        key=provider.key,
        label=provider.name,
        changes=changes,
    )
