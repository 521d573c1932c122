"""Tokens of the API. Only a digest is kept: whoever reads the database cannot call the API."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Token(models.Model):
    """A key with which a program acts for a person, for themselves or for one organisation they act for."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=100)
    prefix = models.CharField(_("first letters"), max_length=12, unique=True)
    digest = models.CharField(_("digest, BLAKE2b"), max_length=64)
    scopes = models.JSONField(_("may"), default=list)
    acts_for = models.CharField(_("acts for, address of the organisation"), max_length=100, blank=True)
    by_factor = models.BooleanField(_("made where a second factor was shown"), default=False)
    created_at = models.DateTimeField(_("made at"))
    expires_on = models.DateField(_("good until and including"))
    used_on = models.DateField(_("last used on"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("token")
        verbose_name_plural = _("tokens")

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"


class Answer(models.Model):
    """What a call with an idempotency key was answered, kept for a day, so that repeating it does nothing twice."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(_("idempotency key"), max_length=100)
    fingerprint = models.CharField(_("digest of the call"), max_length=64)
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    body = models.TextField(_("body"), blank=True)
    created_at = models.DateTimeField(_("at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="tokens_key_once")]
        indexes = [models.Index(fields=["created_at"], name="tokens_answers_by_age")]

    def __str__(self) -> str:
        return f"{self.key}: {self.status}"
