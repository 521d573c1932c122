"""Who may open what of the room `accounts`."""

from hanse.accounts.models import User
from hanse.accounts.operations import make_link
from tests.matrix.rows import everybody, row

ROWS = {
    "account_confirm_login_code": everybody(302),
    "account_inactive": everybody(),
    "account_link": everybody(),
    "account_login": row(others=302, nobody=200),
    "account_logout": row(others=200, nobody=302),
    "account_request_login_code": row(others=302, nobody=200),
    "account_signup": everybody(),
}

POSTS: dict[str, frozenset[str]] = {}


def world() -> dict[str, str]:
    """A link that was not used."""
    return {"token": make_link(user=User.objects.create(email="link@example.org"))}
