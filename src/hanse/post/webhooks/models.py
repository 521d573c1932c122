"""Where changes are told, and every call."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hanse.post.webhooks.choices import Kind, Outcome


class Hook(models.Model):
    """An address that is called when something changes.

    `after` is the number in the chain of the record up to which changes were looked at. `organisation` is the address
    of the organisation whose changes are told; empty for the secretariat, which hears of all.
    """

    uid = models.UUIDField(_("lasting identifier"), unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="hooks")
    organisation = models.CharField(_("organisation"), max_length=100, blank=True)
    url = models.URLField(_("address"), max_length=500)
    # It signs, so it has to be readable; it is shown once, to whoever made the hook.
    secret = models.CharField(_("secret"), max_length=80)
    kinds = models.JSONField(_("told of"), default=list)
    after = models.BigIntegerField(_("told up to"), default=0)
    failures = models.PositiveSmallIntegerField(_("given up in a row"), default=0)
    created_at = models.DateTimeField(_("made at"))
    stopped_at = models.DateTimeField(_("stopped at"), null=True, blank=True)
    stopped_because = models.CharField(_("why"), max_length=200, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.url

    @property
    def kind_names(self) -> list[str]:
        """What it is told of, as its form calls it."""
        return [str(dict(Kind.choices).get(kind, kind)) for kind in self.kinds]


class Call(models.Model):
    """One call, repeated until it is answered or given up."""

    uid = models.UUIDField(_("lasting identifier"), unique=True, default=uuid.uuid4, editable=False)
    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="calls")
    number = models.BigIntegerField(_("number in the record; 0 for a test"))
    body = models.TextField(_("what is sent, JSON"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices, default=Outcome.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField(_("next attempt at"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    status = models.PositiveSmallIntegerField(_("last status"), null=True, blank=True)
    fault = models.CharField(_("last fault"), max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["outcome", "next_at"], name="webhooks_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["hook", "number"], condition=models.Q(number__gt=0), name="webhooks_told_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.hook}: {self.outcome}"
