"""How a row is written."""

CAST = ("mina", "amara", "ben", "chloe", "dae", "esra", "farid", "nobody")
SECRETARIAT = frozenset({"mina"})

Row = dict[str, int]


def row(*, others: int, **apart: int) -> Row:
    """What each gets: `others`, but for those who are named."""
    assert set(apart) <= set(CAST)
    return {who: apart.get(who, others) for who in CAST}


def everybody(status: int = 200) -> Row:
    """The same for all."""
    return row(others=status)


def only_mina(status: int = 200, *, others: int = 403) -> Row:
    """For the secretariat alone."""
    return row(others=others, mina=status)


def signed_in(status: int = 200, *, nobody: int = 302) -> Row:
    """For everybody who has signed in; nobody is led to the way in."""
    return row(others=status, nobody=nobody)
