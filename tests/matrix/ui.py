"""Who may open what of the room `ui`."""

from tests.matrix.rows import everybody

ROWS = {
    "ui:favicon": everybody(),
    "ui:reading": everybody(),
}

POSTS: dict[str, frozenset[str]] = {}


def world() -> dict[str, str]:
    """Nothing of its own."""
    return {}
