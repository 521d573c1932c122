"""Who may open what of the room `regions`."""

from tests.matrix.rows import everybody

ROWS = {
    "regions:index": everybody(),
    "regions:network": everybody(),
}

POSTS: dict[str, frozenset[str]] = {}


def world() -> dict[str, str]:
    """Nothing of its own."""
    return {}
