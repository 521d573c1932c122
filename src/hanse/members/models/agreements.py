"""What the network has agreed with others, since when and until when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanse.members.choices import AgreementKind
from hanse.members.models.organisations import Organisation


class Agreement(models.Model):
    """An agreement with a partner. A renewal is a new agreement that names the one before."""

    partner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="agreements", verbose_name=_("partner")
    )
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=AgreementKind.choices)
    starts_on = models.DateField(_("since"))
    ends_on = models.DateField(_("until and including"), null=True, blank=True)
    document = models.URLField(_("document"), max_length=500, blank=True)
    note = models.TextField(_("note"), blank=True)
    renews = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewed_by", verbose_name=_("renews")
    )
    lapsed_at = models.DateTimeField(_("let go at"), null=True, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=1)

    class Meta:
        ordering = ["partner", "-starts_on", "id"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=AgreementKind.values), name="members_agreement_kind"),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="members_agreement_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title
