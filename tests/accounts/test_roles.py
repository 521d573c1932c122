"""What each role may do for the network itself."""

import pytest
from django.contrib.auth.models import AnonymousUser

from hanse.accounts.choices import AreaKey
from hanse.accounts.models import User
from hanse.accounts.permissions import is_administrator, is_secretariat, managed_areas, manages


@pytest.mark.parametrize(
    ("user", "office", "everything", "prize", "governance"),
    [
        (User(role="secretariat"), True, True, True, True),
        (User(role="manager", areas=["prize"]), True, False, True, False),
        (User(role="manager"), True, False, False, False),
        (User(role="person"), False, False, False, False),
        (User(role="person", areas=["prize"]), False, False, False, False),
        (User(role="secretariat", is_active=False), False, False, False, False),
        (User(role="manager", areas=["prize"], is_active=False), False, False, False, False),
        (AnonymousUser(), False, False, False, False),
    ],
)
def test_a_role_says_what_somebody_may(
    user: User, office: bool, everything: bool, prize: bool, governance: bool
) -> None:
    assert is_secretariat(user) is office
    assert is_administrator(user) is everything
    assert manages(user, "prize") is prize
    assert manages(user, "governance") is governance


def test_an_area_that_is_none_belongs_to_nobody() -> None:
    assert managed_areas(User(role="secretariat")) == frozenset(AreaKey.values)
    assert managed_areas(User(role="manager", areas=["prize", "cooking"])) == {"prize"}
