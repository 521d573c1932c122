"""Who may open what of the room `members`."""

from datetime import date

from hanse.accounts.models import User
from hanse.members.models import Agreement, Expert, Logo, Organisation
from tests.factories.members import make_mandate, make_membership, make_network, make_organisation, make_person
from tests.matrix.rows import CAST, SECRETARIAT, everybody, only_mina, row, signed_in

# Amara is an administrator of Kampala; Ben is her colleague without a mandate.
ITS_PEOPLE = row(others=403, mina=200, amara=200, nobody=302)
ROWS = {
    "members:acting": signed_in(),
    "members:add": only_mina(),
    "members:add-agreement": only_mina(),
    "members:agree": row(others=403, mina=200, esra=200, nobody=302),
    "members:agreements": only_mina(),
    "members:appoint": only_mina(),
    "members:begin": only_mina(),
    "members:board": everybody(),
    "members:confirm": row(others=403, mina=405, amara=405, nobody=302),
    "members:correct": only_mina(),
    "members:directory": everybody(),
    "members:doubles": only_mina(),
    "members:dues": only_mina(),
    "members:edit": ITS_PEOPLE,
    "members:edit-agreement": only_mina(),
    "members:edit-expert": only_mina(),
    "members:history": ITS_PEOPLE,
    "members:lapse-agreement": only_mina(405),
    "members:logo": everybody(),
    "members:mandate": ITS_PEOPLE,
    "members:membership": ITS_PEOPLE,
    "members:note-dues": only_mina(),
    "members:people": ITS_PEOPLE,
    "members:register": everybody(),
    "members:renew-agreement": only_mina(),
    "members:shown": row(others=404, amara=200, nobody=302),
    "members:strike": only_mina(),
    "members:tell-apart": only_mina(405),
    "members:to-confirm": only_mina(),
}
KAMPALA = frozenset({"mina", "amara"})
POSTS: dict[str, frozenset[str]] = {
    **{name: SECRETARIAT for name, answers in ROWS.items() if answers["amara"] == 403},
    "members:acting": frozenset(CAST) - {"nobody"},
    "members:agree": SECRETARIAT | {"esra"},
    "members:confirm": KAMPALA,
    "members:edit": KAMPALA,
    "members:mandate": KAMPALA,
}


def world() -> dict[str, str]:
    """Kampala with Amara as its administrator, a period, an agreement; Esra as an expert; a regional network."""
    kampala = Organisation.objects.filter(slug="kampala").first() or make_organisation(slug="kampala")
    make_network(code="asean")
    amara, esra = (User.objects.get(email=f"{who}@example.org") for who in ("amara", "esra"))
    own = make_mandate(amara, kampala, role="cio", is_administrator=True)
    other = make_mandate(make_person(), kampala, role="staff")
    period = make_membership(kampala)
    agreement = Agreement.objects.create(partner=kampala, title="MoU", kind="mou", starts_on=date(2020, 1, 1))
    expert = Expert.objects.create(person=esra, name="Esra Yıldız", field="Mobility", starts_on=date(2020, 1, 1))
    Logo.objects.create(
        organisation=kampala, content=b"x", media_type="image/png", width=1, height=1, sha256="0" * 64,
        uploaded_by="Amara", uploaded_at=own.granted_at,
    )  # fmt: skip
    return {
        "organisation": "kampala",
        "code": "asean",
        "region": "asean",
        "agreement": str(agreement.pk),
        "expert": str(expert.pk),
        "period": str(period.pk),
        "mandate": str(other.pk),
        "members:shown.mandate": str(own.pk),
        **{f"{name}.slug": "kampala" for name in ROWS},
    }
