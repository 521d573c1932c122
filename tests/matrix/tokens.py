"""Who may open what of the room `tokens`."""

from tests.matrix.rows import row

ROWS = {
    "tokens:tokens": row(others=302),  # whoever has signed in shows once more who they are
    "tokens:revoke": row(others=405, nobody=302),
}
POSTS: dict[str, frozenset[str]] = {}


def world() -> dict[str, str]:
    """No token: nobody else's can be named."""
    return {"tokens:revoke.prefix": "00000000"}
