"""Who may open what of the room `members`."""

from tests.factories.members import make_network, make_organisation
from tests.matrix.rows import CAST, everybody, signed_in

ROWS = {
    "members:acting": signed_in(),
    "members:directory": everybody(),
}

POSTS: dict[str, frozenset[str]] = {"members:acting": frozenset(CAST) - {"nobody"}}


def world() -> dict[str, str]:
    """A city and a regional network."""
    make_organisation(slug="kampala")
    make_network(code="asean")
    return {"organisation": "kampala", "code": "asean", "region": "asean"}
