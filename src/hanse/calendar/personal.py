"""What the calendar keeps of people: who may be asked about an activity, and who speaks. Both are for the public."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hanse.audit.holdings import Fate, Holding, Period, Room, of_address

ROOM = Room(
    (
        Holding(
            model="calendar.Contact",
            name=_("Activities that name your address as their contact"),
            whose=of_address(),
            fate=Fate.STAYS,
            keeps=("label", "translations", "phone", "url", "email"),
            why=_("It is published with the activity. Write to the secretariat, who will name somebody else."),
            told={"activity": "activity__title"},
            periods=(
                Period(
                    fields=("label", "translations", "email", "phone", "url"),
                    since=_("as long as the activity is in the calendar"),
                    reason=_(
                        "Readers need to know whom to ask; an address of an office serves as well as one of a person."
                    ),
                ),
            ),
        ),
        Holding(
            model="calendar.Speaker",
            name=_("Sessions in which you speak"),
            whose=lambda subject: Q(pk__in=()),
            fate=Fate.STAYS,
            keeps=("name", "office"),
            why=_("The programme of an activity is part of the public record."),
            periods=(
                Period(
                    fields=("name", "office"),
                    since=_("as long as the activity is in the calendar"),
                    reason=_("The programme of an activity is part of the public record."),
                ),
            ),
        ),
    )
)
