"""Who may open what of the pages about personal data."""

from hanse.accounts.models import User
from hanse.year.personal.copying import Copy, make_copy
from tests.matrix.rows import CAST, SECRETARIAT, everybody, only_mina, row, signed_in

ROWS = {
    "year:my-data": signed_in(),
    "year:my-copy": row(others=403, amara=200, nobody=302),
    "year:my-copy-file": row(others=403, amara=200, nobody=302),
    "year:erase-me": signed_in(),
    "year:erased": everybody(),
    "year:on-request": only_mina(),
}

POSTS = {
    "year:my-data": frozenset(CAST) - {"nobody"},
    "year:erase-me": frozenset(CAST) - {"nobody"},
    "year:on-request": SECRETARIAT,
}


def world() -> dict[str, str]:
    """A copy of Amara's data."""
    amara = User.objects.get(email="amara@example.org")
    copy = Copy(amara.pk, "ab" * 16)
    make_copy(copy=copy, user=amara, language="en")
    return {"year:my-copy.token": copy.token, "year:my-copy-file.token": copy.token}
