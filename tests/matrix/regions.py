"""Who may open what of the room `regions`."""

from datetime import UTC, date, datetime

from hanse.accounts.models import User
from hanse.members.models import Coordination
from tests.factories.members import make_network, make_organisation, make_place
from tests.matrix.rows import SECRETARIAT, everybody, only_mina, row

ROWS = {
    "regions:care": row(others=403, mina=200, chloe=200),
    "regions:index": everybody(),
    "regions:last-day": only_mina(),
    "regions:network": everybody(),
    "regions:new-coordinator": only_mina(),
    "regions:new-place": only_mina(),
    "regions:relieve": only_mina(405),
}

POSTS = {name: SECRETARIAT for name, answers in ROWS.items() if answers["chloe"] == 403}


def world() -> dict[str, str]:
    """A network that Chloé coordinates, with a place in it."""
    network = make_network(code="afscn")
    chloe = User.objects.get(email="chloe@example.org")
    place = make_place(network, make_organisation())
    coordination = Coordination.objects.create(
        network=network, person=chloe, starts_on=date(2020, 1, 1), named_by="Mina", named_at=datetime(2020, 1, 1, tzinfo=UTC)
    )  # fmt: skip
    return {
        **{f"{name}.code": "afscn" for name in ROWS if name != "regions:index"},
        "place": str(place.pk),
        "coordination": str(coordination.pk),
    }
