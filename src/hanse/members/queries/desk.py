"""What the members bring to a desk: mandates to confirm, invitations, dues, questions on applications, renewals.

Each of these functions makes at most two queries, whatever the number of rows, and three more where mandates rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import CharField, Count, DateTimeField, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hanse.accounts.models import User
from hanse.members.choices import ApplicationState, DuesState, MandateRole
from hanse.members.models import Application, DuesFact, Invitation, Mandate, Membership
from hanse.members.operations.applications import token_of as application_token
from hanse.members.operations.mandates import token_of
from hanse.members.queries.agreements import due_agreements
from hanse.members.queries.profile import category_words
from hanse.members.queries.resting import resting_among
from hanse.members.queries.rights import Standing
from hanse.members.rights import rights_of
from hanse.ui.days import day_words
from hanse.ui.ledger import Decided, Due, Queue

A_YEAR = timedelta(days=365)
LATELY = timedelta(days=60)


def due_for(person: int, organisations: Sequence[int], *, now: datetime, language: str) -> list[Due]:
    """What waits for a person: as an administrator of organisations, as somebody invited, as an applicant."""
    return [*_as_administrator(person, organisations, now), *_as_addressee(person, now)]


def decided_for(person: int, organisations: Sequence[int], *, now: datetime, language: str) -> list[Decided]:
    """What was decided lately: memberships of the organisations, mandates of the person, and which of them rest."""
    since = now - LATELY
    periods = Membership.objects.filter(organisation__in=organisations, decision__recorded_at__gte=since)
    found = [
        Decided(
            at=period.decision.recorded_at,
            text=_("%(body)s: %(name)s is recorded as %(standing)s from %(day)s") % {
                "body": period.decision.get_body_display(),
                "name": period.organisation.name,
                "standing": _standing_words(period),
                "day": day_words(period.starts_on),
            },
            url=reverse("members:membership", args=[period.organisation.slug]),
        )
        for period in periods.select_related("organisation", "decision")
        if period.decision is not None
    ]  # fmt: skip
    found += _of_mandates(person, since, now.date())
    return sorted(found, key=lambda one: one.at, reverse=True)


def _of_mandates(person: int, since: datetime, today: date) -> list[Decided]:
    """What became of the person's mandates lately, and which of them rest, since whenever."""
    lately = Q(granted_at__gte=since) | Q(revoked_at__gte=since) | Q(awaits_confirmation=True)
    mandates = list(Mandate.objects.filter(lately, person=person).select_related("organisation"))
    found = []
    for mandate in mandates:
        values = {"name": mandate.organisation.name, "role": MandateRole(mandate.role).label}
        if mandate.revoked_at is not None and mandate.revoked_at >= since:
            text = _("Your mandate for %(name)s was revoked") % values
            found.append(Decided(at=mandate.revoked_at, text=text))
        elif mandate.revoked_at is None and not mandate.awaits_confirmation:
            text = _("You may act for %(name)s: %(role)s") % values
            url = reverse("members:people", args=[mandate.organisation.slug])
            found.append(Decided(at=mandate.granted_at, text=text, url=url))
    for one in resting_among(person, mandates, today):
        words = {"name": one.mandate.organisation.name, "confirmer": one.confirmer}
        text = _("Your mandate for %(name)s rests until it is confirmed: %(confirmer)s") % words
        found.append(Decided(at=one.since_at, text=text, url=reverse("members:acting")))
    return found


def queues(*, now: datetime, areas: Collection[str] | None) -> list[Queue]:
    """What waits for the secretariat. It belongs to no programme, so that managers of areas are not asked."""
    if areas is not None:
        return []
    counts = _counts(now)

    def queue(what: str, name: str, url: str, late: str = "") -> Queue:
        count, oldest = counts.get(what, (0, None))
        return Queue(name=name, count=count, url=url, oldest_at=oldest, late=counts.get(late, (0, None))[0])

    applications = reverse("joining:applications")
    found = [
        queue("screen", _("Applications to screen"), applications),
        queue("committee", _("Applications before the committee"), applications + "?state=screened"),
        queue("welcome", _("Approved applicants to welcome"), applications + "?state=approved"),
        queue("confirm", _("Mandates to confirm"), reverse("members:to-confirm")),
        queue("owed", _("Dues owed"), reverse("members:dues") + f"?year={now.year}"),
        queue("agreements", _("Agreements to renew"), reverse("members:agreements"), late="agreements late"),
    ]
    return [one for one in found if one.count]


def _as_administrator(person: int, organisations: Sequence[int], now: datetime) -> list[Due]:
    """One query: all mandates of the organisations that the person administers, and the dues beside them."""
    today = now.date()
    in_force = (Q(ends_on__isnull=True) | Q(ends_on__gte=today)) & Q(revoked_at__isnull=True)
    mine = Mandate.objects.filter(in_force, person=person, is_administrator=True, awaits_confirmation=False, starts_on__lte=today)  # fmt: skip
    facts = DuesFact.objects.filter(organisation=OuterRef("organisation"), year=today.year, on__lte=today)
    latest = facts.order_by("-on", "-id")
    rows = (
        Mandate.objects.filter(in_force, organisation__in=organisations)
        .filter(organisation__in=mine.values("organisation"))
        .annotate(dues=Subquery(latest.values("state")[:1]), dues_on=Subquery(latest.values("on")[:1]))
        .select_related("organisation", "person")
        .order_by("organisation__name", "id")
    )
    by_body: dict[int, list[Any]] = {}
    for row in rows:
        by_body.setdefault(row.organisation_id, []).append(row)
    found: list[Due] = []
    for group in by_body.values():
        found += _of_body(group, now)
    return found


def _of_body(group: list[Any], now: datetime) -> list[Due]:
    whole, found = group[0].organisation, []
    people = reverse("members:people", args=[whole.slug])
    waiting = [row for row in group if row.awaits_confirmation]
    stale = [
        row for row in group if not row.awaits_confirmation and (row.confirmed_at or row.granted_at) < now - A_YEAR
    ]
    if waiting or stale:
        rows = waiting or stale
        names = ", ".join(str(row.person) for row in rows[:3]) + (" …" if len(rows) > 3 else "")
        title = ngettext("Confirm a mandate", "Confirm %(count)s mandates", len(rows)) % {"count": len(rows)}
        says = _("They rest since two entries were merged: %(names)s") if waiting else _("Do they still act for you? %(names)s")  # fmt: skip
        found.append(Due(title=title, text=says % {"names": names}, action=_("Look through"), url=people, whom=whole.name, minutes=2))  # fmt: skip
    if group[0].dues in (DuesState.OWED, DuesState.PARTLY):
        state, year = DuesState(group[0].dues).label, now.year
        text = _("On %(day)s the secretariat noted: %(state)s.") % {"day": day_words(group[0].dues_on), "state": state}
        url = reverse("members:membership", args=[whole.slug])
        found.append(Due(title=_("Dues for %(year)s") % {"year": year}, text=text, action=_("See the membership"), url=url, whom=whole.name))  # fmt: skip
    return found


def _as_addressee(person: int, now: datetime) -> list[Due]:
    """One query: invitations to the person's address, and questions on applications that they sent."""
    address = User.objects.filter(pk=person).values("email")
    invited = Invitation.objects.filter(
        email__in=address, accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now
    )
    asked = Application.objects.filter(Q(applicant=person) | Q(email__in=address), state=ApplicationState.ASKED)
    columns = ("what", "key", "word", "title", "moment")
    rows = _part(invited, "invitation", word=F("nonce"), title=F("organisation__name"), moment=F("expires_at")).union(
        _part(asked, "application", word=F("reference"), title=F("name"), moment=F("state_at")), all=True
    )
    found = []
    for what, key, word, title, moment in rows.values_list(*columns):
        if what == "invitation":
            url = reverse("joining:invitation", args=[token_of(Invitation(pk=key, nonce=word))])
            text = _("You are invited to act for it. The invitation is good until the day it expires.")
            found.append(Due(title=_("Invitation from %(name)s") % {"name": title}, text=text, action=_("Look at it"), url=url, due_at=moment, minutes=1))  # fmt: skip
        else:
            text = _("The secretariat has a question on the application.")
            url = reverse("joining:own-application", args=[application_token(word)])
            found.append(Due(title=title, text=text, action=_("Answer"), url=url, minutes=5))
    return found


def _part(rows: QuerySet[Any], what: str, *, word: F, title: F, moment: F) -> QuerySet[Any]:
    texts = {"what": Value(what, CharField()), "word": Cast(word, CharField()), "title": Cast(title, CharField())}
    named: QuerySet[Any] = rows.order_by().annotate(key=F("pk"), moment=moment, **texts)
    return named.values("what", "key", "word", "title", "moment")


def _counts(now: datetime) -> dict[str, tuple[int, datetime | None]]:
    """One query: how many wait in each queue, and since when the oldest does."""
    today = now.date()
    states = {"screen": ApplicationState.SUBMITTED, "committee": ApplicationState.SCREENED, "welcome": ApplicationState.APPROVED}  # fmt: skip
    parts = [_count(Application.objects.filter(state=state), what, Min("state_at")) for what, state in states.items()]
    resting = Mandate.objects.filter(awaits_confirmation=True, revoked_at__isnull=True)
    parts.append(_count(resting.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today)), "confirm", Min("granted_at")))
    newest = DuesFact.objects.filter(organisation=OuterRef("organisation"), year=today.year, on__lte=today)
    last = DuesFact.objects.filter(pk=Subquery(newest.order_by("-on", "-id").values("pk")[:1]))
    owed = last.filter(state__in=(DuesState.OWED, DuesState.PARTLY))
    parts.append(_count(owed, "owed", Min("recorded_at")))
    due = due_agreements(today).select_related(None)
    nothing = Max(Cast(Value(None), DateTimeField()))
    parts.append(_count(due, "agreements", nothing))
    parts.append(_count(due.filter(ends_on__lt=today), "agreements late", nothing))
    rows: Iterable[Any] = parts[0].union(*parts[1:], all=True)
    return {row["what"]: (row["number"], row["oldest"]) for row in rows}


def _count(rows: QuerySet[Any], what: str, oldest: Any) -> QuerySet[Any]:
    named: QuerySet[Any] = rows.order_by().annotate(what=Value(what, CharField())).values("what")
    counted: QuerySet[Any] = named.annotate(number=Count("pk"), oldest=oldest)
    return counted.values("what", "number", "oldest")


def _standing_words(period: Membership) -> str:
    standing = Standing(period.category, period.status, rights_of(period.category, period.status))
    return standing.words or category_words(period.category)
