"""Who did what, when, to what. Rows are written once and never changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One act. It names people and things by text, so that it outlives them."""

    at = models.DateTimeField(_("at"), db_index=True)
    by = models.CharField(_("by"), max_length=254)
    person = models.BigIntegerField(_("account of the person"), null=True, blank=True)
    acted_for = models.CharField(_("acted for, address of the organisation"), max_length=100, blank=True)
    verb = models.CharField(_("verb"), max_length=60)
    kind = models.CharField(_("kind of thing"), max_length=40)
    key = models.CharField(_("identifier"), max_length=200)
    label = models.CharField(_("name at the time"), max_length=300)
    changes = models.JSONField(_("changes: field to [before, after]"), default=dict)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["kind", "key", "-at"], name="audit_thing"),
            models.Index(fields=["person", "-at"], name="audit_person"),
            models.Index(fields=["acted_for", "-at"], name="audit_acted_for"),
        ]
        constraints = [models.CheckConstraint(condition=~models.Q(by=""), name="audit_by_named")]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by}: {self.verb} {self.label}"
