"""Who may open what of the room `webhooks`."""

from tests.matrix.rows import SECRETARIAT, everybody, only_mina

ROWS = {"webhooks:hooks": only_mina(), "webhooks:act": everybody(405)}
POSTS = {"webhooks:hooks": SECRETARIAT}


def world() -> dict[str, str]:
    """No hook: nobody else's can be named."""
    return {"webhooks:act.uid": "00000000-0000-4000-8000-000000000000", "webhooks:act.verb": "test"}
