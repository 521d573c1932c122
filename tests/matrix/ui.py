"""Who may open what of the room `ui`."""

from tests.matrix.rows import everybody, signed_in

ROWS = {
    "ui:favicon": everybody(),
    "ui:kept": signed_in(404),
    "ui:reading": everybody(),
}

POSTS: dict[str, frozenset[str]] = {}


def world() -> dict[str, str]:
    """Nothing of its own."""
    return {}
