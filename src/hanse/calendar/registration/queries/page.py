"""One registration with everything its page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hanse.audit.queries import Act, history
from hanse.calendar.choices import Mode, Status
from hanse.calendar.registration.choices import ENTERED, LIVE, Attendance, QuestionKind, State
from hanse.calendar.registration.forms.questions import answer_words, is_shown
from hanse.calendar.registration.hours import is_over
from hanse.calendar.registration.models import Delegation, Question, Registration, Upload
from hanse.calendar.registration.queries.history import worded
from hanse.calendar.registration.queries.terms import place_in_line
from hanse.calendar.registration.windows import is_called_off, names_due_at, reveals_link_at
from hanse.calendar.registration.words import ends_at, moment_for, starts_at
from hanse.ui.languages import wording

LINK_STAYS = timedelta(hours=6)  # after the end: recordings start late, and people come back for a name


@dataclass(frozen=True, slots=True)
class Joining:
    """The link to join online: itself, or when it will be shown, in a sentence."""

    link: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with its answer, in words or as a file."""

    label: str
    words: str
    upload: Upload | None = None


@dataclass(frozen=True, slots=True)
class RegistrationPage:
    """Everything but what depends on who reads."""

    row: Registration
    place: int
    answers: tuple[Answer, ...]
    missing: tuple[str, ...]
    joining: Joining
    deadline: str
    is_late: bool
    is_open: bool
    is_called_off: bool
    has_certificate: bool
    acts: tuple[Act, ...]


def find_registration(uid: UUID) -> Registration | None:
    """A registration with what permissions and pages ask about."""
    return _all().filter(uid=uid).first()


def registration_page(row: Registration, *, now: datetime, zone: str, with_history: bool) -> RegistrationPage:
    """The page of a registration that was found; five queries at most. `zone` is the reader's, or empty."""
    questions = list(row.intake.questions.all())
    uploads = {upload.question_id: upload for upload in row.uploads.all()}
    deadline = row.answer_by_at
    start = starts_at(row.intake.activity)
    return RegistrationPage(
        row=row,
        place=place_in_line(row),
        answers=_answers(row, questions, uploads),
        missing=_missing(row, questions, uploads),
        joining=joining_of(row, now=now, zone=zone),
        deadline=moment_for(deadline, zone or row.zone, row.intake.zone) if deadline is not None else "",
        is_late=deadline is not None and now > deadline,
        is_open=row.state in ENTERED and (start is None or now < start) and not is_called_off(row.intake),
        is_called_off=row.state in LIVE and is_called_off(row.intake),
        has_certificate=row.intake.offers_certificate and is_over(row.intake.activity, now),
        acts=tuple(worded(history("registration", str(row.uid)))) if with_history else (),
    )


@dataclass(frozen=True, slots=True)
class DelegationPage:
    """A delegation with its seats."""

    delegation: Delegation
    rows: tuple[Registration, ...]
    unnamed: int
    due: str
    is_open: bool
    is_called_off: bool


def find_delegation(uid: UUID) -> Delegation | None:
    """A delegation with what permissions and pages ask about."""
    found = Delegation.objects.select_related("intake__activity__area", "intake__activity__year", "organisation")
    return found.select_related("intake", "organisation", "led_by").filter(uid=uid).first()


def delegation_page(delegation: Delegation, *, now: datetime, zone: str) -> DelegationPage:
    """The seats of a delegation in the order of arrival, those that were given back at the end."""
    rows = list(delegation.registrations.order_by("arrival"))
    live = [row for row in rows if row.state in ENTERED]
    due_at = names_due_at(delegation.intake)
    start = starts_at(delegation.intake.activity)
    return DelegationPage(
        delegation=delegation,
        rows=(*live, *(row for row in rows if row.state not in ENTERED)),
        unnamed=sum(1 for row in live if not row.name),
        due=moment_for(due_at, zone, delegation.intake.zone) if due_at is not None else "",
        is_open=(start is None or now < start) and not is_called_off(delegation.intake),
        is_called_off=is_called_off(delegation.intake),
    )


def find_upload(row: Registration, pk: int) -> Upload | None:
    """A file of a registration."""
    return row.uploads.filter(pk=pk).first()


def by_address(email: str) -> list[Registration]:
    """What an address without an account has entered, for a letter with its links."""
    return list(_all().filter(email__iexact=email, person__isnull=True, state__in=ENTERED).order_by("-arrival")[:10])


def _all() -> QuerySet[Registration]:
    return Registration.objects.select_related(
        "intake__activity__area", "intake__activity__year", "organisation", "delegation__led_by", "quota",
        "invitation", "person", "made_by",
    )  # fmt: skip


def _answers(row: Registration, questions: Sequence[Question], uploads: Mapping[int, Upload]) -> tuple[Answer, ...]:
    found = []
    for question in questions:
        upload = uploads.get(question.pk)
        words = answer_words(question, row.answers.get(question.key))
        if words or upload is not None:
            found.append(Answer(wording(question, "label"), words, upload))
    return tuple(found)


def _missing(row: Registration, questions: Sequence[Question], uploads: Mapping[int, Upload]) -> tuple[str, ...]:
    """Questions that must be answered and are not: a seat that somebody else took was not asked any."""
    missing = []
    for question in questions:
        if not question.is_required or not is_shown(question, row.answers):
            continue
        answered = question.pk in uploads if question.kind == QuestionKind.FILE else row.answers.get(question.key)
        if not answered:
            missing.append(wording(question, "label"))
    return tuple(missing)


def joining_of(row: Registration, *, now: datetime, zone: str) -> Joining:
    """The link for those who have a seat, from so many hours before the start until a while after the end.

    Where none is set, nothing is promised to those who come to the hall.
    """
    activity = row.intake.activity
    is_online = activity.mode in (Mode.ONLINE, Mode.HYBRID)
    if row.state != State.CONFIRMED or not is_online or activity.status in (Status.CANCELLED, Status.POSTPONED):
        return Joining()
    reveals_at, over = reveals_link_at(row.intake), ends_at(activity)
    if over is not None and now >= over + LINK_STAYS:
        return Joining()
    if not activity.join_link and row.attendance != Attendance.ONLINE:
        return Joining()
    if not activity.join_link and (reveals_at is None or now < reveals_at):
        return Joining(says=_("The link to join will stand here before the start; the secretariat has not set it yet."))
    if reveals_at is None:
        return Joining(says=_("The link appears here shortly before the start, once day and hour are fixed."))
    if now < reveals_at:
        appears = moment_for(reveals_at, zone or row.zone, row.intake.zone)
        return Joining(says=_("The link appears here on %(moment)s.") % {"moment": appears})
    if not activity.join_link:
        return Joining(says=_("The link will stand here; the secretariat has not set it yet. Come back in a while."))
    return Joining(link=activity.join_link)
