"""Who may open what of the day itself: tickets, the door, lists, certificates, feedback, files."""

from datetime import date

from hanse.accounts.models import User
from hanse.calendar.registration.models import Certificate, FeedbackRequest
from hanse.calendar.registration.operations.door_links import token_of
from hanse.calendar.registration.passes.links import feedback_address
from hanse.calendar.registration.passes.tokens import seal, ticket_of
from hanse.members.models import Mandate, Organisation
from tests.factories.calendar import make_activity
from tests.factories.members import make_mandate
from tests.factories.registration_day import WRITTEN_AT, make_check_in, make_door_link, make_intake, make_registration
from tests.matrix.rows import SECRETARIAT, everybody, only_mina, row

# Amara acts for Kampala, whose registration it is; it is about a person without an account.
OF_KAMPALA = row(others=403, mina=200, amara=200, nobody=302)
KAMPALA = frozenset({"mina", "amara"})

ROWS = {
    "day:attendance": only_mina(),
    "day:attendance-pdf": only_mina(),
    "day:badges": only_mina(),
    "day:badges-pdf": only_mina(),
    "day:certificate": OF_KAMPALA,
    "day:certificate-pdf": everybody(),
    "day:day": only_mina(),
    "day:door": only_mina(),
    "day:door-open": everybody(),
    "day:door-roll": only_mina(),
    "day:door-sync": only_mina(405),
    "day:door-worker": only_mina(),
    "day:export": row(others=403, mina=200, amara=200),
    "day:feedback": everybody(),
    "day:feedback-questions": only_mina(),
    "day:feedback-results": only_mina(),
    "day:join": row(others=403, mina=302, amara=302, nobody=302),
    "day:scanned": row(others=302, nobody=200),
    "day:ticket": OF_KAMPALA,
    "day:ticket-pdf": OF_KAMPALA,
    "day:ticket-png": OF_KAMPALA,
    "day:verified": everybody(),
    "day:verify": everybody(),
    # It vouches for a person: nobody makes it for a colleague.
    "day:visa-letter": row(others=403, mina=200, nobody=302),
}

POSTS = {
    **{f"day:{name}": SECRETARIAT for name in ("attendance", "day", "door", "door-sync", "feedback-questions")},
    **{f"day:{name}": KAMPALA for name in ("certificate", "export")},
    "day:visa-letter": SECRETARIAT,
}


def world() -> dict[str, str]:
    """An activity that goes on for good, with somebody from Kampala in it."""
    activity = make_activity(
        slug="fair-2023", when="from Nov 30", mode="hybrid", join_link="https://meet.example.org/1"
    )
    intake = make_intake(activity, offers_visa_letter=True, offers_certificate=True, asks_feedback=True)
    kampala, _is_new = Organisation.objects.get_or_create(slug="kampala", defaults={"name": "Kampala", "kind": "city"})
    amara = User.objects.get(email="amara@example.org")
    if not Mandate.objects.filter(person=amara, organisation=kampala, revoked_at=None, ends_on=None).exists():
        make_mandate(amara, kampala, is_administrator=True)
    one = make_registration(intake, organisation=kampala, email="guest@example.org")
    make_check_in(one)
    Certificate.objects.create(registration=one, code="K7QF3M2PXW9D", issued_at=WRITTEN_AT)
    FeedbackRequest.objects.create(registration=one, asked_on=date(2023, 12, 1))
    uids = ("ticket", "ticket-pdf", "ticket-png", "visa-letter", "join", "certificate")
    return {
        "day:verified.code": "K7QF3M2PXW9D",
        "day:certificate-pdf.code": "K7QF3M2PXW9D",
        "day:door-open.token": token_of(make_door_link(intake)),
        "day:feedback.token": feedback_address(one, base_url="").rstrip("/").rpartition("/")[2],
        "day:scanned.token": seal(ticket_of(one)),
        **{f"{name}.slug": activity.slug for name in ROWS},
        **{f"day:{name}.uid": str(one.uid) for name in uids},
    }
