"""Who may open what of the room `webhooks`."""

from tests.matrix.rows import everybody, row

ROWS = {"webhooks:hooks": row(others=403, mina=200, amara=200), "webhooks:act": everybody(405)}
POSTS = {"webhooks:hooks": frozenset({"mina", "amara"})}


def world() -> dict[str, str]:
    """No hook: nobody else's can be named."""
    return {"webhooks:act.uid": "00000000-0000-4000-8000-000000000000", "webhooks:act.verb": "test"}
