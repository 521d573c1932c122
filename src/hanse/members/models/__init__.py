"""Organisations, people in office, regional networks, and who acts for whom."""

from hanse.members.models.mandates import Mandate
from hanse.members.models.organisations import NetworkPlace, Organisation, Person, RegionalNetwork

__all__ = ["Mandate", "NetworkPlace", "Organisation", "Person", "RegionalNetwork"]
