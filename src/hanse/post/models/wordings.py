"""How the secretariat words a kind of message. Every wording stays; the newest one counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Wording(models.Model):
    """One revision of the words of a kind in a language; `is_house` goes back to those the house ships."""

    kind = models.CharField(_("kind"), max_length=60)
    language = models.CharField(_("language"), max_length=10)
    revision = models.PositiveIntegerField(_("revision"))
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    body = models.TextField(_("text, Markdown"), blank=True)
    is_house = models.BooleanField(_("the house's own words"), default=False)
    by = models.CharField(_("by"), max_length=254)
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["kind", "language", "-revision"]
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        constraints = [
            models.UniqueConstraint(fields=["kind", "language", "revision"], name="post_wording_once"),
            models.CheckConstraint(
                condition=models.Q(is_house=True) | ~models.Q(subject=""), name="post_wording_has_a_subject"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.language}), revision {self.revision}"
