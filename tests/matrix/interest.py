"""Who may open what of the room `interest`."""

from hanse.calendar.interest.links import make_token
from tests.factories.calendar import make_activity
from tests.factories.interest import make_interest
from tests.matrix.rows import SECRETARIAT, everybody, only_mina

ROWS = {
    "interest:express": everybody(),
    "interest:sent": everybody(),
    "interest:confirm": everybody(),
    "interest:own": everybody(),
    "interest:one": only_mina(),
    "interest:list": only_mina(),
    "interest:import": only_mina(),
    "interest:export": only_mina(),
    "interest:answer": only_mina(),
}
POSTS = dict.fromkeys(("interest:import", "interest:answer", "interest:one"), SECRETARIAT)


def world() -> dict[str, str]:
    """A stranger's interest in an activity."""
    activity = make_activity(slug="seminar-2023", when="Nov 14")
    interest = make_interest(activities=(activity.slug,))
    return {
        "interest:one.uid": str(interest.uid),
        "interest:answer.uid": str(interest.uid),
        "interest:confirm.token": make_token("confirm", interest.uid),
        "interest:own.token": make_token("see", interest.uid),
        "year:joined.token": make_token("register", interest.uid, activity.slug),
        "year:to-register.uid": str(interest.uid),
        "year:heard.token": make_token("register", interest.uid, activity.slug),
    }
