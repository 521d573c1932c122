"""How many seats one organisation can still have."""

from __future__ import annotations

from django.utils.translation import ngettext

from hanse.calendar.registration.applicants import Applicant, counts
from hanse.calendar.registration.choices import ENTERED
from hanse.calendar.registration.models import Intake
from hanse.calendar.registration.queries.terms import is_counted


def left_for_body(terms: Intake, who: Applicant) -> int | None:
    """How many more seats the organisation of an applicant can have; nothing where nothing limits it. One query."""
    most, body = terms.most_per_organisation, who.organisation
    if most is None or body is None or not counts(terms, who.attendance):
        return None
    there = terms.registrations.filter(is_counted(terms), organisation=body, state__in=ENTERED).count()
    return max(0, most - there)


def has_all_words(terms: Intake, who: Applicant) -> str:
    """What is said where an organisation has all that it can have."""
    most = terms.most_per_organisation or 0
    says = ngettext(
        "%(organisation)s has its seat; it is one for each organisation. A colleague could pass it on.",
        "%(organisation)s has its %(most)s seats, as many as each organisation can have. A colleague could pass one on.",
        most,
    )
    return says % {"organisation": who.organisation.name if who.organisation else "", "most": most}
