"""What registration contributes to a desk: what waits for a person, what is coming, what was decided, and the queues."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from hanse.calendar.choices import Status
from hanse.calendar.registration.choices import CALLED_OFF, ENTERED, LIVE, SEATED, State
from hanse.calendar.registration.models import Registration
from hanse.calendar.registration.queries.desk_day import asked_for_feedback, feedback_due
from hanse.calendar.registration.queries.lists import in_areas
from hanse.calendar.registration.windows import is_called_off, names_due_at, window_of
from hanse.calendar.registration.words import ends_at, starts_at, where_of
from hanse.engines.when import format as written
from hanse.ui.languages import wording
from hanse.ui.ledger import Contribution, Decided, Due, Queue, Upcoming

MOST = 200
RECENT = timedelta(days=30)
_OVER = (Status.CANCELLED, Status.HELD)
_DECIDED = (State.CONFIRMED, State.DECLINED, State.LAPSED, State.CANCELLED)


def contribute(person: int, organisations: Sequence[int], *, now: datetime, language: str) -> Contribution:
    """Everything of a person and of those they act for, in one query.

    To do: offers to answer, drafts to go on with, names that are missing, feedback that was asked for. Coming up: what
    they come to, a delegation once. Decided: approved, declined, confirmed, cancelled by others or lapsed within a month.
    """
    since = now - RECENT
    unnamed = Q(state__in=ENTERED, delegation__isnull=False, name="")
    to_do = (Q(state__in=(State.OFFERED, State.DRAFT)) | unnamed) & ~Q(intake__activity__status__in=_OVER)
    whens = Q(intake__activity__when_upper__isnull=True) | Q(intake__activity__when_upper__gt=now)
    ahead = Q(state__in=ENTERED) & whens & ~Q(intake__activity__status=Status.HELD)
    lately = Q(state__in=_DECIDED) & (Q(decided_at__gte=since) | Q(ended_at__gte=since))
    asked = asked_for_feedback(person, now)
    rows = list(_theirs(person, organisations).filter(to_do | ahead | lately | asked)[: 3 * MOST])
    with override(language):
        decided = _told([row for row in rows if _was_decided(row, since)], person, language)
        to_go_on = _due([row for row in rows if row.intake.activity.status not in _OVER], now, language)
        return Contribution(
            due=(*to_go_on, *feedback_due(rows, person, now=now, language=language)),
            upcoming=tuple(_coming([row for row in rows if _is_ahead(row, now)], person, now, language)),
            decided=tuple(sorted(decided, key=lambda one: one.at, reverse=True)),
        )


def due_for(person: int, organisations: Sequence[int], *, now: datetime, language: str) -> list[Due]:
    """Offers to answer, drafts to go on with, names that are missing; one query."""
    return list(contribute(person, organisations, now=now, language=language).due)


def upcoming_for(person: int, organisations: Sequence[int], *, now: datetime, language: str) -> list[Upcoming]:
    """What somebody and their organisations come to, a delegation once; one query."""
    return list(contribute(person, organisations, now=now, language=language).upcoming)


def decided_for(person: int, organisations: Sequence[int], *, now: datetime, language: str) -> list[Decided]:
    """Approved, declined, confirmed, cancelled by others or lapsed within a month; one query."""
    return list(contribute(person, organisations, now=now, language=language).decided)


def _due(rows: list[Registration], now: datetime, language: str) -> list[Due]:
    offers = [_offer(row, language) for row in rows if row.state == State.OFFERED]
    drafts = [_draft(row, language) for row in rows if row.state == State.DRAFT and _is_open(row, now)]
    return [*offers, *drafts, *_names(rows, now, language)]


def _coming(rows: list[Registration], person: int, now: datetime, language: str) -> list[Upcoming]:
    found: dict[tuple[int, int | None], Upcoming] = {}
    for row in rows:
        key = (row.intake_id, row.delegation_id if row.person_id != person else None)
        if key not in found:
            found[key] = _upcoming(row, person, language)
    return sorted(found.values(), key=lambda one: (one.starts_at is None, one.starts_at or now))


def _is_ahead(row: Registration, now: datetime) -> bool:
    ends = row.intake.activity.when_upper
    return row.state in ENTERED and row.intake.activity.status != Status.HELD and (ends is None or ends > now)


def _was_decided(row: Registration, since: datetime) -> bool:
    moments = (row.decided_at, row.ended_at)
    if row.state == State.CONFIRMED and is_called_off(row.intake):
        return False  # nobody is told any more that they have a seat
    return row.state in _DECIDED and any(at is not None and at >= since for at in moments)


def queues(*, now: datetime, areas: Collection[str] | None) -> list[Queue]:
    """What waits for the secretariat: requests to approve, people who wait for seats, seats without names; one query."""
    asked, waiting = Q(state=State.ASKED), Q(state=State.WAITING)
    unnamed = Q(state__in=SEATED, delegation__isnull=False, name="")
    rows = in_areas(areas).filter(asked | waiting | unnamed).exclude(intake__activity__status__in=_OVER)
    rows = rows.exclude(intake__activity__when_upper__lte=now)  # over, though nobody has said so yet
    late = now - timedelta(days=7)
    counted = rows.aggregate(
        asked=Count("pk", filter=asked), asked_at=Min("submitted_at", filter=asked),
        asked_late=Count("pk", filter=asked & Q(submitted_at__lt=late)),
        waiting=Count("pk", filter=waiting), waiting_at=Min("submitted_at", filter=waiting),
        unnamed=Count("pk", filter=unnamed), unnamed_at=Min("submitted_at", filter=unnamed),
    )  # fmt: skip
    kinds = (
        ("asked", _("Requests to approve"), "asked"),
        ("waiting", _("On waiting lists"), "waiting"),
        ("unnamed", _("Seats without a name"), "unnamed"),
    )
    address = reverse("registration:queue")
    return [
        Queue(
            name=name,
            count=counted[key],
            url=f"{address}?state={state}",
            oldest_at=counted[f"{key}_at"],
            late=counted.get(f"{key}_late", 0),
        )
        for key, name, state in kinds
        if counted[key]
    ]


def _theirs(person: int, organisations: Sequence[int]) -> QuerySet[Registration]:
    """Registrations of a person and of those for whom they act."""
    own = Q(person=person) | Q(made_by=person, organisation=None)
    mine = own | Q(organisation__in=list(organisations)) if organisations else own
    found = Registration.objects.filter(mine, state__in=[*LIVE, State.DECLINED, State.CANCELLED, State.LAPSED])
    return found.select_related(
        "intake__activity__area", "intake__activity__year", "organisation", "delegation", "feedback_request"
    ).order_by("pk")


def _is_open(row: Registration, now: datetime) -> bool:
    closes_at = window_of(row.intake).closes_at
    return closes_at is None or now < closes_at


def _whom(row: Registration) -> str:
    return wording(row.organisation, "name") if row.organisation is not None else ""


def _offer(row: Registration, language: str) -> Due:
    activity = row.intake.activity
    return Due(
        area=activity.area.key,
        title=wording(activity, "title", language),
        text=_("A seat is kept for %(name)s. Without an answer it goes to the next in line.")
        % {"name": row.name or _("your delegation")},
        action=_("Answer"),
        url=reverse("registration:page", args=[row.uid]),
        due_at=row.answer_by_at,
        whom=_whom(row),
        minutes=1,
    )


def _draft(row: Registration, language: str) -> Due:
    activity = row.intake.activity
    return Due(
        area=activity.area.key,
        title=wording(activity, "title", language),
        text=_("A registration that was begun and not sent."),
        action=_("Go on"),
        url=f"{reverse('registration:register', args=[activity.slug])}?draft={row.uid}",
        due_at=window_of(row.intake).closes_at,
        whom=_whom(row),
        minutes=5,
    )


def _names(rows: Iterable[Registration], now: datetime, language: str) -> list[Due]:
    """One entry for each delegation with seats that have no name."""
    by_delegation: dict[int, list[Registration]] = {}
    for row in rows:
        if row.delegation_id is not None and not row.name and row.state in ENTERED:
            by_delegation.setdefault(row.delegation_id, []).append(row)
    found = []
    for seats in by_delegation.values():
        row, activity = seats[0], seats[0].intake.activity
        over = ends_at(activity)
        if row.delegation is None or (over is not None and over <= now):
            continue
        text = ngettext("%(count)s name is missing.", "%(count)s names are missing.", len(seats))
        found.append(
            Due(
                area=activity.area.key,
                title=wording(activity, "title", language),
                text=text % {"count": len(seats)},
                action=_("Give names"),
                url=reverse("registration:delegation", args=[row.delegation.uid]),
                due_at=names_due_at(row.intake),
                whom=_whom(row),
                minutes=2 * len(seats),
            )
        )
    return found


def _upcoming(row: Registration, person: int, language: str) -> Upcoming:
    activity = row.intake.activity
    is_own = row.person_id == person or row.delegation is None
    url = (
        reverse("registration:page", args=[row.uid])
        if is_own or row.delegation is None
        else reverse("registration:delegation", args=[row.delegation.uid])
    )
    return Upcoming(
        area=activity.area.key,
        title=wording(activity, "title", language),
        url=url,
        when=written(activity.when, language, style="short"),
        starts_at=starts_at(activity) or activity.when_lower,
        state=str(CALLED_OFF if is_called_off(row.intake) else State(row.state).label),
        where=where_of(activity, language),
        is_void=activity.status in (Status.CANCELLED, Status.POSTPONED),
    )


def _told(rows: Iterable[Registration], person: int, language: str) -> list[Decided]:
    """One's own registrations one by one; of a delegation what was decided alike is told once."""
    alike: dict[tuple[int | None, str, int], list[Registration]] = {}
    for row in rows:
        is_own = row.person_id == person or row.delegation_id is None
        alike.setdefault((row.delegation_id, row.state, row.pk if is_own else 0), []).append(row)
    return [_decided(group, person, language) for group in alike.values()]


def _decided(rows: Sequence[Registration], person: int, language: str) -> Decided:
    row, state = rows[0], State(rows[0].state)
    at = max(one.ended_at or one.decided_at or one.created_at for one in rows)
    activity = wording(row.intake.activity, "title", language)
    url = reverse("registration:page", args=[row.uid])
    if row.person_id == person or (row.delegation_id is None and not row.name):
        words = {
            State.CONFIRMED: _("Your seat is confirmed: %(activity)s"),
            State.DECLINED: _("Not approved: %(activity)s"),
            State.CANCELLED: _("Registration cancelled: %(activity)s"),
            State.LAPSED: _("An offer lapsed: %(activity)s"),
        }[state]
        return Decided(at=at, text=words % {"activity": activity}, url=url)
    names = [one.name for one in rows if one.name]
    if len(rows) == 1 and names:
        who = names[0]
    else:
        who = ngettext("%(count)s seat of your delegation", "%(count)s seats of your delegation", len(rows)) % {
            "count": len(rows)
        }
    words = {
        State.CONFIRMED: _("%(who)s: confirmed for %(activity)s"),
        State.DECLINED: _("%(who)s: not approved for %(activity)s"),
        State.CANCELLED: _("%(who)s: cancelled for %(activity)s"),
        State.LAPSED: _("%(who)s: an offer lapsed for %(activity)s"),
    }[state]
    if row.delegation is not None and len(rows) > 1:
        url = reverse("registration:delegation", args=[row.delegation.uid])
    return Decided(at=at, text=words % {"who": who, "activity": activity}, url=url)
