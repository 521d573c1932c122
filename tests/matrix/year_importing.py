"""Who may open what of imports."""

from uuid import UUID

from tests.factories.importing import make_run
from tests.matrix.rows import SECRETARIAT, only_mina, row

UID, DONE = UUID(int=71), UUID(int=72)

ROWS = {
    "importing:list": only_mina(),
    "importing:run": only_mina(),
    "importing:columns": only_mina(),
    "importing:do": row(others=403, mina=405),
    "importing:go-on": row(others=403, mina=405),
    "importing:undo": row(others=403, mina=405),
    "importing:discard": row(others=403, mina=405),
    "importing:refused": only_mina(),
}

POSTS = {f"importing:{name}": SECRETARIAT for name in ("list", "columns", "do", "go-on", "undo", "discard")}


def world() -> dict[str, str]:
    """An import with a row that is refused."""
    make_run("name,kind\nJinja,spaceship\n", uid=UID)
    return {
        f"importing:{name}.uid": str(UID) for name in ("run", "columns", "do", "go-on", "undo", "discard", "refused")
    }
