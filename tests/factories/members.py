"""Organisations for tests: sensible unless a test says otherwise."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from hanse.accounts.models import User
from hanse.members.geography import region_of
from hanse.members.models import Decision, Mandate, Membership, NetworkPlace, Organisation, RegionalNetwork

_numbers = count(1)


def make_organisation(**fields: Any) -> Organisation:
    """A member city of Uganda unless told otherwise."""
    number = next(_numbers)
    fields.setdefault("slug", f"organisation-{number}")
    fields.setdefault("name", f"Organisation {number}")
    fields.setdefault("kind", "city")
    fields.setdefault("standing", "member")
    fields.setdefault("country", "UG")
    fields.setdefault("region", region_of(fields["country"]))
    return Organisation.objects.create(**fields)


def make_network(**fields: Any) -> RegionalNetwork:
    """A regional network of the network's own."""
    number = next(_numbers)
    fields.setdefault("code", f"network-{number}")
    fields.setdefault("name", f"Network {number}")
    fields.setdefault("short_name", f"N{number}")
    fields.setdefault("relation", "own")
    return RegionalNetwork.objects.create(**fields)


def make_place(network: RegionalNetwork, organisation: Organisation, role: str = "member") -> NetworkPlace:
    """An organisation's place in a network."""
    return NetworkPlace.objects.create(network=network, organisation=organisation, role=role)


def make_person(**fields: Any) -> User:
    """Somebody with an account."""
    number = next(_numbers)
    fields.setdefault("email", f"person-{number}@example.org")
    fields.setdefault("name", f"Person {number}")
    return User.objects.create(**fields)


def make_mandate(person: User, organisation: Organisation, **fields: Any) -> Mandate:
    """A mandate in force since 2020, without an end, unless told otherwise."""
    fields.setdefault("starts_on", date(2020, 1, 1))
    fields.setdefault("granted_at", datetime(2020, 1, 1, tzinfo=UTC))
    fields.setdefault("granted_by", "Mina Park <mina@example.org>")
    return Mandate.objects.create(person=person, organisation=organisation, **fields)


def make_membership(organisation: Organisation, **fields: Any) -> Membership:
    """A full membership since 2020, decided by the Executive Committee, unless told otherwise."""
    fields.setdefault("category", "full")
    fields.setdefault("status", "active")
    fields.setdefault("starts_on", date(2020, 1, 1))
    if not fields.get("is_on_record") and "decision" not in fields:
        fields["decision"] = Decision.objects.create(
            body="executive-committee",
            decided_on=fields["starts_on"],
            minute="EXCOM 2020, 4",
            recorded_by="Mina Park <mina@example.org>",
            recorded_at=datetime(2020, 1, 1, tzinfo=UTC),
        )
    return Membership.objects.create(organisation=organisation, **fields)
