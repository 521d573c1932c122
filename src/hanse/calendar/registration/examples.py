"""Terms and registrations for a demonstration, so that every page has something to show. All say that they are examples."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from hanse.accounts.models import User
from hanse.audit.actor import Actor
from hanse.calendar.models import Activity
from hanse.calendar.registration.choices import Attendance, QuestionKind
from hanse.calendar.registration.drafts import QuestionDraft, QuotaDraft, TermsDraft
from hanse.calendar.registration.models import Intake, Registration
from hanse.calendar.registration.operations.changing import cancel_registration
from hanse.calendar.registration.operations.delegating import register_delegation
from hanse.calendar.registration.operations.drafting import save_draft
from hanse.calendar.registration.operations.inviting import Guest, invite
from hanse.calendar.registration.operations.registering import (
    ask_by_address,
    confirm_address,
    submit_registration,
)
from hanse.calendar.registration.operations.terms import set_terms
from hanse.calendar.registration.refusals import Refused
from hanse.calendar.registration.submissions import Delegate, Submission
from hanse.members.queries.acting import Acting, mandates_of

BY = "hanse examples"
ZONE = "Asia/Seoul"
CONSENT = "My name, office and organisation may stand on the list of participants. (example)"
CONSENT_KO = "참가자 명단에 이름과 직위, 기관을 싣는 데 동의합니다. (예시)"

DIET = QuestionDraft(
    key="diet",
    kind=QuestionKind.CHOICE,
    label="What do you eat?",
    options=(
        {"value": "everything", "label": "Everything"},
        {"value": "vegetarian", "label": "Vegetarian"},
        {"value": "halal", "label": "Halal"},
        {"value": "other", "label": "Something else"},
    ),
    translations={
        "ko": {
            "label": "식사는 어떻게 준비할까요?",
            "options": {"everything": "가리지 않음", "vegetarian": "채식", "halal": "할랄", "other": "기타"},
        }
    },
)
WHICH = QuestionDraft(
    key="which-food",
    kind=QuestionKind.TEXT,
    label="What should the kitchen know?",
    is_required=True,
    shown_if_row=0,
    shown_if_is=("other",),
    translations={"ko": {"label": "주방에 알릴 내용을 적어 주십시오."}},
)
NOMINATION = QuestionDraft(
    key="nomination",
    kind=QuestionKind.FILE,
    label="Letter of nomination",
    help="Signed by the head of your office. It can follow later.",
    translations={"ko": {"label": "추천서", "help": "기관장의 서명이 있어야 하며, 나중에 내셔도 됩니다."}},
)
TOPICS = QuestionDraft(
    key="topics",
    kind=QuestionKind.SEVERAL,
    label="Which topics matter to you?",
    options=(
        {"value": "data", "label": "Open data"},
        {"value": "mobility", "label": "Mobility"},
        {"value": "water", "label": "Water"},
    ),
    translations={
        "ko": {"label": "관심 있는 주제", "options": {"data": "공개 데이터", "mobility": "이동", "water": "물"}}
    },
)


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of the demonstration, and for whom each may act."""

    users: dict[str, User]
    mandates: dict[str, Acting | None]
    now: datetime

    def by(self, who: str) -> Actor:
        """How one of them signs."""
        user, acting = self.users[who], self.mandates[who]
        return Actor(f"{user.name} <{user.email}>", user.pk, acting.slug if acting else "")

    def body(self, who: str) -> int | None:
        """The organisation that one of them acts for."""
        acting = self.mandates[who]
        return acting.organisation if acting else None


def make_examples(now: datetime) -> int:
    """Make what is missing; how many activities got terms. Nothing happens without the year 2023 and the cast.

    Done again, it changes nothing: an activity that has terms is left alone.
    """
    users = {user.email.partition("@")[0]: user for user in User.objects.filter(is_example=True)}
    if not {"mina", "amara", "chloe", "dae", "farid"} <= users.keys():
        return 0
    mandates = {who: next(iter(mandates_of(user.pk, now.date())), None) for who, user in users.items()}
    cast = Cast(users, mandates, now)
    made = 0
    for slug, make in EXAMPLES.items():
        activity = Activity.objects.filter(slug=slug, intake__isnull=True).first()
        if activity is None:
            continue
        with transaction.atomic():
            make(activity, cast)
        made += 1
    return made


def _workshop(activity: Activity, cast: Cast) -> None:
    """Officials ask for seats, and the secretariat decides."""
    terms = _terms(
        activity,
        cast,
        days=(-20, 10),
        seats=12,
        needs_approval=True,
        quotas=(
            QuotaDraft(pk=None, name="Africa and Latin America", seats=6, regions=("africa", "americas"),
                       translations={"ko": {"name": "아프리카와 중남미"}}),
        ),
        questions=(DIET, WHICH, NOMINATION),
    )  # fmt: skip
    _register(terms, cast, "chloe", days=6, answers={"diet": "vegetarian"})
    _bring(
        terms,
        cast,
        "amara",
        days=3,
        people=(Delegate(name="Ben Okello (example)", email="ben@example.org"), Delegate()),
    )


def _champions(activity: Activity, cast: Cast) -> None:
    """Young people, most of them without an account; more than there are seats."""
    terms = _terms(activity, cast, days=(-30, 12), seats=2, questions=(TOPICS,), takes_delegations=False)
    for days, (name, email, attendance) in enumerate(YOUNG, 8):
        _stranger(terms, cast, name, email, days=20 - days, attendance=attendance)
    _register(terms, cast, "farid", days=4, born_on=date(1998, 8, 21), answers={"topics": ["mobility"]})


YOUNG = (
    ("Linh Tran (example)", "linh@example.org", Attendance.IN_PERSON),
    ("Mateo Ríos (example)", "mateo@example.org", Attendance.IN_PERSON),
    ("이서준 (예시)", "seojun@example.org", Attendance.ONLINE),
    ("Aïcha Diallo (example)", "aicha@example.org", Attendance.IN_PERSON),
)


def _training(activity: Activity, cast: Cast) -> None:
    """Online, for members; somebody has begun and not sent it."""
    terms = _terms(activity, cast, days=(-5, 14), seats=30, counts_online=True, questions=(TOPICS,))
    user = cast.users["amara"]
    sent = Submission(
        name=user.name, email=user.email, office="Chief Information Officer", organisation=cast.body("amara"),
        attendance=Attendance.ONLINE, answers={"topics": ["data", "water"]},
    )  # fmt: skip
    save_draft(intake=terms.pk, sent=sent, person=user.pk, by=cast.by("amara"), now=cast.now - timedelta(days=1))


def _fair(activity: Activity, cast: Cast) -> None:
    """A delegation whose names are not all known, among cities and companies."""
    terms = _terms(
        activity,
        cast,
        days=(-14, 150),
        seats=20,
        most_per_organisation=6,
        quotas=(
            QuotaDraft(pk=None, name="Cities", seats=10, kinds=("city",), translations={"ko": {"name": "도시"}}),
            QuotaDraft(pk=None, name="Companies", seats=6, kinds=("company",), translations={"ko": {"name": "기업"}}),
        ),
        questions=(DIET, WHICH),
    )
    people = (
        Delegate(name="Amara Nakato (example)", email="amara@example.org", office="Chief Information Officer"),
        Delegate(name="Grace Namuli (example)", email="grace@example.org", office="Mobility"),
        Delegate(),
        Delegate(),
    )
    _bring(terms, cast, "amara", days=9, people=people)
    _register(terms, cast, "dae", days=7, answers={"diet": "everything"})
    guests = [Guest(email="guest@example.org", name="Invited Guest (example)", note="Speaker (example)")]
    invite(intake=terms.pk, guests=[*guests, Guest(uses=5, note="Press (example)")], by=cast.by("mina"), now=cast.now)


def _offer(activity: Activity, cast: Cast) -> None:
    """Two seats: somebody gave theirs back, and the next in line is asked."""
    terms = _terms(activity, cast, days=(-25, 60), seats=2, questions=(DIET, WHICH))
    given_back = _register(terms, cast, "chloe", days=12)
    _register(terms, cast, "dae", days=11)
    _register(terms, cast, "amara", days=8)
    if given_back is not None:
        cancel_registration(
            uid=given_back.uid, role="person", by=cast.by("chloe"), now=cast.now - timedelta(hours=20),
            reason="Council meets on these days. (example)",
        )  # fmt: skip


EXAMPLES: dict[str, Callable[[Activity, Cast], None]] = {
    "nia-workshop-2023": _workshop,
    "smart-city-champions-2023": _champions,
    "shrdc-training-2023": _training,
    "scewc-2023": _fair,
    "wsce-2023": _offer,
}


def _terms(activity: Activity, cast: Cast, *, days: tuple[int, int], **terms: Any) -> Intake:
    opens, closes = (cast.now.replace(hour=9, minute=0) + timedelta(days=n) for n in days)
    draft = TermsDraft(
        zone=ZONE,
        opens_at=opens,
        closes_at=closes,
        reminds_days=(7, 1),
        consent=CONSENT,
        note="*These terms are an example, made for the demonstration.*",
        translations={"ko": {"consent": CONSENT_KO, "note": "*시연을 위한 예시입니다.*"}},
        **terms,
    )
    made_at = opens - timedelta(days=1)
    return set_terms(activity=activity.pk, draft=draft, seen=0, by=cast.by("mina"), now=made_at)


def _register(terms: Intake, cast: Cast, who: str, *, days: int, **sent: Any) -> Registration | None:
    """One of the cast registers; one whose organisation may not come here stays away."""
    user, at = cast.users[who], cast.now - timedelta(days=days)
    submission = Submission(
        name=user.name, email=user.email, organisation=cast.body(who), consent=CONSENT, **sent
    )  # fmt: skip
    try:
        return submit_registration(
            intake=terms.pk, sent=submission, person=user.pk, by=cast.by(who), now=at
        ).registration
    except Refused:
        return None


def _bring(terms: Intake, cast: Cast, who: str, *, days: int, people: Iterable[Delegate]) -> None:
    body = cast.body(who)
    if body is None:
        return
    try:
        register_delegation(
            intake=terms.pk, organisation=body, people=list(people), person=cast.users[who].pk, by=cast.by(who),
            now=cast.now - timedelta(days=days), zone="Africa/Kampala",
        )  # fmt: skip
    except Refused:
        return


def _stranger(terms: Intake, cast: Cast, name: str, email: str, *, days: int, attendance: str) -> None:
    at = cast.now - timedelta(days=days)
    sent = Submission(
        name=name, email=email, attendance=attendance, born_on=date(1999, 4, 2), consent=CONSENT,
        country="VN", language="ko" if "예시" in name else "en", answers={"topics": ["data"]},
    )  # fmt: skip
    ask_by_address(intake=terms.pk, sent=sent, by=BY, now=at)
    uid: UUID | None = terms.registrations.filter(email=email).values_list("uid", flat=True).first()
    if uid is not None:
        confirm_address(uid=uid, by=BY, now=at + timedelta(minutes=7))
