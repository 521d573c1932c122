"""Mails of the accounts: a subject and a text from templates, in the reader's language, on their way after commit."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from hanse.accounts.courier import send_soon


def send_mail_soon(*, template: str, to: str, language: str, values: dict[str, Any]) -> None:
    """Word a mail from `<template>_subject.txt` and `<template>_message.txt`, and send it once the act has happened."""
    transaction.on_commit(partial(send_soon, worded(template=template, to=to, language=language, values=values)))


def worded(*, template: str, to: str, language: str, values: dict[str, Any]) -> EmailMessage:
    """The mail itself. Plain text: it is short, and every program can show it."""
    context = {"base_url": settings.BASE_URL, **values}
    with translation.override(language or settings.LANGUAGE_CODE):
        subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
        body = render_to_string(f"{template}_message.txt", context).strip() + "\n"
    return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [to])
