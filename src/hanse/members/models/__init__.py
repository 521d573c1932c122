"""Organisations, the register of members, people in office, regional networks, and who acts for whom."""

from hanse.members.models.mandates import DirectoryConsent, Invitation, Mandate
from hanse.members.models.membership import Decision, DuesFact, Membership
from hanse.members.models.organisations import NetworkPlace, Organisation, Person, RegionalNetwork

__all__ = [
    "Decision",
    "DirectoryConsent",
    "DuesFact",
    "Invitation",
    "Mandate",
    "Membership",
    "NetworkPlace",
    "Organisation",
    "Person",
    "RegionalNetwork",
]
