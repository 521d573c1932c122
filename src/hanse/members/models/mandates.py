"""Who acts for which organisation, from when until when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hanse.members.choices import MandateRole
from hanse.members.models.organisations import Organisation


class Mandate(models.Model):
    """A person's mandate to act for an organisation. It ends by a date or by being revoked; the row stays."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mandates", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="mandates", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=20, choices=MandateRole.choices, default=MandateRole.STAFF)
    office = models.CharField(_("office"), max_length=200, blank=True)
    is_administrator = models.BooleanField(_("may grant mandates and edit the profile"), default=False)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until and including"), null=True, blank=True)
    granted_by = models.CharField(_("granted by"), max_length=254)
    granted_at = models.DateTimeField(_("granted at"))
    revoked_by = models.CharField(_("revoked by"), max_length=254, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["organisation", "person", "starts_on", "id"]
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        indexes = [models.Index(fields=["person", "organisation"], name="members_acts_for")]
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=MandateRole.values), name="members_mandate_role_known"),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="members_mandate_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "role"],
                condition=models.Q(revoked_at__isnull=True, ends_on__isnull=True),
                name="members_one_open_mandate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.organisation}"
