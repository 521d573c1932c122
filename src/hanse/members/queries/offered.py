"""What forms offer while one types, and what is meant by the words."""

from __future__ import annotations

from hanse.accounts.models import User
from hanse.members.models import Organisation
from hanse.ui.folding import fold

MOST_OFFERED = 3000


class Ambiguous(Exception):
    """The words name several."""


def offered_organisations() -> list[tuple[str, str]]:
    """Addresses and names of all organisations, by name."""
    return list(Organisation.objects.order_by("name").values_list("slug", "name")[:MOST_OFFERED])


def find_organisation(words: str) -> Organisation | None:
    """The organisation with this address or this name, whatever its accents; `None`, or `Ambiguous`."""
    found = Organisation.objects.filter(slug=words).first()
    if found is not None:
        return found
    sought = fold(words)
    named = [
        one for one in Organisation.objects.filter(folded_names__begins=words)[:50] if sought in map(fold, one.names)
    ]
    if len(named) > 1:
        raise Ambiguous
    return named[0] if named else None


def find_person(email: str) -> User | None:
    """The open account with this address."""
    return User.objects.filter(email__iexact=email.strip(), is_active=True).first()
