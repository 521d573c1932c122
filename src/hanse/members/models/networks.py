"""Who coordinates a regional network."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hanse.members.models.organisations import RegionalNetwork


class Coordination(models.Model):
    """A person who coordinates a regional network and sees how its members fare; the secretariat names them."""

    network = models.ForeignKey(
        RegionalNetwork, on_delete=models.CASCADE, related_name="coordinations", verbose_name=_("network")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="coordinations", verbose_name=_("person")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until and including"), null=True, blank=True)
    named_by = models.CharField(_("named by"), max_length=254)
    named_at = models.DateTimeField(_("named at"))

    class Meta:
        ordering = ["network", "starts_on", "id"]
        verbose_name = _("coordinator")
        verbose_name_plural = _("coordinators")
        constraints = [
            models.UniqueConstraint(
                fields=["network", "person"],
                condition=models.Q(ends_on__isnull=True),
                name="members_coordinates_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="members_coordination_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.network}"
