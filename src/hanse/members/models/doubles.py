"""Which look-alikes are known to be two, and which accounts went into another."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hanse.members.models.organisations import Organisation


class DistinctOrganisations(models.Model):
    """Two organisations that look alike and are two: somebody looked. `first` has the smaller key."""

    first = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    said_by = models.CharField(_("said by"), max_length=254)
    said_at = models.DateTimeField(_("said at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="members_two_organisations_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="members_two_organisations_ordered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} is not {self.second}"


class DistinctPeople(models.Model):
    """Two accounts that look alike and belong to two people. `first` has the smaller key."""

    first = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    said_by = models.CharField(_("said by"), max_length=254)
    said_at = models.DateTimeField(_("said at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="members_two_people_once"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="members_two_people_ordered"),
        ]

    def __str__(self) -> str:
        return f"{self.first} is not {self.second}"


class MergedPerson(models.Model):
    """An account that was a double: it is closed, and what it had belongs to another one."""

    double = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="merged_into", verbose_name=_("double")
    )
    kept = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="doubles", verbose_name=_("kept")
    )
    merged_by = models.CharField(_("merged by"), max_length=254)
    merged_at = models.DateTimeField(_("merged at"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(double=models.F("kept")), name="members_merged_person_into_another"
            )
        ]

    def __str__(self) -> str:
        return f"{self.double} into {self.kept}"
