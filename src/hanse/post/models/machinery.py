"""What the machinery needs to remember, and the mailbox of a demonstration."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Beat(models.Model):
    """When something that recurs was last begun, so that many workers do it once."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    began_at = models.DateTimeField(_("begun at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    says = models.JSONField(_("what it did"), default=dict, blank=True)

    def __str__(self) -> str:
        return self.name


class Lane(models.Model):
    """A line of mails that keeps a distance between them: from `next_at` on there is room for one more."""

    name = models.CharField(_("name: a share of the rate, or a domain"), max_length=260, unique=True)
    next_at = models.DateTimeField(_("next place at"))

    def __str__(self) -> str:
        return self.name


class Letter(models.Model):
    """A mail in the mailbox of a demonstration, as a mail server would have got it."""

    at = models.DateTimeField(_("at"))
    sender = models.CharField(_("from"), max_length=500)
    recipients = models.TextField(_("to"))
    subject = models.TextField(_("subject"))
    words = models.TextField(_("text"))
    raw = models.BinaryField(_("the mail itself, RFC 5322"))

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.subject} → {self.recipients}"
