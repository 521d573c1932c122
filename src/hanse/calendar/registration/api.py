"""Registrations by a token, through the same operations as the pages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field, field_validator

from hanse.accounts.tokens.calls import private
from hanse.calendar.registration.choices import Attendance, QuestionKind, State, ways_to_come
from hanse.calendar.registration.forms.questions import PREFIX, QuestionsForm
from hanse.calendar.registration.models import Intake, Registration
from hanse.calendar.registration.operations.changing import cancel_registration
from hanse.calendar.registration.operations.deciding import approve, decline
from hanse.calendar.registration.operations.registering import submit_registration
from hanse.calendar.registration.permissions import Visitor, may_keep_registrations, may_read_answers
from hanse.calendar.registration.queries.visible import of_organisations, visible_to
from hanse.calendar.registration.submissions import Submission
from hanse.members.acting_by_token import acting_by_token, actor_of_call
from hanse.members.geography import is_country
from hanse.ui import clock
from hanse.ui.api import Strict
from hanse.ui.filters import BadFilter
from hanse.ui.naming import plain_name
from hanse.ui.requests import Request

router = Router(tags=["Registrations, with a token"])
SALT = "hanse.registration.cursor"
SLUG = "^[-a-zA-Z0-9_]*$"


class RegistrationQuery(Schema):
    """Which registrations, and from where on."""

    activity: str = Field("", max_length=120, pattern=SLUG, description="Address of an activity.")
    state: list[State] = Field([], description="Any of these.")
    organisation: str = Field("", max_length=100, pattern=SLUG, description="Address of an organisation.")
    since: datetime | None = Field(None, description="Only those submitted or decided since.")
    cursor: str = Field("", max_length=200, description="`next` of the page before.")
    limit: int = Field(50, ge=1, le=200)


class RegistrationOut(Schema):
    """One registration."""

    uid: UUID
    url: str
    activity: str
    state: State
    attendance: Attendance
    name: str
    email: str
    office: str
    organisation: str
    organisation_name: str
    country: str
    arrival: int | None
    submitted_at: datetime | None
    decided_at: datetime | None
    answer_by_at: datetime | None
    answers: dict[str, Any] | None = Field(
        description="Read by the person, by whoever wrote them, and by those who keep the area; `null` for others."
    )


class RegistrationPage(Schema):
    """A page of registrations, in the order in which they were begun."""

    items: list[RegistrationOut]
    next: str | None = Field(description="Cursor of the next page.")


class RegistrationIn(Strict):
    """Somebody to register: oneself, somebody of the organisation one acts for, or, for the secretariat, anybody."""

    name: str = Field(min_length=1, max_length=300)
    email: str = Field(max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    attendance: Attendance = Attendance.IN_PERSON
    office: str = Field("", max_length=200)
    organisation_name: str = Field("", max_length=200)
    country: str = Field("", pattern="^([A-Z]{2})?$", description="ISO 3166-1 alpha-2.")
    language: str = Field("en", json_schema_extra={"enum": [code for code, _name in settings.LANGUAGES]})
    answers: dict[str, str | list[str] | bool] = Field(
        default_factory=dict, description="By the key of a question. Files cannot be sent here."
    )
    consents: bool = Field(False, description="That the person agreed to the terms which the activity shows.")

    @field_validator("country")
    @classmethod
    def known_country(cls, code: str) -> str:
        """A country that there is."""
        if code and not is_country(code):
            raise ValueError("Use the two letters of ISO 3166-1.")
        return code

    @field_validator("language")
    @classmethod
    def spoken_language(cls, code: str) -> str:
        """A language in which letters are written here."""
        if code not in dict(settings.LANGUAGES):
            raise ValueError(f"Use {' or '.join(code for code, _name in settings.LANGUAGES)}.")
        return code

    @field_validator("name")
    @classmethod
    def some_name(cls, name: str) -> str:
        """More than blanks, in one line."""
        if not name.strip():
            raise ValueError("Write the name of the person.")
        return " ".join(name.split())


class ReasonIn(Strict):
    """Why; the person reads it."""

    reason: str = Field("", max_length=2000)


@private(
    router, "GET", "/registrations", RegistrationPage, scope="registrations:read",
    summary="Registrations that you may see", operation_id="registrations",
)  # fmt: skip
def registrations(request: Request, asked: Query[RegistrationQuery]) -> Any:
    """Of the areas that you keep, of the organisation that the token acts for, or your own."""
    visitor = _visitor(request)
    rows = _visible(visitor).select_related("intake__activity__area", "organisation").order_by("pk")
    if asked.activity:
        rows = rows.filter(intake__activity__slug=asked.activity)
    if asked.state:
        rows = rows.filter(state__in=[str(state.value) for state in asked.state])
    if asked.organisation:
        rows = rows.filter(organisation__slug=asked.organisation)
    if asked.since is not None:
        since = _in_utc(asked.since)
        rows = rows.filter(Q(submitted_at__gte=since) | Q(decided_at__gte=since) | Q(ended_at__gte=since))
    if asked.cursor:
        rows = rows.filter(pk__gt=_place(asked.cursor))
    found = list(rows[: asked.limit + 1])
    more = len(found) > asked.limit
    shown = found[: asked.limit]
    return {
        "items": [_out(visitor, one) for one in shown],
        "next": signing.dumps(shown[-1].pk, salt=SALT) if more else None,
    }


def _in_utc(instant: datetime) -> datetime:
    """PostgreSQL takes no offsets beyond 16 hours, and an offset can lead out of the years that there are."""
    try:
        return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
    except OverflowError:
        words = _("This day is out of reach. Ask for one such as 2023-02-21T00:00:00Z.")
        raise BadFilter("since", instant.isoformat(), says=words) from None


@private(
    router, "GET", "/registrations/{uuid:uid}", RegistrationOut, scope="registrations:read",
    summary="One registration", operation_id="one_registration",
)  # fmt: skip
def one_registration(request: Request, uid: UUID) -> Any:
    """As it stands."""
    return _out(_visitor(request), _one(request, uid))


@private(
    router, "POST", "/activities/{slug:slug}/registrations", RegistrationOut, scope="registrations:write", status=201,
    summary="Register somebody", operation_id="register",
)  # fmt: skip
def register(request: Request, slug: str, sent: RegistrationIn) -> Any:
    """A seat, a place in the line, or a request; one's own registration, where it is there already, as it stands.

    Whose registration the token may not see is not told of: the answer is 409, and nothing of theirs.
    """
    terms = Intake.objects.select_related("activity__area").filter(activity__slug=slug).first()
    if terms is None:
        raise Http404(_("The activity “%(slug)s” takes no registrations here.") % {"slug": slug})
    acting = acting_by_token(request)
    own = sent.email.casefold() == str(request.user.email).casefold()  # type: ignore[union-attr]  # a token's person
    keeps = may_keep_registrations(request.user, terms.activity.area.key)
    if not (own or acting or keeps):
        raise PermissionDenied(_("Register yourself, or use a token that acts for an organisation."))
    if terms.consent and not sent.consents:
        raise PermissionDenied(_("The person has to agree to the terms first: send `consents` as true once they have."))
    answers = _answers(terms, sent)
    taken = submit_registration(
        intake=terms.pk,
        sent=Submission(
            name=plain_name(sent.name),
            email=sent.email.lower(),
            attendance=sent.attendance.value,
            office=sent.office,
            organisation=acting.organisation if acting else None,
            organisation_name=plain_name(sent.organisation_name),
            country=sent.country,
            language=sent.language,
            answers=answers,
            consent=terms.consent,
        ),
        person=request.user.pk if own else None,
        by=actor_of_call(request),
        now=clock.stamp(),
        clock=request.reader.now,
    )
    visitor, found = _visitor(request), taken.registration
    if not taken.is_new and not _visible(visitor).filter(pk=found.pk).exists():
        words = _("Somebody with this address is registered for it already. Only they and the secretariat can change that.")  # fmt: skip
        raise HttpError(409, words)
    return Status(201, _out(visitor, found))


def _answers(terms: Intake, sent: RegistrationIn) -> dict[str, Any]:
    """The answers as the form would take them; 422 with the question where one cannot stand."""
    ways = ways_to_come(terms.activity.mode)
    if sent.attendance.value not in ways:
        raise HttpError(422, _("attendance: This activity can be attended so: %(ways)s.") % {"ways": ", ".join(ways)})
    questions = [question for question in terms.questions.all() if question.kind != QuestionKind.FILE]
    unknown = sorted(set(sent.answers) - {question.key for question in questions})
    if unknown:
        raise HttpError(422, _("answers.%(key)s: There is no such question.") % {"key": unknown[0][:60]})
    data = MultiValueDict({PREFIX + key: _values(value) for key, value in sent.answers.items()})
    form = QuestionsForm(data, questions=questions)
    if not form.is_valid():
        name, faults = next(iter(form.errors.items()))
        raise HttpError(422, f"answers.{name.removeprefix(PREFIX)}: {faults[0]}")
    return form.answers()


def _values(value: str | list[str] | bool) -> list[Any]:
    if isinstance(value, bool):
        return ["on"] if value else []
    return value if isinstance(value, list) else [value]


@private(
    router, "POST", "/registrations/{uuid:uid}/cancel", RegistrationOut, scope="registrations:write",
    summary="Cancel", operation_id="cancel_registration",
)  # fmt: skip
def cancel(request: Request, uid: UUID, sent: ReasonIn) -> Any:
    """Give the seat back; the next in line is served at once."""
    found = _one(request, uid)
    if may_keep_registrations(request.user, found.intake.activity.area.key):
        role = "secretariat"
    else:
        role = "organisation" if acting_by_token(request) else "person"
    cancel_registration(uid=uid, role=role, reason=sent.reason, **_same(request))
    return _out(_visitor(request), _one(request, uid))


@private(
    router, "POST", "/registrations/{uuid:uid}/approve", RegistrationOut, scope="registrations:write",
    summary="Approve a request", operation_id="approve_registration",
)  # fmt: skip
def approve_it(request: Request, uid: UUID) -> Any:
    """For those who keep the area."""
    _keeps(request, _one(request, uid))
    approve(uid=uid, **_same(request))
    return _out(_visitor(request), _one(request, uid))


@private(
    router, "POST", "/registrations/{uuid:uid}/decline", RegistrationOut, scope="registrations:write",
    summary="Decline a request", operation_id="decline_registration",
)  # fmt: skip
def decline_it(request: Request, uid: UUID, sent: ReasonIn) -> Any:
    """For those who keep the area; the person reads the reason."""
    _keeps(request, _one(request, uid))
    decline(uid=uid, reason=sent.reason, **_same(request))
    return _out(_visitor(request), _one(request, uid))


def _same(request: Request) -> dict[str, Any]:
    now = request.reader.now
    return {"by": actor_of_call(request), "now": clock.stamp(), "clock": now}


def _visitor(request: Request) -> Visitor:
    """The token's person, with the one organisation that it acts for; permissions look at nothing else."""
    acting = acting_by_token(request)
    return Visitor(request.user, frozenset({acting.organisation}) if acting is not None else frozenset())


def _visible(visitor: Visitor) -> QuerySet[Registration]:
    """A token that acts for an organisation sees that organisation's, whatever else its person may see."""
    return of_organisations(visitor) if visitor.organisations else visible_to(visitor)


def _one(request: Request, uid: UUID) -> Registration:
    rows = _visible(_visitor(request)).select_related("intake__activity__area", "organisation")
    found = rows.filter(uid=uid).first()
    if found is None:
        # The same answer for what is not there and what is somebody else's.
        raise Http404(_("There is no registration here that you may see under this identifier."))
    return found


def _keeps(request: Request, one: Registration) -> None:
    if not may_keep_registrations(request.user, one.intake.activity.area.key):
        raise PermissionDenied(_("Requests are decided by those who keep the area."))


def _place(cursor: str) -> int:
    try:
        return int(signing.loads(cursor, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        raise BadFilter(
            "cursor", cursor[:30], says=_("This cursor is not ours. Take `next` of the page before.")
        ) from None


def _out(visitor: Visitor, one: Registration) -> dict[str, Any]:
    return {
        "uid": one.uid,
        "url": f"/registrations/{one.uid}/",
        "activity": one.intake.activity.slug,
        "state": one.state,
        "attendance": one.attendance,
        "name": one.name,
        "email": one.email,
        "office": one.office,
        "organisation": one.organisation.slug if one.organisation else "",
        "organisation_name": one.organisation_name,
        "country": one.country,
        "arrival": one.arrival,
        "submitted_at": one.submitted_at,
        "decided_at": one.decided_at,
        "answer_by_at": one.answer_by_at,
        "answers": one.answers if may_read_answers(visitor, one) else None,
    }
