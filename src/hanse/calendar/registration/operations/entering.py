"""What happens to everybody who registers: a place in the order of arrival, and a seat, or the line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hanse.calendar.registration.applicants import Applicant, fit_of
from hanse.calendar.registration.choices import ENTERED, State
from hanse.calendar.registration.models import Intake, Registration, Upload
from hanse.calendar.registration.operations.files import remove_uploads
from hanse.calendar.registration.operations.offering import promote
from hanse.calendar.registration.papers.checking import Paper
from hanse.calendar.registration.queries.admitting import first_day
from hanse.calendar.registration.queries.capping import has_all_words, left_for_body
from hanse.calendar.registration.queries.terms import hall_of
from hanse.calendar.registration.refusals import NoSeat
from hanse.calendar.registration.seating import Hall
from hanse.calendar.registration.submissions import Submission

PLAIN = ("name", "email", "office", "organisation_name", "country", "attendance", "language", "zone")


@dataclass(frozen=True, slots=True)
class Taken:
    """A registration, and whether it is new: sending the same twice gives the one that is there."""

    registration: Registration
    is_new: bool


def put_in_line(terms: Intake, row: Registration, who: Applicant, hall: Hall, *, at: datetime) -> None:
    """Give a registration its number and its state; raises `NoSeat`. The terms are locked, and saved by the caller.

    An invitation is the secretariat's approval given beforehand.
    """
    terms.arrivals += 1
    row.arrival = terms.arrivals
    row.submitted_at = at
    row.told_sequence = terms.activity.sequence
    row.invitation = who.invitation
    if terms.needs_approval and who.invitation is None:
        row.state = State.ASKED
        return
    seat(terms, row, who, hall, at=at)


def seat(terms: Intake, row: Registration, who: Applicant, hall: Hall, *, at: datetime) -> None:
    """Give a seat where one is free, else a place in the line; raises `NoSeat` where no line is kept."""
    place = hall.place(fit_of(who, terms, first_day(terms, at)))
    row.quota_id = place.quota if place is not None else None
    if place is not None:
        hall.take(place)
        row.state, row.decided_at = State.CONFIRMED, at
    elif terms.has_waiting_list:
        row.state = State.WAITING
    else:
        raise NoSeat("full", _("All seats are taken, and there is no waiting list."))


def open_hall(terms: Intake, *, now: datetime, at: datetime) -> Hall:
    """The seats as a newcomer finds them: those who wait are served before, should a seat have been left free."""
    hall = hall_of(terms)
    if not hall.is_full and terms.registrations.filter(state=State.WAITING).exists():
        promote(terms, hall, now=now, at=at)
    return hall


def check_most(terms: Intake, who: Applicant, *, asked: int = 1) -> None:
    """Refuse what is more than one organisation can have; raises `NoSeat`."""
    left = left_for_body(terms, who)
    if left is None or asked <= left:
        return
    if left == 0:
        raise NoSeat("organisation-full", has_all_words(terms, who))
    says = ngettext(
        "%(organisation)s can have %(left)s more seat. Ask for fewer.",
        "%(organisation)s can have %(left)s more seats. Ask for fewer.",
        left,
    )
    raise NoSeat(
        "organisation-full", says % {"organisation": who.organisation.name if who.organisation else "", "left": left}
    )


def same_person(person: int | None, email: str) -> Q:
    """Registrations of one person, by account or by address."""
    found = Q(person=person) if person is not None else Q(pk__in=[])
    return found | Q(email__iexact=email) if email else found


def entered_by(terms: Intake, person: int | None, email: str) -> Registration | None:
    """What a person has entered for an activity, however they are known."""
    return terms.registrations.filter(same_person(person, email), state__in=ENTERED).first()


def fill(row: Registration, sent: Submission, *, at: datetime) -> None:
    """Put a filled form on a registration. Nothing is saved."""
    for name in PLAIN:
        setattr(row, name, getattr(sent, name))
    row.organisation_id = sent.organisation
    if sent.answers is not None:
        row.answers = dict(sent.answers)
    if sent.born_on is not None:
        row.born_on = sent.born_on
    if sent.consent and sent.consent != row.consent:
        row.consent, row.agreed_at = sent.consent, at


def keep_files(row: Registration, sent: Submission, *, at: datetime) -> None:
    """Keep new files in the place of old ones, and drop what was dropped. The file is there before its row is."""
    if not sent.files and not sent.dropped:
        return
    questions = {question.key: question for question in row.intake.questions.all()}
    replaced = [questions[key] for key in {*sent.files, *sent.dropped} if key in questions]
    remove_uploads(row.uploads.filter(question__in=replaced))
    for key, paper in sent.files.items():
        if key in questions:
            _upload(row, questions[key].pk, paper, at)


def _upload(row: Registration, question: int, paper: Paper, at: datetime) -> None:
    upload = Upload(
        registration=row,
        question_id=question,
        name=paper.name,
        media_type=paper.media_type,
        size=paper.size,
        sha256=paper.digest,
        created_at=at,
    )
    # Named by its content: nothing that somebody typed becomes the name of a file on the disk.
    upload.file.save(f"{row.uid.hex}-{paper.digest[:16]}{paper.ending}", ContentFile(paper.content), save=False)
    upload.save()
