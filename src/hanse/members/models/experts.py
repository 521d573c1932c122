"""The Advisory Board: experts, not organisations."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hanse.members.choices import Region


class Expert(models.Model):
    """An expert of the Advisory Board for a term. The public sees what the expert agreed to, and nothing else."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="expertise",
        verbose_name=_("account"),
    )
    name = models.CharField(_("name"), max_length=300)
    field = models.CharField(_("field"), max_length=200)
    bio = models.TextField(_("who this is"), blank=True)
    region = models.CharField(_("region"), max_length=20, choices=Region.choices, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until and including"), null=True, blank=True)
    translations = models.JSONField(_("translations"), default=dict, blank=True)
    shows_name = models.BooleanField(_("name and field are shown"), default=False)
    shows_bio = models.BooleanField(_("the text is shown"), default=False)
    agreed_to = models.TextField(_("what was agreed to, in words"), blank=True)
    agreed_at = models.DateTimeField(_("agreed at"), null=True, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=1)

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("expert")
        verbose_name_plural = _("experts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="members_term_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(shows_name=False, shows_bio=False) | models.Q(agreed_at__isnull=False),
                name="members_expert_agreed",
            ),
        ]

    def __str__(self) -> str:
        return self.name
