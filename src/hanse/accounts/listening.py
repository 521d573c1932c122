"""What allauth tells of factors, heard where it offers no other place to stand (ADR 0011): the record, and sessions."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from allauth.socialaccount.signals import social_account_added
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import ngettext

from hanse.accounts.actors import signature
from hanse.accounts.models import User
from hanse.accounts.operations.noting import note_act
from hanse.accounts.operations.sessions import end_other_sessions
from hanse.ui import clock


def listen() -> None:
    """Connect what stands below, once."""
    factors.authenticator_added.connect(factor_added, dispatch_uid="hanse.accounts.added")
    factors.authenticator_removed.connect(factor_removed, dispatch_uid="hanse.accounts.removed")
    factors.authenticator_reset.connect(codes_renewed, dispatch_uid="hanse.accounts.reset")
    factors.authentication_failed.connect(factor_failed, dispatch_uid="hanse.accounts.failed")
    social_account_added.connect(identity_linked, dispatch_uid="hanse.accounts.linked")


def factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """A session that has just set up a factor has shown it, and others, which have not, end."""
    _note(user, "add-factor", authenticator.type)
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
        _end_others(request, user, "a factor was added")


def factor_removed(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """What was removed may have been lost: sessions elsewhere end."""
    _note(user, "remove-factor", authenticator.type)
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        _end_others(request, user, "a factor was removed")


def codes_renewed(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """New recovery codes."""
    _note(user, "renew-codes", authenticator.type)


def factor_failed(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Somebody got past the first step and failed at the second: worth knowing, whoever it was."""
    note_act(person=user, verb="fail-factor", by="somebody", now=clock.stamp(), note=authenticator.type)


def identity_linked(request: HttpRequest, sociallogin: Any, **kwargs: Any) -> None:
    """Another way in."""
    _note(sociallogin.user, "link-identity", sociallogin.account.provider)


def _note(user: User, verb: str, what: str) -> None:
    note_act(person=user, verb=verb, by=signature(user), now=clock.stamp(), note=what)


def _end_others(request: HttpRequest, user: User, why: str) -> None:
    key = request.session.session_key or ""
    ended = end_other_sessions(person=user.pk, but=key, by=signature(user), now=clock.stamp(), why=why)
    if ended:
        words = ngettext("You were signed out on %(count)s other device.", "You were signed out on %(count)s other devices.", ended)  # fmt: skip
        messages.info(request, words % {"count": ended})
