"""People from a table: an account where there is none, and a mandate for an organisation; or an invitation to one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hanse.accounts.choices import Role
from hanse.accounts.models import User
from hanse.accounts.operations.people import add_person
from hanse.audit.actor import Actor
from hanse.joining.operations.inviting import send_invitation
from hanse.members.choices import MandateRole
from hanse.members.models import Invitation, Mandate
from hanse.members.operations.mandates import Offer, grant_mandate, revise_mandate
from hanse.members.queries.acting import open_mandates
from hanse.ui.folding import sort_key
from hanse.ui.tables import Line
from hanse.year.importing.choices import Fate
from hanse.year.importing.columns import Field
from hanse.year.importing.kinds.lookup import Ambiguous, Directory
from hanse.year.importing.kinds.naming import email_and_name
from hanse.year.importing.models import Run
from hanse.year.importing.plans import Made, Step

FIELDS = (
    Field("email", gettext_lazy("E-mail"), ("e-mail address", "mail", "email address", "이메일", "전자우편", "메일"), True),
    Field("name", gettext_lazy("Name"), ("full name", "person", "성명", "이름", "담당자"), True),
    Field("organisation", gettext_lazy("Organisation"), ("organization", "member", "city", "company", "기관", "기관명", "소속", "도시"), True),
    Field("role", gettext_lazy("Role"), ("mandate", "역할")),
    Field("office", gettext_lazy("Office"), ("title", "position", "job title", "직책", "직위")),
    Field("is_administrator", gettext_lazy("May grant mandates"), ("administrator", "admin", "관리자")),
    Field("ends_on", gettext_lazy("Until and including"), ("end", "until", "ends on", "종료일")),
    Field("language", gettext_lazy("Language"), ("언어",)),
)  # fmt: skip
_YES = {"yes", "y", "true", "1", "x", "예", "네"}
_NO = {"no", "n", "false", "0", "아니요", "아니오"}


def fields_for(run: Run) -> tuple[Field, ...]:
    """The same in every import."""
    return FIELDS


class Planner:
    """Knows accounts, mandates and the directory, and judges row after row; a fixed number of queries."""

    def __init__(self, run: Run, *, now: datetime) -> None:
        self.directory, self.invites, self.today = Directory(), run.invites, now.date()
        self._people = {u.email.lower(): u for u in User.objects.only("id", "email", "name", "is_active")}
        self._mandates: dict[tuple[int, int, str], Mandate] = {
            (m.person_id, m.organisation_id, m.role): m for m in open_mandates(self.today)
        }
        invited = Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now)
        self._invited = set(invited.values_list("email", "organisation_id"))
        self._roles = {sort_key(w): r for r in MandateRole for w in (r.value, str(r.label))}
        self._roles |= {sort_key("mayor"): MandateRole.HEAD, sort_key("시장"): MandateRole.HEAD}
        self._languages = {code for code, _name in settings.LANGUAGES}
        self._seen: dict[tuple[str, str, str], int] = {}

    def plan(self, line: Line, given: Mapping[str, str]) -> Step:
        """What becomes of a row."""
        step = Step(line, label=given.get("name") or given.get("email", ""))
        values = self._values(given, step)
        if step.faults:
            return step
        key = (values["email"], values["organisation"].slug, values["offer"].role)
        if key in self._seen:
            step.refuse("email", _("The same as in line %(line)s. Keep one of the two.") % {"line": self._seen[key]})
            return step
        self._seen[key] = line.number
        person = self._people.get(values["email"])
        if person is not None and not person.is_active:
            step.refuse("email", _("This account is closed. Reopen it first, or leave the row out."))
            return step
        step.values = {**values, "person": person.pk if person else None, "today": self.today}
        there = self._mandates.get((person.pk, values["organisation"].pk, key[2])) if person else None
        if there is not None:
            self._compare(step, there, given)
        elif self.invites and (key[0], values["organisation"].pk) in self._invited:
            step.fate = Fate.LEAVE
        else:
            step.fate = Fate.CREATE
            if person is not None and sort_key(person.name) != sort_key(values["name"]):
                step.hints.append(_("The account of this address is called %(name)s.") % {"name": person.name})
        return step

    def _compare(self, step: Step, there: Mandate, given: Mapping[str, str]) -> None:
        offer = step.values["offer"]
        kept = {name: getattr(there, name) for name in ("office", "is_administrator", "ends_on")}
        wanted = {name: getattr(offer, name) if given.get(name) else kept[name] for name in kept}
        step.changes = {n: (_words(kept[n]), _words(wanted[n])) for n in kept if kept[n] != wanted[n]}
        step.values |= {
            "mandate": there.pk,
            "offer": Offer(role=offer.role, **wanted),
            "before": {name: _plain(value) for name, value in kept.items()},
        }
        step.fate = Fate.CHANGE if step.changes else Fate.LEAVE

    def _values(self, given: Mapping[str, str], step: Step) -> dict[str, Any]:
        email, name = email_and_name(given, step)
        if len(email) > 254:
            step.refuse("email", _("At most 254 characters."))
        if not name or len(name) > (200 if self.invites else 300):
            step.refuse("name", _("A person needs a name, of at most 300 characters; in an invitation, of 200."))
        if len(given.get("office", "")) > 200:
            step.refuse("office", _("At most 200 characters."))
        role = self._roles.get(sort_key(given.get("role", "") or "contact"))
        if role is None:
            step.refuse("role", _("Write head, cio, contact, delegate or staff."))
        flag = given.get("is_administrator", "").lower()
        if flag and flag not in _YES | _NO:
            step.refuse("is_administrator", _("Write yes or no."))
        language = given.get("language", "")
        if language and language not in self._languages:
            step.refuse("language", _("Write en or ko, or leave it empty."))
        ends_on = self._day(given.get("ends_on", ""), step)
        organisation = self._organisation(given.get("organisation", ""), step)
        offer = Offer(
            role=str(role),
            office=given.get("office", ""),
            is_administrator=flag in _YES and flag != "",
            ends_on=ends_on,
        )
        return {"email": email, "name": name, "organisation": organisation, "offer": offer, "language": language}

    def _day(self, text: str, step: Step) -> date | None:
        if not text:
            return None
        try:
            day = date.fromisoformat(text)
        except ValueError:
            step.refuse("ends_on", _("Write the day as 2023-02-21."))
            return None
        if day < self.today:
            step.refuse("ends_on", _("This day is over, so the mandate would have ended."))
        return day

    def _organisation(self, words: str, step: Step) -> Any:
        try:
            found = self.directory.find(words) if words else None
        except Ambiguous:
            step.refuse("organisation", _("Several organisations are called so. Write the last part of the address of its page."))  # fmt: skip
            return None
        if found is None:
            step.refuse("organisation", _("Nothing in the directory is called so. Import the organisation first."))
        return found


def carry_out(step: Step, run: Run, *, by: Actor, now: datetime) -> Sequence[Made]:
    """Make account and mandate, or send an invitation; raises what `members` raises for it."""
    v = step.values
    if step.fate == Fate.CHANGE:
        row = revise_mandate(mandate=v["mandate"], offer=v["offer"], today=v["today"], by=by, now=now, may_leave_nobody=True)  # fmt: skip
        return [Made("mandate", str(row.pk), False, facts_of(row), v["before"])]
    if run.invites:
        sent = send_invitation(
            organisation=v["organisation"].pk,
            email=v["email"],
            name=v["name"],
            offer=v["offer"],
            language=v["language"] or settings.LANGUAGE_CODE,
            today=v["today"],
            by=by,
            now=now,
        )
        return [Made("invitation", str(sent.pk), True)]
    made: list[Made] = []
    person = v["person"] or User.objects.filter(email=v["email"]).values_list("pk", flat=True).first()
    if person is None:
        added = add_person(email=v["email"], name=v["name"], role=Role.PERSON, by=by, now=now, language=v["language"])
        person = added.pk
        made.append(Made("person", str(person), True))
    row = grant_mandate(
        person=person, organisation=v["organisation"].pk, offer=v["offer"], starts_on=v["today"], by=by, now=now
    )
    # The mandate goes before the account when both are undone.
    return [*made, Made("mandate", str(row.pk), True, facts_of(row))]


def facts_of(row: Mandate) -> dict[str, Any]:
    """A mandate as it is compared before it is undone."""
    return {
        "role": str(row.role),
        "office": row.office,
        "is_administrator": row.is_administrator,
        "ends_on": _plain(row.ends_on),
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(_plain(value) or "")
