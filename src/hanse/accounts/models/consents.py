"""What somebody agreed to, with the very words."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanse.accounts.models.people import User


class Consent(models.Model):
    """One consent, of an account or, for strangers, of an e-mail address. It is withdrawn, never deleted or changed."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, related_name="consents")
    email = models.EmailField(_("e-mail, where there is no account"), blank=True)
    purpose = models.CharField(_("purpose"), max_length=60)
    text = models.TextField(_("what was agreed to"))
    text_version = models.CharField(_("SHA-256 of the text"), max_length=64)
    language = models.CharField(_("language of the text"), max_length=10)
    given_at = models.DateTimeField(_("given at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-given_at", "-id"]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        indexes = [models.Index(fields=["email", "purpose"], name="accounts_consent_of_email")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | ~models.Q(email=""), name="accounts_consent_of_somebody"
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(withdrawn_at__gte=models.F("given_at")),
                name="accounts_consent_withdrawn_after_given",
            ),
            models.UniqueConstraint(
                fields=["person", "purpose", "text_version"],
                condition=models.Q(withdrawn_at__isnull=True, person__isnull=False),
                name="accounts_consent_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.email or self.person_id}"
