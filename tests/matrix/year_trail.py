"""Who may open what of the record."""

from hanse.accounts.models import User
from tests.factories.members import make_organisation
from tests.factories.record import give_mandate
from tests.matrix.rows import SECRETARIAT, everybody, only_mina, row

ROWS = {
    "year:trail": only_mina(),
    "year:trail-csv": everybody(405),
    "year:organisation-trail": row(others=403, mina=200, amara=200),
    "year:organisation-trail-csv": everybody(405),
}

POSTS = {
    "year:trail-csv": SECRETARIAT,
    "year:organisation-trail-csv": frozenset({"mina", "amara"}),
}


def world() -> dict[str, str]:
    """A city of which Amara is an administrator."""
    city = make_organisation(slug="jinja")
    give_mandate(User.objects.get(email="amara@example.org"), city)
    return {"year:organisation-trail.slug": "jinja", "year:organisation-trail-csv.slug": "jinja"}
