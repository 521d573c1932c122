"""Who may do what with organisations and the register, as plain functions; views ask them."""

from __future__ import annotations

from typing import Any

from hanse.accounts.permissions import is_administrator, is_secretariat
from hanse.members.acting import ActingRequest, mandate_for


def may_keep_register(user: Any) -> bool:
    """Whether this visitor may record decisions, dues, agreements and experts, and screen applications."""
    return is_secretariat(user)


def may_merge(user: Any) -> bool:
    """Whether this visitor may make one organisation, or one account, of two: administrators of the secretariat."""
    return is_administrator(user)


def may_see_people(request: ActingRequest, slug: str) -> bool:
    """Whether the reader may see who acts for an organisation: its own people, and the secretariat."""
    return is_secretariat(request.user) or mandate_for(request, slug) is not None


def may_grant_mandates(request: ActingRequest, slug: str) -> bool:
    """Whether the reader may grant, end and revoke mandates: the organisation's administrators, and the secretariat."""
    mandate = mandate_for(request, slug)
    return is_secretariat(request.user) or (mandate is not None and mandate.is_administrator)


def may_edit_profile(request: ActingRequest, slug: str) -> bool:
    """Whether the reader may edit what an organisation says of itself: its administrators, and the secretariat."""
    return may_grant_mandates(request, slug)


def may_edit_everything(user: Any) -> bool:
    """Whether this visitor may also change what identifies an organisation: the secretariat."""
    return is_secretariat(user)
