"""What the door says, as words and sentences, to people and to devices."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hanse.audit.actor import name_signed
from hanse.calendar.registration.choices import State
from hanse.calendar.registration.choices_day import Verdict
from hanse.calendar.registration.operations.checking_in import MAY_BE_SEATED, Outcome
from hanse.calendar.registration.texts_day import hour


def words_of_verdicts() -> dict[str, str]:
    """The one large word of each answer."""
    return {
        Verdict.IN: pgettext("door", "In"),
        Verdict.ALREADY: _("In already"),
        Verdict.UNDONE: _("Taken back"),
        Verdict.REPLACED: _("Replaced ticket"),
        Verdict.NOT_CONFIRMED: _("Not confirmed"),
        Verdict.ONLINE: _("Registered online"),
        Verdict.FOREIGN: _("Another activity"),
        Verdict.UNKNOWN: _("Not on the list"),
        Verdict.FORGED: _("Not a ticket"),
        Verdict.EARLY: _("Good, as a rehearsal"),
        Verdict.CLOSED: _("The door is closed"),
        Verdict.FULL: _("No seat is left"),
        Verdict.KNOWN: _("On the list already"),
        Verdict.UNREADABLE: _("Not understood"),
    }


def sentence(outcome: Outcome, *, zone: str, now: datetime) -> str:
    """What the answer means, and what to do now."""
    state = outcome.registration.state if outcome.registration else ""
    match outcome.verdict:
        case Verdict.IN:
            return _("Welcome.")
        case Verdict.ALREADY if outcome.check_in is not None:
            said = {"time": hour(outcome.check_in.entered_at, zone, now=now), "by": name_signed(outcome.check_in.by)}
            return _("Let in at %(time)s by %(by)s. If this is somebody else, ask for a document.") % said
        case Verdict.REPLACED:
            return _(
                "The registration has changed since this ticket was made. Look at the name before you let them in."
            )
        case Verdict.NOT_CONFIRMED:
            return state_sentence(state)
        case _:
            return sentences_of_verdicts()[outcome.verdict]


def sentences_of_verdicts() -> dict[str, str]:
    """What each answer means where nothing more is known, as devices say it without a connection."""
    return {
        Verdict.IN: _("Welcome."),
        Verdict.ALREADY: _("They were let in before. If this is somebody else, ask for a document."),
        Verdict.UNDONE: _("This entry was taken back."),
        Verdict.REPLACED: _(
            "The registration has changed since this ticket was made. Look at the name before you let them in."
        ),
        Verdict.NOT_CONFIRMED: _("Their registration is not confirmed."),
        Verdict.ONLINE: _("They are registered to come online and have no seat here."),
        Verdict.FOREIGN: _("This ticket is for another activity."),
        Verdict.UNKNOWN: _("Nobody on the list goes with it. Search by name, or register them as a guest."),
        Verdict.FORGED: _("It was not made by us, or it is damaged. Search by name instead."),
        Verdict.EARLY: _("The ticket is good. The door is not open yet, so nothing was kept."),
        Verdict.CLOSED: _("The activity was over more than a week ago; nobody is let in any more."),
        Verdict.FULL: _("All seats are taken. If they come in all the same, say why."),
        Verdict.KNOWN: _("There is a registration with this address. Search for it, and let them in by name."),
        Verdict.UNREADABLE: _("What this device sent could not be read. Let them in by name."),
    }


def state_sentence(state: str) -> str:
    """Why somebody who is not confirmed has no seat; nothing for those who have one."""
    return (
        "" if state == State.CONFIRMED else states_for_devices().get(state, _("Their registration is not confirmed."))
    )


def called_off() -> str:
    """Why there is nothing to take along: the activity does not take place."""
    return _("The activity was cancelled. The registration ended with it; there is nothing left to do.")


def states_for_devices() -> dict[str, str]:
    """The same for each state, as devices say it without a connection."""
    return {
        State.ASKED: _("They wait for the secretariat's approval."),
        State.WAITING: _("They are on the waiting list."),
        State.OFFERED: _("A seat was offered to them, and they have not answered."),
        State.CANCELLED: _("Their registration was cancelled."),
        State.LAPSED: _("A seat was offered to them and not taken in time."),
        State.DECLINED: _("The secretariat did not approve their registration."),
    }


def words_for_devices() -> dict[str, str]:
    """All that the page's script says beside the answers; what stands in %(…)s is filled in by it."""
    return {
        "already": _("Let in at %(time)s by %(by)s. If this is somebody else, ask for a document."),
        "new": _("Welcome. The ticket is ours and newer than the list on this phone; the server will confirm it."),
        "nameless": _("Name to follow"),
        "look": _("Look at it"),
        "sent": _("All is sent."),
        "asking": _("Asking the server …"),
        "sending": _("Sending …"),
        "offline": _("No connection. You can go on: what you do is kept on this phone and sent later."),
        "waits_one": _("No connection. 1 waits to be sent."),
        "waits_many": _("No connection. %(count)s wait to be sent."),
        "refused": _("This door is closed to this phone. Open a new link from the secretariat, or sign in again."),
        "refused_many": _(
            "This door is closed to this phone. Still to be sent: %(count)s. Open a new link from the secretariat, or sign "
            "in again, and it goes on."
        ),
        "lose": _("Still to be sent or decided, and lost if you go on: %(count)s. Press again to forget it, too."),
        "forgotten": _("Nothing is kept on this phone any more."),
        "full": _("By the count of this phone all seats are taken. If they come in all the same, say why."),
        "no_name": _("Write the name of the guest."),
        "no_address": _("“%(email)s” is not an e-mail address. Correct it, or leave it empty."),
        "away": _("Send away"),
        "done": _("Done"),
        "camera_on": _("Read tickets with the camera"),
        "camera_off": _("Stop the camera"),
        "camera_refused": _("The browser may not use the camera. Allow it in its settings, or search by name."),
        "camera_missing": _("There is no camera that can be used. Search by name, or type the number of the ticket."),
    }


def may_with_word(outcome: Outcome) -> bool:
    """Whether a word why lets them in against the list."""
    if outcome.verdict in (Verdict.ONLINE, Verdict.FULL):
        return True
    one = outcome.registration
    return outcome.verdict == Verdict.NOT_CONFIRMED and one is not None and one.state in MAY_BE_SEATED
