"""Setting the terms on which an activity takes registrations."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hanse.audit.actor import By
from hanse.audit.changes import changes_between
from hanse.audit.operations import record
from hanse.calendar.models import Activity
from hanse.calendar.registration.choices import SEATED
from hanse.calendar.registration.drafts import QuestionDraft, QuotaDraft, TermsDraft
from hanse.calendar.registration.models import Intake, Question, Quota
from hanse.calendar.registration.operations.announcing import told_of
from hanse.calendar.registration.operations.ledger import lock_terms
from hanse.calendar.registration.operations.offering import promote
from hanse.calendar.registration.operations.turns import in_turn
from hanse.calendar.registration.queries.terms import hall_of
from hanse.calendar.registration.refusals import ChangedMeanwhile, Refused

PLAIN = tuple(f.name for f in fields(TermsDraft) if f.name not in ("quotas", "questions"))
OF_QUOTA = ("name", "seats", "kinds", "categories", "regions", "audiences", "translations")
OF_QUESTION = ("kind", "label", "help", "is_required", "options", "translations")


@in_turn
@transaction.atomic
def set_terms(
    *, activity: int, draft: TermsDraft, seen: int, by: By, now: datetime, clock: datetime | None = None
) -> Intake:
    """Bring the terms of an activity to what a draft says; seats that are new are offered to those who wait.

    `seen` is the revision that the form was opened with, 0 for terms that are new. Raises `ChangedMeanwhile` when
    somebody saved first, and `Refused` for what cannot be: fewer seats than are given, a quota or a question removed
    that is in use.
    """
    terms = _locked(activity, seen)
    before = _state(terms) if terms.pk else {}
    for name in PLAIN:
        value = getattr(draft, name)
        setattr(terms, name, list(value) if isinstance(value, tuple) else value)
    terms.revision = terms.revision + 1 if terms.pk else 1
    terms.save()
    _set_quotas(terms, draft.quotas)
    _set_questions(terms, draft.questions)
    hall = hall_of(terms, list(Quota.objects.filter(intake=terms)))
    limit, given = hall.limit, sum(hall.taken.values())
    if limit is not None and given > limit:
        says = ngettext(
            "%(count)s seat is given already, so there cannot be fewer.",
            "%(count)s seats are given already, so there cannot be fewer.",
            given,
        )
        raise Refused("seats", says % {"count": given})
    after = _state(terms)
    changes = changes_between(before, after, missing=None)
    if changes:
        title = terms.activity.title
        record(at=now, by=by, verb="set", kind="terms", key=terms.activity.slug, label=title, changes=changes)
    promote(terms, hall, now=now, at=clock or now)
    return terms


def _locked(activity: int, seen: int) -> Intake:
    """The terms, held until the transaction ends; new ones where there are none. The activity's row orders newcomers."""
    held = Activity.objects.select_for_update(of=("self",), no_key=True).select_related("area", "year")
    found = held.get(pk=activity)
    there = Intake.objects.filter(activity=found).values_list("pk", flat=True).first()
    terms = lock_terms(there) if there is not None else Intake(activity=found, told=told_of(found))
    if (terms.revision if terms.pk else 0) != seen:
        says = _("Somebody saved these terms after you had opened them. Look at them again, and save once more.")
        raise ChangedMeanwhile("changed", says)
    return terms


def _set_quotas(terms: Intake, drafts: tuple[QuotaDraft, ...]) -> None:
    there = {quota.pk: quota for quota in Quota.objects.filter(intake=terms)}
    kept = {draft.pk for draft in drafts}
    for pk, quota in there.items():
        if pk not in kept:
            _remove_quota(quota)
    # Names may change places, which a unique index sees one row at a time: they step aside first.
    for quota in there.values():
        if quota.pk in kept:
            Quota.objects.filter(pk=quota.pk).update(name=f"#{quota.pk}")
    for position, draft in enumerate(drafts):
        quota = there.get(draft.pk or 0) or Quota(intake=terms)
        for name in OF_QUOTA:
            value = getattr(draft, name)
            setattr(quota, name, list(value) if isinstance(value, tuple) else value)
        quota.position = position
        given = quota.registrations.filter(state__in=SEATED).count() if quota.pk else 0
        if given > quota.seats:
            says = _("%(count)s seats of “%(quota)s” are given already, so there cannot be fewer.")
            raise Refused("quotas", says % {"count": given, "quota": quota.name})
        quota.save()


def _remove_quota(quota: Quota) -> None:
    """A quota that gave seats stays for the record of those who had one."""
    try:
        with transaction.atomic():
            quota.delete()
    except ProtectedError:
        says = _("“%(quota)s” has given seats, so it cannot be removed. Set its seats to what is given instead.")
        raise Refused("quotas", says % {"quota": quota.name}) from None


def _set_questions(terms: Intake, drafts: tuple[QuestionDraft, ...]) -> None:
    there = {question.key: question for question in Question.objects.filter(intake=terms)}
    kept = {draft.key for draft in drafts if draft.key}
    for key, question in there.items():
        if key not in kept:
            _remove_question(terms, question)
    taken = set(kept)
    keys: list[str] = []
    for position, draft in enumerate(drafts):
        key = draft.key or free_key(draft.label, taken)
        taken.add(key)
        keys.append(key)
        question = there.get(draft.key) or Question(intake=terms, key=key)
        if question.pk and question.kind != draft.kind and is_answered(terms, key):
            says = _("“%(question)s” has answers, so its kind cannot change. Add another question instead.")
            raise Refused("questions", says % {"question": question.label})
        for name in OF_QUESTION:
            value = getattr(draft, name)
            setattr(question, name, list(value) if isinstance(value, tuple) else value)
        question.shown_if = _condition(draft, keys)
        question.position = position
        question.save()


def _condition(draft: QuestionDraft, keys: list[str]) -> dict[str, Any]:
    """When a question is shown: a new one, too, can hang on another, which it names by its place in the form."""
    if draft.shown_if_row is None:
        return {}
    if draft.shown_if_row >= len(keys) - 1:
        says = _("“%(question)s” can hang only on a question that stands before it.")
        raise Refused("questions", says % {"question": draft.label})
    return {"question": keys[draft.shown_if_row], "is": list(draft.shown_if_is)}


def _remove_question(terms: Intake, question: Question) -> None:
    if is_answered(terms, question.key):
        says = _("“%(question)s” has answers, so it cannot be removed. Make it optional instead.")
        raise Refused("questions", says % {"question": question.label})
    question.delete()


def is_answered(terms: Intake, key: str) -> bool:
    """Whether somebody has answered a question, drafts included."""
    has_file = terms.registrations.filter(uploads__question__intake=terms, uploads__question__key=key).exists()
    return has_file or terms.registrations.filter(answers__has_key=key).exists()


def free_key(label: str, taken: set[str]) -> str:
    """A key made from the words of a question; in other scripts there is nothing to make one from."""
    wanted = slugify(label)[:50].strip("-") or "question"
    candidates = (wanted if n == 1 else f"{wanted}-{n}" for n in range(1, len(taken) + 2))
    return next(candidate for candidate in candidates if candidate not in taken)


def _state(terms: Intake) -> dict[str, Any]:
    """The terms as the record holds them."""
    found = {name: _written(getattr(terms, name)) for name in PLAIN}
    quotas = Quota.objects.filter(intake=terms)
    found["quotas"] = [{name: _written(getattr(one, name)) for name in OF_QUOTA} for one in quotas]
    questions = Question.objects.filter(intake=terms)
    found["questions"] = [
        {"key": one.key, "shown_if": one.shown_if} | {name: _written(getattr(one, name)) for name in OF_QUESTION}
        for one in questions
    ]
    return found


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
