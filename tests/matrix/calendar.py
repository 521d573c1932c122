"""Who may open what of the room `calendar`."""

from tests.factories.calendar import make_activity
from tests.matrix.rows import SECRETARIAT, everybody, only_mina

ROWS = {
    "calendar:activities": everybody(302),
    "calendar:activity": everybody(),
    "calendar:activity-card": everybody(),
    "calendar:activity-ics": everybody(),
    "calendar:add": only_mina(302),
    "calendar:area": everybody(),
    "calendar:areas": everybody(302),
    "calendar:atom": everybody(),
    "calendar:brochure": everybody(),
    "calendar:card": everybody(),
    "calendar:copy": only_mina(),
    "calendar:desk": only_mina(),
    "calendar:edit": only_mina(),
    "calendar:history": only_mina(),
    "calendar:ics": everybody(),
    "calendar:list": everybody(),
    "calendar:month": everybody(),
    "calendar:programme": everybody(),
    "calendar:programmes": everybody(),
    "calendar:read-date": only_mina(),
    "calendar:remove": only_mina(),
    "calendar:several": only_mina(404),
    "calendar:step": only_mina(),
    "calendar:words": only_mina(),
    "calendar:year": everybody(),
    "calendar:year-history": only_mina(),
}

POSTS = {name: SECRETARIAT for name, answers in ROWS.items() if answers["amara"] == 403}


def world() -> dict[str, str]:
    """An activity in a programme."""
    activity = make_activity(slug="forum-2023")
    programme = activity.area.programmes.create(slug="conferences", name="Conferences")
    return {
        "number": "2023",
        "month": "09",
        "key": activity.area.key,
        "activity": activity.slug,
        "slug": activity.slug,
        "verb": "confirm",
        "uid": str(activity.uid),
        "programme": programme.slug,
        "calendar:programme.slug": programme.slug,
        "api-1.0.0:programme.slug": programme.slug,
    }
