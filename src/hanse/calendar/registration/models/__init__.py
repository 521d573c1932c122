"""How an activity takes registrations, the registrations, and who came."""

from hanse.calendar.registration.models.attendance import (
    Certificate,
    CheckIn,
    DoorLink,
    Feedback,
    FeedbackQuestion,
    FeedbackRequest,
    SentTicket,
)
from hanse.calendar.registration.models.intakes import Intake, Invitation, Question, Quota
from hanse.calendar.registration.models.registrations import Delegation, Registration, Upload

__all__ = [
    "Certificate",
    "CheckIn",
    "Delegation",
    "DoorLink",
    "Feedback",
    "FeedbackQuestion",
    "FeedbackRequest",
    "Intake",
    "Invitation",
    "Question",
    "Quota",
    "Registration",
    "SentTicket",
    "Upload",
]
