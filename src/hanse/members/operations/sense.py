"""What a decision and a period of membership must be to make sense; what is not is refused, with the cure.

The forms ask before anything is sent; here it is refused whoever asks.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from hanse.members.choices import Category, DecisionBody, Kind, MembershipStatus
from hanse.members.operations.faults import Refused
from hanse.members.rights import FOUNDED, KINDS

# On these others decide; an organisation applies, asks and leaves by itself.
DECIDED_BY_OTHERS = (MembershipStatus.ASSOCIATE, MembershipStatus.ACTIVE)


def refuse_decision(decided_on: date, today: date) -> None:
    """Refuse a decision that is still to come, or older than the network; raises `Refused` for `decided_on`."""
    if decided_on > today:
        raise Refused("decided_on", _("This day is still to come. Record a decision once it was made, or correct the day."))  # fmt: skip
    if decided_on.year < FOUNDED:
        raise Refused("decided_on", _too_early())


def refuse_start(starts_on: date) -> None:
    """Refuse a membership that is older than the network; raises `Refused` for `starts_on`."""
    if starts_on.year < FOUNDED:
        raise Refused("starts_on", _too_early())


def refuse_body(body: str, status: str) -> None:
    """Refuse a membership that an organisation gave itself; raises `Refused` for `body`."""
    if body == DecisionBody.ORGANISATION and status in DECIDED_BY_OTHERS:
        raise Refused("body", _("An organisation applies and leaves by itself, but others decide on its membership. Choose who did."))  # fmt: skip


def refuse_category(category: str, kind: str) -> None:
    """Refuse a category that is not for this kind of organisation; raises `Refused` for `category`."""
    if not category or kind in KINDS[Category(category)]:
        return
    says = _("“%(category)s” is for: %(kinds)s. In the directory this is: %(kind)s. Choose a category that fits, or correct the kind in the profile first.")  # fmt: skip
    kinds = ", ".join(str(one.label) for one in KINDS[Category(category)])
    raise Refused("category", says % {"category": Category(category).label, "kinds": kinds, "kind": Kind(kind).label})


def _too_early() -> str:
    return str(_("The network was founded in %(year)s. Correct the day.") % {"year": FOUNDED})
