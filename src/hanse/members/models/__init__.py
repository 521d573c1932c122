"""Organisations, the register of members, people in office, regional networks, and who acts for whom."""

from hanse.members.models.agreements import Agreement
from hanse.members.models.applications import Application, Letter, Step
from hanse.members.models.doubles import DistinctOrganisations, DistinctPeople, MergedPerson
from hanse.members.models.experts import Expert
from hanse.members.models.mandates import DirectoryConsent, Invitation, Mandate
from hanse.members.models.membership import Decision, DuesFact, Membership
from hanse.members.models.networks import Coordination
from hanse.members.models.organisations import Logo, NetworkPlace, Organisation, Person, RegionalNetwork

__all__ = [
    "Agreement",
    "Application",
    "Coordination",
    "Decision",
    "DirectoryConsent",
    "DistinctOrganisations",
    "DistinctPeople",
    "DuesFact",
    "Expert",
    "Invitation",
    "Letter",
    "Logo",
    "Mandate",
    "Membership",
    "MergedPerson",
    "NetworkPlace",
    "Organisation",
    "Person",
    "RegionalNetwork",
    "Step",
]
