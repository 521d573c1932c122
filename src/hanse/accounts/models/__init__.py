"""People, their ways in, and what they agreed to."""

from hanse.accounts.models.consents import Consent
from hanse.accounts.models.identities import IdentityProvider, ProviderDomain
from hanse.accounts.models.links import AddressChange, Invitation, OneTimeLink
from hanse.accounts.models.people import User, UserManager

__all__ = [
    "AddressChange",
    "Consent",
    "IdentityProvider",
    "Invitation",
    "OneTimeLink",
    "ProviderDomain",
    "User",
    "UserManager",
]
