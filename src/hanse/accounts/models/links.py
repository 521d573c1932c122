"""Links that open one thing once, and what they are sent for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from hanse.accounts.choices import Role
from hanse.accounts.models.people import User


class OneTimeLink(models.Model):
    """What is kept of a link: its purpose, what it is about, until when, and a digest of the secret in it."""

    purpose = models.CharField(_("purpose"), max_length=40)
    about = models.CharField(_("what it is about"), max_length=200, blank=True)
    digest = models.CharField(_("SHA-256 of the secret"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("good until"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        indexes = [models.Index(fields=["purpose", "about"], name="accounts_link_about")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")), name="accounts_link_lasts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.about}"


class Invitation(models.Model):
    """An administrator asks somebody new in, with a role."""

    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=300, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.PERSON)
    areas = models.JSONField(_("areas"), default=list, blank=True)
    words = models.TextField(_("personal words"), blank=True)
    language = models.CharField(_("language"), max_length=10)
    inviter = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="invitations_sent")
    created_at = models.DateTimeField(_("invited at"))
    sent_at = models.DateTimeField(_("last sent at"))
    expires_at = models.DateTimeField(_("good until"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    person = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitations")

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at", "-id"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="accounts_invitation_role_known"),
            models.UniqueConstraint(
                Lower("email"),
                condition=models.Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="accounts_invited_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class AddressChange(models.Model):
    """Somebody wants another e-mail address; it becomes theirs when they open the link sent there."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="address_changes")
    email = models.EmailField(_("new e-mail"))
    asked_at = models.DateTimeField(_("asked at"))
    expires_at = models.DateTimeField(_("good until"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)

    class Meta:
        verbose_name = _("change of address")
        verbose_name_plural = _("changes of address")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(confirmed_at__isnull=True, cancelled_at__isnull=True),
                name="accounts_one_change_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.email
