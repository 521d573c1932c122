"""The letters of registration, in the words that the house ships."""

from __future__ import annotations

from hanse.calendar.registration.letters_ko import KOREAN
from hanse.post.kinds import MessageKind

_COMMON = {
    "name": "the person, or whom the seat is for",
    "activity": "title of the activity",
    "when": "its date in full",
    "where": "its place",
    "page": "address of the registration's page",
}
_FACTS = "\n\n**{activity}**\n{when}\n{where}\n\n"


def _kind(key: str, name: str, subject: str, body: str, **variables: str) -> MessageKind:
    return MessageKind(
        key=f"registration-{key}",
        name=name,
        subject=subject,
        body=body,
        variables=_COMMON | variables,
        translations={"ko": KOREAN[key]},
    )


ADDRESS = _kind(
    "address",
    "Please confirm your address",
    "Confirm your registration: {activity}",
    "Hello,\n\nsomebody registered with this address for:" + _FACTS + "If it was you, open this page and press "
    "the button. Your place in line counts from then on:\n\n{confirm}\n\n"
    "The link is good for three days. If it was not you, there is nothing to do: without the button nothing happens.",
    confirm="address of the page with the button",
)
KNOWN = _kind(
    "known",
    "Registered already",
    "You are registered already: {activity}",
    "Hello,\n\nsomebody registered with this address, which is registered already for:"
    + _FACTS
    + "Your registration has not changed. Here it is:\n\n{page}",
)
LINKS = _kind(
    "links",
    "The link again",
    "Your link: {activity}",
    "Hello,\n\nsomebody asked for the link to your registration:" + _FACTS + "Here it is:\n\n{page}",
)
RECEIVED = _kind(
    "received",
    "Request received",
    "We have your request: {activity}",
    "Dear {name},\n\nthank you. Your request has arrived:" + _FACTS + "The secretariat looks at each request "
    "and writes to you when it is decided. Until then you can change or withdraw it here:\n\n{page}",
)
CONFIRMED = _kind(
    "confirmed",
    "Registration confirmed",
    "You are registered: {activity}",
    "Dear {name},\n\nyour seat is confirmed:" + _FACTS + "What you need is on your page, where you can also change "
    "your answers or give the seat back:\n\n{page}\n\nThe attached file puts the date into your calendar.",
)
APPROVED = _kind(
    "approved",
    "Request approved",
    "Approved: {activity}",
    "Dear {name},\n\nyour request is approved, and your seat is confirmed:"
    + _FACTS
    + "What you need is on your page, where you can also change your answers or give the seat back:\n\n{page}\n\n"
    "The attached file puts the date into your calendar.",
)
DECLINED = _kind(
    "declined",
    "Request not approved",
    "Your request: {activity}",
    "Dear {name},\n\nwe are sorry: your request could not be approved this time." + _FACTS + "{reason}\n\n{page}",
    reason="why, in the words of the secretariat; may be empty",
)
WAITING = _kind(
    "waiting",
    "On the waiting list",
    "You are on the waiting list: {activity}",
    "Dear {name},\n\nall seats are taken, and you are on the waiting list, at place {place}:"
    + _FACTS
    + "When a seat becomes free for you, we write at once and keep it for a while. "
    "If you cannot come any more, leave the list here, so that others move up:\n\n{page}",
    place="place in line",
)
OFFERED = _kind(
    "offered",
    "A seat is offered",
    "A seat is free for you until {deadline}: {activity}",
    "Dear {name},\n\na seat has become free, and it is kept for you:" + _FACTS + "**Please answer until {deadline}.** "
    "Say yes or no on your page:\n\n{page}\n\nWithout an answer the seat goes to the next in line.",
    deadline="until when the seat is kept",
)
LAPSED = _kind(
    "lapsed",
    "Offer lapsed",
    "The seat was passed on: {activity}",
    "Dear {name},\n\nwe had kept a seat for you and heard nothing until {deadline}, so it went to the next in line:"
    + _FACTS
    + "If you still want to come, register again; you would then be at the end of the line.\n\n{page}",
    deadline="until when the seat was kept",
)
CANCELLED = _kind(
    "cancelled",
    "Registration cancelled",
    "Your registration is cancelled: {activity}",
    "Dear {name},\n\nyour registration is cancelled ({by}):" + _FACTS + "{reason}\n\n"
    "If this is a mistake, you can register again as long as registration is open:\n\n{page}",
    by="who cancelled it, in words",
    reason="why; may be empty",
)
MOVED = _kind(
    "moved",
    "Date or state changed",
    "Changed: {activity}",
    "Dear {name},\n\nsomething has changed about an activity for which you are registered. {change}"
    + _FACTS
    + "Before it was: {before}.\n\nYour registration stays as it is. If you cannot come any more, "
    "give the seat back here:\n\n{page}",
    change="what changed, in one sentence",
    before="the date that people knew",
)
CALLED_OFF = _kind(
    "called-off",
    "Activity cancelled",
    "Cancelled: {activity}",
    "Dear {name},\n\nwe are sorry: this activity will not take place. Please do not travel." + _FACTS + "{page}",
)
REMINDER = _kind(
    "reminder",
    "Reminder before the day",
    "{countdown}: {activity}",
    "Dear {name},\n\nwe look forward to seeing you ({countdown}):" + _FACTS + "{joining}\n\n"
    "If you cannot come, please give the seat back, somebody is waiting for it:\n\n{page}",
    countdown="how many days are left, in words",
    joining="how to get in: the link's page, or nothing",
)
DELEGATION = _kind(
    "delegation",
    "Delegation registered",
    "{organisation}: {count} for {activity}",
    "Dear {name},\n\nyou registered a delegation of {organisation}:" + _FACTS + "{seats}\n\n"
    "Give the names until {deadline}; each person then gets a confirmation:\n\n{page}",
    organisation="whose delegation it is",
    count="how many people",
    seats="how many have a seat, wait, or are to be approved",
    deadline="until when names are due",
)
NAMES = _kind(
    "names",
    "Names are missing",
    "Names are missing: {activity}",
    "Dear {name},\n\n{missing} in the delegation of {organisation}:" + _FACTS + "Please give them until {deadline}, "
    "or give seats back that you do not need:\n\n{page}",
    organisation="whose delegation it is",
    missing="how many names are missing, in words",
    deadline="until when names are due",
)
INVITATION = _kind(
    "invitation",
    "Invitation",
    "An invitation: {activity}",
    "Dear {name},\n\nyou are invited:"
    + _FACTS
    + "{note}\n\nRegister here; the link is for you:\n\n{page}\n\n{deadline}",
    note="words of the secretariat; may be empty",
    deadline="until when the invitation is good, in a sentence; may be empty",
)

KINDS = (
    ADDRESS, KNOWN, LINKS, RECEIVED, CONFIRMED, APPROVED, DECLINED, WAITING, OFFERED, LAPSED, CANCELLED, MOVED, CALLED_OFF,
    REMINDER, DELEGATION, NAMES, INVITATION,
)  # fmt: skip
