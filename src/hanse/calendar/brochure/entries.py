"""An activity as its section tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext

from hanse.calendar.brochure.blocks import blocks_of
from hanse.calendar.brochure.drawing import mark, state_of_mark
from hanse.calendar.choices import Audience, Mode, Part
from hanse.calendar.models import Activity, Duty
from hanse.calendar.queries.brochure import Gathered
from hanse.calendar.queries.entries import Entry, days_of
from hanse.calendar.queries.telling import length_words, relation_words
from hanse.engines.when import format
from hanse.typeset.brochure import Entry as Told
from hanse.typeset.brochure import Fact, Run
from hanse.typeset.letters import shown
from hanse.ui.addresses import Addresses
from hanse.ui.languages import wording

MOST_NAMES = 40
MOST_OCCASIONS = 8


def told(
    activity: Activity, entry: Entry, key: str, gathered: Gathered, addresses: Addresses, language: str, *, full: bool
) -> Told:
    """Everything that the brochure says of one activity, without its description unless it is told in `full`."""
    number = gathered.year.number
    return Told(
        key=key,
        programme=wording(activity.programme, "name") if activity.programme else "",
        title=entry.title,
        date=_kept_together(format(days_of(entry.when), language, year=number, style="long")),
        note=entry.date_note,
        mark=mark(entry, number),
        state=state_of_mark(entry),
        summary=entry.summary,
        blocks=blocks_of(wording(activity, "description")) if full else (),
        facts=tuple(fact for fact in _facts(activity, entry, gathered, addresses, language) if fact.runs),
        url=addresses.page("calendar:activity", activity.slug),
    )


def _facts(activity: Activity, entry: Entry, gathered: Gathered, addresses: Addresses, language: str) -> Iterator[Fact]:
    involved = list(activity.involvements.all())
    organisers = [i.organisation for part in (Part.ORGANISER, Part.CO_ORGANISER) for i in involved if i.part == part]
    partners = [i.organisation for i in involved if i.part == Part.PARTNER]
    participants = [i.organisation for i in involved if i.part == Part.PARTICIPANT]
    yield Fact(gettext("When"), _when(entry, language, gathered.year.number))
    yield Fact(gettext("Where"), _words(_where(activity, entry)))
    yield Fact(gettext("Who may come"), _words(_who(activity)))
    yield Fact(gettext("Organised by"), _names(organisers, "year:organisation", "slug", addresses))
    yield Fact(gettext("With"), _names(partners, "year:organisation", "slug", addresses))
    yield Fact(gettext("Takes part"), _names(participants, "year:organisation", "slug", addresses))
    parent = gathered.parent_of(activity)
    if parent is not None:
        page = addresses.page("calendar:activity", parent.slug)
        yield Fact(relation_words(activity, parent), (Run(wording(parent, "title"), href=page),))
    yield Fact(gettext("Region"), _names(activity.networks.all(), "regions:network", "code", addresses))
    for duty in gathered.duties.get(activity.pk, ()):
        yield Fact(gettext("Held before"), _words(_before(duty, gathered.year.number, language)))
    yield from _contacts(activity, gathered)
    yield Fact(gettext("Links"), _links(activity))


def _words(text: str) -> tuple[Run, ...]:
    return (Run(text),) if text else ()


def _kept_together(date: str) -> str:
    """A date for the narrow margin: a day never parts from its month."""
    return re.sub(r"(\d|월) (?=[^\W_])", "\\1\u00a0", date[:1].upper() + date[1:])


def _when(entry: Entry, language: str, year: int) -> tuple[Run, ...]:
    """What the date in the margin has no room for: the hour, the length, and what nobody knows yet."""
    said = []
    if entry.when.has_time:
        said.append(format(entry.when, language, year=year, style="long"))
        if not entry.when.end_known:
            said.append(gettext("The end is not fixed."))
    elif entry.when.open_end:
        said.append(gettext("We know the opening day only."))
    if entry.length_days:
        said.append(gettext("It takes %(length)s.") % {"length": length_words(entry.length_days)})
    return _words(" · ".join(said))


def _where(activity: Activity, entry: Entry) -> str:
    """Hall, venue, place, and that one has to be there; what is online only needs no hall."""
    if activity.mode == Mode.ONLINE:
        return entry.where
    parts = [wording(activity, "hall"), wording(activity, "venue"), entry.where]
    place = ", ".join(part for part in parts if part)
    in_person = str(Mode.IN_PERSON.label)
    return f"{place} · {in_person}" if activity.mode == Mode.IN_PERSON and place != in_person else place


def _who(activity: Activity) -> str:
    label, note = str(Audience(activity.audience).label), wording(activity, "audience_note")
    return f"{label} · {note}" if note and note != label else label


def _names(things: Iterable[object], page: str, key: str, addresses: Addresses) -> tuple[Run, ...]:
    """Names in a row, each leading to its page. Semicolons, because names of organisations hold commas."""
    listed = list(things)
    runs: list[Run] = []
    for thing in listed[:MOST_NAMES]:
        runs += [Run("; ")] if runs else []
        runs.append(Run(wording(thing, "name"), href=addresses.page(page, str(getattr(thing, key)))))
    more = len(listed) - MOST_NAMES
    if more > 0:
        runs.append(Run(" " + gettext("and %(count)s more") % {"count": more}))
    return tuple(runs)


def _before(duty: Duty, year: int, language: str) -> str:
    """The years in which it really was held, the latest eight, with their cities where all are known in the language."""
    occasions = [one for one in duty.occasions.all() if one.when_edtf[:4].isdigit() and int(one.when_edtf[:4]) < year]
    latest = sorted(occasions, key=lambda one: one.when_edtf)[-MOST_OCCASIONS:]
    known = language == "en" or all(
        (one.translations or {}).get(language, {}).get("city") for one in latest if one.city
    )
    if not known or not any(one.city for one in latest):
        return ", ".join(one.when_edtf[:4] for one in latest)
    return " · ".join(f"{one.when_edtf[:4]} {wording(one, 'city', language)}".strip() for one in latest)


def _contacts(activity: Activity, gathered: Gathered) -> Iterator[Fact]:
    """Whom to ask, unless it is the secretariat, whose address stands at the end of the brochure."""
    desk = str(gathered.year.secretariat.get("email") or "")
    for contact in activity.contacts.all():
        if contact.email and contact.email == desk:
            continue
        runs = [Run(wording(contact, "label"))]
        if contact.email:
            runs += [Run(" · "), Run(contact.email, href=f"mailto:{contact.email}")]
        if contact.phone:
            runs += [Run(" · "), Run(contact.phone)]
        yield Fact(gettext("Contact"), tuple(runs))


def _links(activity: Activity) -> tuple[Run, ...]:
    """Every address once, as it is typed: labels are not kept in every language, addresses are."""
    found = [
        activity.action_url,
        *(link.url for link in activity.links.all()),
        *(d.url for d in activity.documents.all()),
    ]
    runs: list[Run] = []
    for url in dict.fromkeys(url for url in found if url):
        runs += [Run(" · ")] if runs else []
        runs.append(Run(shown(url), href=url))
    return tuple(runs)
