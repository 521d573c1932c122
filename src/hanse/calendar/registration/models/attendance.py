"""Who came, and what they thought of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanse.calendar.registration.models.intakes import Intake
from hanse.calendar.registration.models.registrations import Registration


class CheckIn(models.Model):
    """A person was let in. `key` is made by the device, so that the same scan sent twice is one."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="check_ins")
    key = models.UUIDField(_("key of the scan"), unique=True)
    at = models.DateTimeField(_("let in at, by the clock of the device"))
    received_at = models.DateTimeField(_("received at"))
    by = models.CharField(_("by"), max_length=254)
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"], condition=models.Q(undone_at__isnull=True), name="registration_let_in_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration} at {self.at:%H:%M}"


class Feedback(models.Model):
    """What somebody thought of an activity. It is kept apart from the registration, so that it can be frank."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="feedback")
    answers = models.JSONField(_("answers"), default=dict)
    given_on = models.DateField(_("given on"))

    def __str__(self) -> str:
        return f"Feedback on {self.intake}"
