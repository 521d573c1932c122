"""Letters about a registration, queued in the transaction of the act they tell of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from hanse.calendar.registration.choices import State
from hanse.calendar.registration.enclosures import files_for
from hanse.calendar.registration.letters import ADDRESS, CONFIRMED, OFFERED, RECEIVED, WAITING
from hanse.calendar.registration.links import confirm_token, page_token
from hanse.calendar.registration.models import Registration
from hanse.calendar.registration.queries.terms import place_in_line
from hanse.calendar.registration.words import moment, when_words, where_of
from hanse.post.kinds import MessageKind
from hanse.post.models import Correspondent
from hanse.post.operations.queueing import File, Recipient, queue_message
from hanse.ui.languages import wording

# What the state that somebody has come to is told by.
OF_STATE = {
    State.ASKED: RECEIVED,
    State.CONFIRMED: CONFIRMED,
    State.WAITING: WAITING,
    State.OFFERED: OFFERED,
}


Values = Callable[[str], Mapping[str, object]]


def tell(
    kind: MessageKind,
    row: Registration,
    *,
    now: datetime,
    files: Sequence[File] = (),
    key: str = "",
    values: Values = lambda language: {},
    **same: object,
) -> None:
    """Write to whom a registration is about; nobody where no address is known.

    `values` gives what only this letter says, in a language that it is told; `same` is the same in all. The key of the message is the
    registration with its revision, so that the same act twice writes once.
    """
    to = recipient_of(row)
    if to is None:
        return
    with override(to.language):
        common = common_values(row, to) | {"page": page_address(row)}
        own = {name: str(value) for name, value in {**same, **values(to.language)}.items()}
        queue_message(
            kind=kind,
            to=to,
            values=common | own,
            key=key or f"{kind.key}/{row.uid}/{row.revision}",
            now=now,
            about=reverse("registration:page", args=[row.uid]),
            files=files,
        )


def tell_state(row: Registration, *, now: datetime, kind: MessageKind | None = None) -> None:
    """Say where a registration stands now."""
    state = State(row.state)
    place = place_in_line(row) if state == State.WAITING else 0

    def values(language: str) -> dict[str, object]:
        zone = row.zone or row.intake.zone
        deadline = {"deadline": moment(row.answer_by_at, zone, language)} if row.answer_by_at is not None else {}
        return {"place": place, **deadline}

    files = files_for(row) if state == State.CONFIRMED else ()
    tell(kind or OF_STATE[state], row, now=now, files=files, values=values)


def tell_to_confirm(row: Registration, *, now: datetime) -> None:
    """Ask the owner of an address whether they wrote. Nothing that a stranger typed goes into this letter."""
    path = reverse("registration:confirm", args=[confirm_token(row)])
    language = language_of(None, row.email, row.language)
    with override(language):
        queue_message(
            kind=ADDRESS,
            to=Recipient(row.email, language=language),
            values=activity_values(row, language) | {"name": "", "page": "", "confirm": settings.BASE_URL + path},
            key=f"{ADDRESS.key}/{row.uid}",
            now=now,
        )


def recipient_of(row: Registration) -> Recipient | None:
    """The person; for a seat without a name, whoever leads the delegation or made the registration."""
    if row.email:
        return Recipient(row.email, row.name, language_of(row.person_id, row.email, row.language), row.person_id)
    leader = (row.delegation.led_by if row.delegation else None) or row.made_by or row.person
    if leader is None or not leader.is_active:
        return None
    return Recipient(leader.email, leader.name, language_of(leader.pk, leader.email, row.language), leader.pk)


def language_of(person: int | None, email: str, otherwise: str) -> str:
    """The language that somebody chose for their letters, else that of the form."""
    known = Correspondent.objects.exclude(language="")
    theirs = known.filter(person=person) if person is not None else known.filter(person=None, email__iexact=email)
    return theirs.values_list("language", flat=True).first() or otherwise


def page_address(row: Registration) -> str:
    """Where the letter leads: those without an account get a link that opens the page for them."""
    if row.person_id is None and row.email:
        return settings.BASE_URL + reverse("registration:link", args=[page_token(row)])
    return settings.BASE_URL + reverse("registration:page", args=[row.uid])


def common_values(row: Registration, to: Recipient) -> dict[str, str]:
    """What every letter says."""
    return activity_values(row, to.language) | {"name": plain(row.name or to.name) or _("colleague")}


def activity_values(row: Registration, language: str) -> dict[str, str]:
    """What every letter says of the activity."""
    activity = row.intake.activity
    return {
        "activity": wording(activity, "title", language),
        "when": when_words(activity, language),
        "where": where_of(activity, language),
    }


def plain(text: str) -> str:
    """Words that somebody typed, in one line, and without what Markdown would make a link of."""
    return " ".join(text.split()).translate(_HARMLESS)


_HARMLESS = str.maketrans({"[": "(", "]": ")", "<": "‹", ">": "›", "`": "'"})
