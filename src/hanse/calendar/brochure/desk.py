"""Whom to write to, and where the network is found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext

from hanse.calendar.models import Year
from hanse.typeset.brochure import Fact, Run
from hanse.typeset.letters import shown
from hanse.ui.languages import text_of


def desk(year: Year) -> tuple[Fact, ...]:
    """The secretariat's addresses; those that are not known are left out."""
    return tuple(_desk(year.secretariat, year.network))


def _desk(known: dict[str, Any], network: dict[str, Any]) -> Iterator[Fact]:
    if known.get("address"):
        yield Fact(gettext("Address"), (Run(", ".join(str(line) for line in known["address"])),))
    if email := str(known.get("email") or ""):
        yield Fact(gettext("E-mail"), (Run(email, href=f"mailto:{email}"),))
    if phone := str(known.get("phone") or ""):
        yield Fact(gettext("Telephone"), (Run(phone, href="tel:" + phone.replace(" ", "")),))
    if fax := str(known.get("fax") or ""):
        yield Fact(gettext("Fax"), (Run(fax),))
    if website := str(network.get("website") or ""):
        yield Fact(gettext("Website"), (Run(shown(website), href=website),))


def channels(year: Year) -> tuple[Fact, ...]:
    """Where the network speaks in public."""
    return tuple(
        Fact(text_of(one, "service"), (Run(str(one.get("name") or ""), href=str(one.get("url") or "")),))
        for one in year.secretariat.get("social") or ()
        if one.get("name")
    )


def taking_part(year: Year) -> tuple[Fact, ...]:
    """What a reader does who would like to come."""
    email = str(year.secretariat.get("email") or "")
    steps = [
        Fact(
            gettext("Choose"),
            (Run(gettext("Each entry says who may come. Where it names members, your city's membership counts.")),),
        )
    ]
    if email:
        subject = quote(gettext("Calendar of activities %(year)s") % {"year": year.number})
        write = gettext("Name the activity and your office; the secretariat answers with the next step.")
        href = f"mailto:{email}?subject={subject}"
        steps.append(Fact(gettext("Write"), (Run(write + " "), Run(email, href=href))))
    return tuple(steps)
