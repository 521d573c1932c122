"""Whom we write to, and how they want it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from hanse.post.choices import Rhythm


class Correspondent(models.Model):
    """Somebody with a mailbox: a person with an account, or an address without one. `uid` stands in signed links."""

    uid = models.UUIDField(_("identifier in links"), unique=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="correspondent"
    )
    email = models.EmailField(_("address"), max_length=254)
    language = models.CharField(_("language"), max_length=10, blank=True)
    zone = models.CharField(_("time zone"), max_length=60, blank=True)
    rhythm = models.CharField(_("rhythm"), max_length=20, choices=Rhythm.choices, default=Rhythm.AT_ONCE)
    refused = models.JSONField(_("news that is not wanted: keys of kinds"), default=list, blank=True)
    refuses_all = models.BooleanField(_("wants no news at all"), default=False)
    unreachable_since = models.DateTimeField(_("address does not exist, known since"), null=True, blank=True)

    class Meta:
        ordering = ["email", "id"]
        verbose_name = _("correspondent")
        verbose_name_plural = _("correspondents")
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=models.Q(person__isnull=True), name="post_address_once_without_account"
            ),
            models.CheckConstraint(condition=models.Q(rhythm__in=Rhythm.values), name="post_rhythm_known"),
        ]

    def __str__(self) -> str:
        return self.email


class Subscription(models.Model):
    """A stranger's wish for the news of the year: asked for, confirmed by the link in a mail, ended."""

    uid = models.UUIDField(_("identifier in links"), unique=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("address"), max_length=254)
    language = models.CharField(_("language"), max_length=10, default="en")
    consent = models.TextField(_("what was agreed to, in the words that were shown"))
    asked_at = models.DateTimeField(_("asked for at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        indexes = [models.Index(fields=["confirmed_at", "ended_at"], name="post_subscribed")]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=models.Q(ended_at__isnull=True), name="post_subscribed_once"
            )
        ]

    def __str__(self) -> str:
        return self.email
