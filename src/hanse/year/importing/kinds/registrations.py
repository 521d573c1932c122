"""Registrations from a table, for one activity: by its own terms, with its seats and its line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hanse.accounts.models import User
from hanse.audit.actor import Actor
from hanse.calendar.registration.applicants import Applicant, fit_of
from hanse.calendar.registration.choices import ENTERED, Attendance
from hanse.calendar.registration.models import Intake, Registration
from hanse.calendar.registration.operations.changing import change_registration
from hanse.calendar.registration.operations.registering import submit_registration
from hanse.calendar.registration.queries.admitting import admission_of, first_day, invitation_for
from hanse.calendar.registration.queries.standing import standings
from hanse.calendar.registration.queries.terms import hall_of
from hanse.calendar.registration.submissions import Submission
from hanse.members.geography import country_codes, country_words
from hanse.ui.folding import sort_key
from hanse.ui.tables import Line
from hanse.year.importing.choices import Fate
from hanse.year.importing.columns import Field
from hanse.year.importing.kinds.answers import Answers, asked_in_tables, fields_of_questions
from hanse.year.importing.kinds.lookup import Ambiguous, Directory
from hanse.year.importing.kinds.naming import email_and_name
from hanse.year.importing.models import Run
from hanse.year.importing.plans import Made, Step

FIELDS = (
    Field("email", gettext_lazy("E-mail"), ("e-mail address", "mail", "email address", "이메일", "전자우편", "메일"), True),
    Field("name", gettext_lazy("Name"), ("full name", "participant", "성명", "이름", "참가자"), True),
    Field("organisation", gettext_lazy("Organisation"), ("organization", "city", "company", "기관", "기관명", "소속", "도시")),
    Field("office", gettext_lazy("Office"), ("title", "position", "job title", "직책", "직위")),
    Field("country", gettext_lazy("Country"), ("country code", "nation", "국가", "나라")),
    Field("attendance", gettext_lazy("How they come"), ("mode", "how", "참가 방식", "참석 방식")),
    Field("language", gettext_lazy("Language"), ("언어",)),
)  # fmt: skip

# What a second import may change of somebody who is registered.
CHANGED = ("name", "office", "country", "attendance")


def fields_for(run: Run) -> tuple[Field, ...]:
    """What everybody says, and what the form of this activity asks."""
    return (*FIELDS, *fields_of_questions(asked_in_tables(run.activity_id)))


class Planner:
    """Knows terms, seats and who is registered, and judges row after row as they would be served."""

    def __init__(self, run: Run, *, now: datetime) -> None:
        self.directory, self.now = Directory(), now
        terms = Intake.objects.select_related("activity__area", "activity__year").filter(activity=run.activity).first()
        self.terms = terms
        if terms is None:
            return
        self._answers = Answers(asked_in_tables(run.activity_id))
        self._hall = hall_of(terms)
        self._invites = terms.invitations.exists()
        self._people = dict(User.objects.filter(is_active=True).values_list("email", "pk"))
        entered = list(terms.registrations.filter(state__in=ENTERED))
        self._there = {row.email.lower(): row for row in entered if row.email}
        self._of_bodies: dict[int, int] = {}
        for row in entered:
            if row.organisation_id:
                self._of_bodies[row.organisation_id] = self._of_bodies.get(row.organisation_id, 0) + 1
        self._standings = standings(self.directory.by_slug.values(), first_day(terms, now))
        self._countries = {sort_key(w): c for c in country_codes() for w in (c, *country_words(c).split("\n")) if w}
        self._ways = {sort_key(w): a for a in Attendance for w in (a.value, str(a.label))}
        self._ways |= {"온라인": Attendance.ONLINE, "현장": Attendance.IN_PERSON, "대면": Attendance.IN_PERSON}
        self._seen: dict[str, int] = {}

    def plan(self, line: Line, given: Mapping[str, str]) -> Step:
        """What becomes of a row."""
        step = Step(line, label=given.get("name") or given.get("email", ""))
        if self.terms is None:
            step.refuse("", _("This activity has no terms of registration. Set them first."))
            return step
        values = self._values(given, step)
        there = self._there.get(values["email"])
        before = dict(there.answers) if there else {}
        values["answers"] = self._answers.read(given, step, before)
        if step.faults:
            return step
        email = values["email"]
        if email in self._seen:
            step.refuse("email", _("The same as in line %(line)s. Keep one of the two.") % {"line": self._seen[email]})
            return step
        self._seen[email] = line.number
        step.values = {"sent": values, "intake": self.terms.pk, "person": self._people.get(email), "clock": self.now}
        if there is None:
            self._seat(self.terms, step)
            return step
        kept = {name: getattr(there, name) for name in CHANGED}
        wanted = {name: values[name] if given.get(name) else kept[name] for name in CHANGED}
        step.changes = {n: (str(kept[n]), str(wanted[n])) for n in CHANGED if kept[n] != wanted[n]}
        if answered := self._answers.changes(before, values["answers"]):
            step.changes |= answered
            wanted, kept = {**wanted, "answers": values["answers"]}, {**kept, "answers": before}
        step.values |= {"uid": there.uid, "seen": there.revision, "wanted": wanted, "before": _plain(kept)}
        step.fate = Fate.CHANGE if step.changes else Fate.LEAVE
        return step

    def _seat(self, terms: Intake, step: Step) -> None:
        """Whether somebody would be let in, and sit: told before, in the order of the rows."""
        sent = step.values["sent"]
        body = next((o for o in [sent["body"]] if o is not None), None)
        invitation = None
        if self._invites:
            invitation = invitation_for(
                terms, code="", email=sent["email"], organisation=body.pk if body else None, at=self.now
            )
        who = Applicant(
            person=step.values["person"],
            email=sent["email"],
            organisation=body,
            standing=self._standings.get(body.pk) if body else None,
            invitation=invitation,
            attendance=sent["attendance"],
        )
        found = admission_of(terms, who, at=self.now)
        if not found.may:
            step.refuse("email", found.reason)
            return
        fit = fit_of(who, terms, first_day(terms, self.now))
        taken = self._of_bodies.get(body.pk, 0) if body else 0
        if body and fit.counts and terms.most_per_organisation is not None and taken >= terms.most_per_organisation:
            step.refuse("organisation", _("%(name)s has all the seats that it can have.") % {"name": body.name})
            return
        step.fate = Fate.CREATE
        place = self._hall.place(fit)
        if terms.needs_approval and invitation is None:
            step.hints.append(_("Waits for approval."))
        elif place is not None:
            self._hall.take(place)
        elif terms.has_waiting_list:
            step.hints.append(_("No seat is free: goes on the waiting list."))
        else:
            step.refuse("email", _("All seats are taken, and there is no waiting list."))
            return
        if body:
            self._of_bodies[body.pk] = taken + 1

    def _values(self, given: Mapping[str, str], step: Step) -> dict[str, Any]:
        email, name = email_and_name(given, step)
        if not name or len(name) > 300:
            step.refuse("name", _("A person needs a name, of at most 300 characters."))
        for field in ("office", "organisation"):
            if len(given.get(field, "")) > 200:
                step.refuse(field, _("At most 200 characters."))
        way = self._ways.get(sort_key(given.get("attendance", "") or "in-person"))
        if way is None:
            step.refuse("attendance", _("Write in-person or online."))
        country = self._countries.get(sort_key(given.get("country", "")), "")
        if given.get("country") and not country:
            step.refuse("country", _("There is no such country. Write its name, or two letters such as KR."))
        language = given.get("language", "")
        if language and language not in dict(settings.LANGUAGES):
            step.refuse("language", _("Write en or ko, or leave it empty."))
        body = self._body(given.get("organisation", ""), step)
        words = "" if body else given.get("organisation", "")
        return {
            "email": email,
            "name": name,
            "office": given.get("office", ""),
            "country": country,
            "attendance": str(way),
            "language": language or settings.LANGUAGE_CODE,
            "body": body,
            "organisation_name": words,
        }

    def _body(self, words: str, step: Step) -> Any:
        try:
            found = self.directory.find(words) if words else None
        except Ambiguous:
            step.refuse("organisation", _("Several organisations are called so. Write the last part of the address of its page."))  # fmt: skip
            return None
        if words and found is None:
            step.hints.append(_("This organisation is not in the directory: its name is kept as it is written."))
        return found


def carry_out(step: Step, run: Run, *, by: Actor, now: datetime) -> Sequence[Made]:
    """Register, or change; raises what `registration` raises for it."""
    v = step.values
    if step.fate == Fate.CHANGE:
        row = change(uid=v["uid"], seen=v["seen"], wanted=v["wanted"], by=by, now=now, clock=v["clock"])
        return [Made("registration", str(row.uid), False, {"revision": row.revision}, v["before"])]
    sent = dict(v["sent"])
    body = sent.pop("body")
    taken = submit_registration(
        intake=v["intake"],
        sent=Submission(**sent, organisation=body.pk if body else None),
        person=v["person"],
        by=by,
        now=now,
        clock=v["clock"],
    )
    if not taken.is_new:
        return []
    return [Made("registration", str(taken.registration.uid), True, {"revision": taken.registration.revision})]


def change(*, uid: Any, seen: int, wanted: Mapping[str, Any], by: Actor, now: datetime, clock: datetime) -> Any:
    """Change some of a registration, and leave the rest of it as it is."""
    from_before = Registration.objects.get(uid=uid)
    same = ("name", "email", "attendance", "office", "organisation_name", "country", "language", "zone")
    kept = {name: getattr(from_before, name) for name in same}
    sent = Submission(**{**kept, **wanted}, organisation=from_before.organisation_id)
    return change_registration(uid=uid, sent=sent, seen=seen, by=by, now=now, clock=clock)


def _plain(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value if isinstance(value, dict) else str(value) for name, value in kept.items()}
