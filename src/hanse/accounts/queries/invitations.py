"""Invitations and changes of address: what a link is about, and the list that administrators keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator

from hanse.accounts.models import AddressChange, Invitation
from hanse.accounts.operations.links import LinkForeign

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """An invitation and where it stands: open, expired, accepted or revoked."""

    invitation: Invitation
    state: str

    @property
    def is_open(self) -> bool:
        """Whether it can be sent again or revoked."""
        return self.state in ("open", "expired")


def invitations(*, number: str, now: datetime) -> tuple[Page[Invitation], list[Listed]]:
    """The newest first, with who sent them, page by page."""
    page = Paginator(Invitation.objects.select_related("inviter"), ON_A_PAGE).get_page(number)
    return page, [Listed(one, _state(one, now)) for one in page.object_list]


def invitation_to_read(key: str) -> Invitation:
    """What a link invites to; raises `LinkForeign` where it is gone."""
    found = Invitation.objects.select_related("inviter").filter(pk=key).first()
    if found is None:
        raise LinkForeign
    return found


def change_to_confirm(key: str) -> AddressChange:
    """Which change of address a link is about; raises `LinkForeign` where it is gone."""
    found = AddressChange.objects.select_related("person").filter(pk=key).first()
    if found is None:
        raise LinkForeign
    return found


def _state(invitation: Invitation, now: datetime) -> str:
    if invitation.accepted_at:
        return "accepted"
    if invitation.revoked_at:
        return "revoked"
    return "expired" if invitation.expires_at <= now else "open"
