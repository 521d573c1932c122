"""How an activity takes registrations, the registrations, and who came."""

from hanse.calendar.registration.models.attendance import CheckIn, Feedback
from hanse.calendar.registration.models.intakes import Intake, Invitation, Question, Quota
from hanse.calendar.registration.models.registrations import Delegation, Registration, Upload

__all__ = ["CheckIn", "Delegation", "Feedback", "Intake", "Invitation", "Question", "Quota", "Registration", "Upload"]
