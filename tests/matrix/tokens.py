"""Who may open what of the room `tokens`."""

from tests.matrix.rows import CAST, row, signed_in

ROWS = {"tokens:tokens": signed_in(), "tokens:revoke": row(others=405, nobody=302)}
POSTS = {"tokens:tokens": frozenset(CAST) - {"nobody"}}


def world() -> dict[str, str]:
    """No token: nobody else's can be named."""
    return {"tokens:revoke.prefix": "00000000"}
