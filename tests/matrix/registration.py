"""Who may open what of the room `registration`."""

from datetime import UTC, datetime

from hanse.accounts.models import User
from hanse.calendar.registration.links import page_token
from hanse.calendar.registration.models import Registration
from hanse.calendar.registration.operations.delegating import register_delegation
from hanse.calendar.registration.submissions import Delegate
from hanse.members.models import Mandate, Organisation
from tests.factories.calendar import make_activity
from tests.factories.members import make_mandate
from tests.factories.registration import NOW, make_intake, make_question, register
from tests.matrix.rows import SECRETARIAT, everybody, only_mina, row

# Amara acts for Kampala, whose registration it is; it is about a person without an account.
OF_KAMPALA = row(others=403, mina=200, amara=200, nobody=302)

ROWS = {
    "registration:answer": row(others=405),
    "registration:ask-again": everybody(),
    "registration:bring": row(others=403, amara=200, nobody=302),
    "registration:calendar": OF_KAMPALA,
    "registration:cancel": OF_KAMPALA,
    "registration:change": OF_KAMPALA,
    "registration:confirm": everybody(404),
    "registration:decide": row(others=405),
    "registration:delegation": OF_KAMPALA,
    "registration:file": row(others=403, mina=404, nobody=302),
    "registration:invitations": only_mina(),
    "registration:link": everybody(302),
    "registration:list": only_mina(),
    "registration:page": OF_KAMPALA,
    "registration:queue": only_mina(),
    "registration:register": everybody(),
    "registration:sent": everybody(),
    "registration:terms": only_mina(),
}

POSTS = {
    "registration:decide": SECRETARIAT,
    "registration:invitations": SECRETARIAT,
    "registration:list": SECRETARIAT,
    "registration:queue": SECRETARIAT,
    "registration:terms": SECRETARIAT,
    "registration:bring": frozenset({"amara"}),
    "registration:cancel": frozenset({"mina", "amara"}),
    "registration:change": frozenset({"mina", "amara"}),
    "registration:delegation": frozenset({"mina", "amara"}),
}


def world() -> dict[str, str]:
    """Terms of the activity, and a registration for Kampala of somebody without an account."""
    # It goes on for good, so that it is never over whatever day it is.
    activity = make_activity(slug="open-house-2023", when="from Nov 30")
    intake = make_intake(activity, closes_at=datetime(2099, 1, 1, tzinfo=UTC))
    kampala, _is_new = Organisation.objects.get_or_create(slug="kampala", defaults={"name": "Kampala", "kind": "city"})
    amara = User.objects.get(email="amara@example.org")
    if not Mandate.objects.filter(person=amara, organisation=kampala, revoked_at=None, ends_on=None).exists():
        make_mandate(amara, kampala, is_administrator=True)
    make_question(intake, "file", key="letter")
    guest = register(intake, organisation=kampala.pk)
    Registration.objects.filter(pk=guest.pk).update(person=None, made_by=None, email="guest@example.org")
    guest.refresh_from_db()
    people = [Delegate(), Delegate()]
    taken = register_delegation(
        intake=intake.pk, organisation=kampala.pk, people=people, person=None, by="hanse tests", now=NOW
    )
    uid = str(guest.uid)
    return {
        "registration:link.token": page_token(guest),
        "registration:confirm.token": "no-such-token",
        "registration:delegation.uid": str(taken.delegation.uid),
        "registration:file.pk": "1",
        **{f"{name}.slug": activity.slug for name in ROWS},
        **{f"registration:{n}.uid": uid for n in ("answer", "calendar", "cancel", "change", "decide", "file", "page")},
    }
