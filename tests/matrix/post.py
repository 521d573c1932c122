"""Who may open what of the room `post`, whose addresses are put together in `year.letters`."""

from hanse.post.models import Correspondent
from hanse.post.signing import sign_choices, sign_stop
from tests.matrix.rows import everybody, signed_in

ROWS = {
    "letters:choices": signed_in(),
    "letters:choices-by-link": everybody(),
    "letters:stop": everybody(),
}

POSTS: dict[str, frozenset[str]] = {}


def world() -> dict[str, str]:
    """A correspondent without an account."""
    stranger = Correspondent.objects.create(email="stranger@example.net")
    return {
        "letters:choices-by-link.token": sign_choices(stranger.uid),
        "letters:stop.token": sign_stop(stranger.uid, "post.year-news"),
    }
