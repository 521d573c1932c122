"""A network's year, its areas and their programmes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanse.calendar.choices import AreaKey


class Year(models.Model):
    """One year of the network: who it is, what the year is about, where to write."""

    number = models.PositiveSmallIntegerField(_("year"), unique=True)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    published_on = models.DateField(_("day of this edition"), null=True, blank=True)
    theme = models.CharField(_("theme"), max_length=300, blank=True)
    lead = models.TextField(_("opening sentences"), blank=True)
    network = models.JSONField(_("network: name, short_name, founded, summary, website, zone"), default=dict)
    secretariat = models.JSONField(_("secretariat: address, phone, fax, email, social"), default=dict)
    translations = models.JSONField(_("translations"), default=dict, blank=True)

    class Meta:
        ordering = ["-number"]
        verbose_name = _("year")
        verbose_name_plural = _("years")
        constraints = [
            models.CheckConstraint(condition=models.Q(number__range=(1900, 2200)), name="calendar_year_sensible")
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def zone(self) -> str:
        """The network's own IANA time zone."""
        return str(self.network.get("zone") or "UTC")


class Area(models.Model):
    """One of the eight chapters of a year."""

    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="areas")
    key = models.CharField(_("key"), max_length=20, choices=AreaKey.choices)
    name = models.CharField(_("name"), max_length=120)
    summary = models.TextField(_("summary"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"))
    translations = models.JSONField(_("translations"), default=dict, blank=True)

    class Meta:
        ordering = ["year", "position"]
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        constraints = [
            models.UniqueConstraint(fields=["year", "key"], name="calendar_area_once_a_year"),
            models.CheckConstraint(condition=models.Q(key__in=AreaKey.values), name="calendar_area_has_a_dye"),
        ]

    def __str__(self) -> str:
        return self.name


class Programme(models.Model):
    """A standing offer within an area, of which activities are parts."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="programmes")
    slug = models.SlugField(_("address"), max_length=100)
    name = models.CharField(_("name"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    translations = models.JSONField(_("translations"), default=dict, blank=True)

    class Meta:
        ordering = ["area", "position"]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [models.UniqueConstraint(fields=["area", "slug"], name="calendar_programme_once_an_area")]

    def __str__(self) -> str:
        return self.name
