"""A link by e-mail that signs one person in, sent by an administrator to somebody who finds no other way."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from hanse.accounts.mails import send_mail_soon
from hanse.accounts.models import User
from hanse.accounts.operations.links import LinkForeign, issue_link, look_at_link, revoke_links, use_link
from hanse.accounts.operations.noting import note_act
from hanse.audit.actor import By

PURPOSE = "sign-in"
LASTS = timedelta(days=1)


@transaction.atomic
def send_sign_in_link(*, person: int, by: By, now: datetime) -> User:
    """Send a person a link that signs them in once, within a day; one sent before opens nothing any longer."""
    found = User.objects.select_for_update().get(pk=person, is_active=True)
    revoke_links(purpose=PURPOSE, about=str(found.pk), now=now)
    token = issue_link(purpose=PURPOSE, about=str(found.pk), lasts=LASTS, now=now)
    url = settings.BASE_URL + reverse("accounts:sign-in-link", args=[token])
    values = {"person": found, "url": url}
    send_mail_soon(template="accounts/mail/sign_in_link", to=found.email, language=found.language, values=values)
    note_act(person=found, verb="send-link", by=by, now=now)
    return found


def whom_link_lets_in(*, token: str, now: datetime) -> User:
    """Whom a link would sign in; raises `LinkRefused`."""
    return _person(look_at_link(purpose=PURPOSE, token=token, now=now).about)


@transaction.atomic
def use_sign_in_link(*, token: str, now: datetime) -> User:
    """Use a link up, and say whom it signs in; raises `LinkRefused`."""
    return _person(use_link(purpose=PURPOSE, token=token, now=now).about)


def _person(about: str) -> User:
    found = User.objects.filter(pk=about, is_active=True).first()
    if found is None:
        raise LinkForeign
    return found
