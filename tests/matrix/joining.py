"""Who may open what of the room `joining`."""

from datetime import UTC, datetime

from hanse.members.models import Application, Letter, Organisation
from hanse.members.operations.applications import token_of as application_token
from hanse.members.operations.mandates import Offer, invite, token_of
from tests.factories.members import make_mandate, make_organisation, make_person
from tests.matrix.rows import SECRETARIAT, everybody, only_mina, row

ROWS = {
    "joining:application": everybody(),
    "joining:applications": only_mina(),
    "joining:grant": only_mina(),
    "joining:invitation": everybody(),
    "joining:invite": row(others=403, mina=200, amara=200, nobody=302),
    "joining:join": everybody(),
    "joining:letter": only_mina(),
    "joining:merge": only_mina(404),
    "joining:merge-people": only_mina(404),
    "joining:own-application": everybody(),
    "joining:revoke": row(others=403, mina=200, amara=200, nobody=302),
    "joining:screen": only_mina(),
    "joining:withdraw": row(others=403, mina=405, amara=405, nobody=302),
}
KAMPALA = frozenset({"mina", "amara"})
POSTS = {
    **{name: SECRETARIAT for name, answers in ROWS.items() if answers["amara"] == 403},
    "joining:invite": KAMPALA,
    "joining:revoke": KAMPALA,
    "joining:withdraw": KAMPALA,
    # Only the invited person accepts: nobody of the cast is.
    "joining:invitation": frozenset({"nobody"}),
}
NOW = datetime(2020, 1, 1, tzinfo=UTC)


def world() -> dict[str, str]:
    """An invitation that is open, a mandate, and an application with its letter."""
    kampala = Organisation.objects.filter(slug="kampala").first() or make_organisation(slug="kampala")
    mandate = make_mandate(make_person(), kampala)
    now = datetime.now(UTC)
    invitation = invite(
        organisation=kampala.pk, email="new@example.org", name="New", offer=Offer(role="staff"), language="en", today=now.date(), by="Mina Park <mina@example.org>", now=now
    )  # fmt: skip
    application = make_application(reference="ABCD2345")
    return {
        "category": "full",
        "reference": application.reference,
        "joining:invitation.token": token_of(invitation),
        "joining:own-application.token": application_token(application.reference),
        "joining:revoke.mandate": str(mandate.pk),
        "invitation": str(invitation.pk),
        **{f"{name}.slug": "kampala" for name in ROWS},
    }


def make_application(**fields: object) -> Application:
    """An application of a city, with a letter."""
    fields = {
        "reference": "ABCD2345", "category": "full", "kind": "city", "name": "Entebbe", "country": "UG",
        "reasons": "To learn.", "signatory": "The Mayor", "signatory_office": "Mayor", "contact": "New Person",
        "email": "new@entebbe.example", "consent": "yes", "submitted_at": NOW, "state_at": NOW, **fields,
    }  # fmt: skip
    row = Application.objects.create(**fields)
    Letter.objects.create(
        application=row, name="letter.pdf", media_type="application/pdf", content=b"%PDF-1.7\n%%EOF", size=15, sha256="0" * 64
    )  # fmt: skip
    return row
