"""Writes of the accounts. The oldest stand here, too, where commands and tests look for them."""

from hanse.accounts.operations.links import LinkRefused, make_link, read_link
from hanse.accounts.operations.people import PersonExists, add_person

__all__ = ["LinkRefused", "PersonExists", "add_person", "make_link", "read_link"]
