"""What the page of an activity says about registration: open or not, seats, and what is the reader's own.

The same four or five queries for 5 registrants and for 5,000.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hanse.calendar.models import Activity
from hanse.calendar.registration.choices import LIVE, State
from hanse.calendar.registration.models import Intake, Registration
from hanse.calendar.registration.queries.admitting import ABOUT_TIME, Admission, admission_of, applicant_of
from hanse.calendar.registration.queries.arriving import FormPage
from hanse.calendar.registration.queries.capping import left_for_body
from hanse.calendar.registration.queries.codes import has_codes
from hanse.calendar.registration.queries.page import Joining, joining_of
from hanse.calendar.registration.queries.terms import line_and_hall, place_in_line
from hanse.calendar.registration.seating import Hall
from hanse.calendar.registration.windows import is_called_off, window_of
from hanse.calendar.registration.words import moment_for
from hanse.ui.languages import wording

MOST_OWN = 5
MOST_READ = 200  # a delegation has a hundred seats at most
TOLD_TO_ALL = frozenset({"closed", "cancelled", "postponed", "over"})


@dataclass(frozen=True, slots=True)
class Seats:
    """One quota as the page draws it: `left` of `all`, and the free part as a fraction."""

    name: str
    left: int
    all: int

    @property
    def fraction(self) -> float:
        """The free part."""
        return self.left / self.all if self.all else 0.0


@dataclass(frozen=True, slots=True)
class Own:
    """A registration of the reader, or one or a whole delegation of their organisation; `place` is that in the line."""

    row: Registration
    url: str
    words: str
    is_theirs: bool
    place: int = 0
    deadline: str = ""
    joining: Joining = field(default_factory=Joining)


@dataclass(frozen=True, slots=True)
class Panel:
    """A heading, sentences, at most one main action and one beside it, and what is the reader's own."""

    heading: str
    sentences: tuple[str, ...]
    action: tuple[str, str] | None
    second: tuple[str, str] | None
    own: tuple[Own, ...]
    seats: tuple[Seats, ...]
    note: str
    is_open: bool
    is_called_off: bool
    entered: int
    waiting: int


def panel_of(
    activity: Activity,
    *,
    person: int | None,
    email: str,
    organisation: int | None,
    has_mandates: bool,
    now: datetime,
    zone: str,
) -> Panel | None:
    """What to say on the page of an activity; `None` where it takes no registrations.

    `organisation` is the one that the reader acts for now; one with mandates can choose another in the form.
    """
    terms = Intake.objects.prefetch_related("quotas").filter(activity=activity).first()
    if terms is None:
        return None
    terms.activity = activity
    hall, waiting, entered = line_and_hall(terms)
    who = applicant_of(terms, person=person, email=email, organisation=organisation, at=now)
    admission = admission_of(terms, who, at=now, zone=zone)
    own = _own(terms, person, email, organisation, now=now, zone=zone)
    asks_code = not admission.may and admission.code not in ABOUT_TIME and has_codes(terms, at=now)
    page = FormPage(
        terms, who, admission, None, None, hall, waiting, now, has_codes=asks_code, most=left_for_body(terms, who)
    )
    sentences = _words(terms, admission, page, own, zone)
    action, second = _actions(terms, page, own, has_mandates=has_mandates)
    return Panel(
        heading=_("Registration"),
        sentences=sentences,
        action=action,
        second=second,
        own=own,
        seats=_seats(terms, hall) if admission.may else (),
        note=wording(terms, "note"),
        is_open=admission.may,
        is_called_off=is_called_off(terms),
        entered=entered,
        waiting=waiting,
    )


def _own(
    terms: Intake, person: int | None, email: str, organisation: int | None, *, now: datetime, zone: str
) -> tuple[Own, ...]:
    """The reader's own first, and then their organisation's: a delegation as one, a few of them."""
    if person is None:
        return ()
    mine = Q(person=person) | Q(made_by=person, organisation=None) | Q(email__iexact=email, email__gt="")
    theirs = Q(organisation=organisation) if organisation is not None else Q(pk__in=[])
    rows = list(
        terms.registrations.filter(mine | theirs, state__in=LIVE)
        .select_related("organisation", "delegation")
        .order_by("arrival", "pk")[:MOST_READ]
    )
    mine_of_these = [row for row in rows if _is_mine(row, person, email)]
    own = [_one(terms, row, now=now, zone=zone) for row in mine_of_these]
    return (*own, *_theirs(terms, rows, {row.pk for row in mine_of_these}))[:MOST_OWN]


def _is_mine(row: Registration, person: int, email: str) -> bool:
    """Whether it is about the reader; a draft is its author's, and so is what somebody made for no organisation."""
    if row.person_id == person or (row.person_id is None and bool(email) and row.email.casefold() == email.casefold()):
        return True
    return row.made_by_id == person and (row.organisation_id is None or row.state == State.DRAFT)


def _one(terms: Intake, row: Registration, *, now: datetime, zone: str) -> Own:
    row.intake = terms
    return Own(
        row=row,
        url=_address(terms, row),
        words=_("Your draft") if row.state == State.DRAFT else _("Your registration"),
        is_theirs=False,
        place=place_in_line(row),
        deadline=moment_for(row.answer_by_at, zone, terms.zone) if row.answer_by_at is not None else "",
        joining=joining_of(row, now=now, zone=zone),
    )


def _theirs(terms: Intake, rows: Sequence[Registration], mine: Collection[int]) -> Iterator[Own]:
    """What is the organisation's: each delegation with how many it is, and each single registration of others."""
    together: dict[int, list[Registration]] = {}
    for row in rows:
        together.setdefault(row.delegation_id or -row.pk, []).append(row)
    for seats in together.values():
        if all(seat.pk in mine for seat in seats):
            continue
        row, body = seats[0], seats[0].organisation
        whose = wording(body, "name") if body is not None else ""
        if row.delegation is None:
            yield Own(row, _address(terms, row), f"{whose}: {row.name or row.email}", is_theirs=True)
            continue
        unnamed = sum(1 for seat in seats if not seat.name)
        says = ngettext("%(whose)s: %(count)s person", "%(whose)s: %(count)s people", len(seats))
        words = says % {"whose": whose, "count": len(seats)}
        if unnamed:
            missing = ngettext("%(count)s name missing", "%(count)s names missing", unnamed) % {"count": unnamed}
            words = f"{words}, {missing}"
        yield Own(row, reverse("registration:delegation", args=[row.delegation.uid]), words, is_theirs=True)


def _address(terms: Intake, row: Registration) -> str:
    if row.state == State.DRAFT:
        return f"{reverse('registration:register', args=[terms.activity.slug])}?draft={row.uid}"
    return reverse("registration:page", args=[row.uid])


def _words(terms: Intake, admission: Admission, page: FormPage, own: Sequence[Own], zone: str) -> tuple[str, ...]:
    has_own = any(not one.is_theirs for one in own)
    if not admission.may:
        # Whoever has a seat need not read why others get none.
        return () if has_own and admission.code not in TOLD_TO_ALL else (admission.reason,)
    sentences = []
    if page.seats and not has_own:
        sentences.append(page.seats)
    if terms.needs_approval and not has_own:
        sentences.append(_("The secretariat looks at each request and answers it."))
    closes_at = window_of(terms).closes_at
    if closes_at is not None:
        sentences.append(_("Open until %(moment)s.") % {"moment": moment_for(closes_at, zone, terms.zone)})
    return tuple(sentences)


def _actions(
    terms: Intake, page: FormPage, own: tuple[Own, ...], *, has_mandates: bool
) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    """The one main action, and one beside it."""
    slug = terms.activity.slug
    form = reverse("registration:register", args=[slug])
    brings = (_("Register a delegation"), reverse("registration:bring", args=[slug])) if page.may_bring else None
    mine = [one for one in own if not one.is_theirs]
    for one in mine:
        words = {State.OFFERED: _("Answer the offer"), State.DRAFT: _("Go on with your draft")}
        if one.row.state == State.DRAFT and not page.admission.may:
            continue
        return (words.get(State(one.row.state), _("Your registration")), one.url), brings
    if page.admission.may:
        return (page.button, form), brings
    code = (_("I have a code"), form)
    holds = code if page.has_codes else None
    if page.admission.code == "sign-in":
        return (_("Sign in and register"), f"{reverse('account_login')}?next={form}"), holds
    if page.admission.code == "organisation" and has_mandates:
        return (_("Register"), form), None
    return (code if page.admission.code == "invited" else holds), None


def _seats(terms: Intake, hall: Hall) -> tuple[Seats, ...]:
    """The quotas, and the seats that no quota keeps."""
    names = {quota.pk: wording(quota, "name") for quota in terms.quotas.all()}
    left = hall.left
    rows = [
        Seats(names[row.key], hall.left_in(row) if left is None else min(left, hall.left_in(row)), row.seats)
        for row in hall.rows
        if row.seats
    ]
    for_all = (hall.limit or 0) - sum(row.seats for row in hall.rows)
    if rows and for_all > 0:
        rows.append(Seats(_("For everybody"), max(0, for_all - hall.taken.get(None, 0)), for_all))
    return tuple(rows)
