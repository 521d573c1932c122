"""Organisations, the public office holders who speak for them, and the regional networks."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanse.members.choices import Category, Kind, Place, Region, Relation, Standing
from hanse.members.geography import country_words
from hanse.ui.folding import FoldedField, SortField


class Organisation(models.Model):
    """A city, company or institution of the network or beside it."""

    slug = models.SlugField(_("address"), max_length=100, unique=True)
    name = models.CharField(_("name"), max_length=200)
    native_name = models.CharField(_("name in its own script"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    standing = models.CharField(_("standing"), max_length=20, choices=Standing.choices)
    category = models.CharField(_("category of membership"), max_length=20, choices=Category.choices, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    country = models.CharField(_("country, ISO 3166-1 alpha-2"), max_length=2, blank=True)
    region = models.CharField(_("region"), max_length=20, choices=Region.choices, blank=True)
    latitude = models.FloatField(_("latitude, degrees"), null=True, blank=True)
    longitude = models.FloatField(_("longitude, degrees"), null=True, blank=True)
    population = models.PositiveBigIntegerField(_("population"), null=True, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    wikidata = models.CharField(_("Wikidata item"), max_length=20, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    evidence = models.TextField(_("what the record says"), blank=True)
    evidence_year = models.PositiveSmallIntegerField(_("year of the record"), null=True, blank=True)
    source = models.TextField(_("source"), blank=True)
    translations = models.JSONField(_("translations"), default=dict, blank=True)
    sorted_name = SortField(source="name")
    folded_names = FoldedField(sources=("names",))
    folded = FoldedField(sources=("names", "city", "country_words", "summary", "translations"))

    class Meta:
        ordering = ["sorted_name", "id"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        indexes = [
            models.Index(fields=["sorted_name", "id"], name="members_by_name"),
            models.Index(fields=["region", "sorted_name"], name="members_by_region"),
            models.Index(fields=["country", "sorted_name"], name="members_by_country"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="members_kind_known"),
            models.CheckConstraint(condition=models.Q(standing__in=Standing.values), name="members_standing_known"),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="members_on_the_globe",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def names(self) -> list[str]:
        """All that it is called, in every language."""
        translated = (texts.get("name", "") for texts in (self.translations or {}).values())
        return [self.name, self.native_name, *self.aliases, *translated]

    @property
    def country_words(self) -> str:
        """All that people call its country."""
        return country_words(self.country)


class Person(models.Model):
    """A public office holder, named only as the public record names them in their office."""

    slug = models.SlugField(_("address"), max_length=100, unique=True)
    name = models.CharField(_("name"), max_length=200)
    office = models.CharField(_("office"), max_length=200)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("organisation"),
    )
    summary = models.TextField(_("summary"), blank=True)
    source = models.TextField(_("source"), blank=True)
    translations = models.JSONField(_("translations"), default=dict, blank=True)

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("office holder")
        verbose_name_plural = _("office holders")

    def __str__(self) -> str:
        return f"{self.name}, {self.office}"


class RegionalNetwork(models.Model):
    """A network of cities in one part of the world."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=40)
    relation = models.CharField(_("relation"), max_length=20, choices=Relation.choices)
    launched = models.PositiveSmallIntegerField(_("since"), null=True, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    countries = models.JSONField(_("countries, ISO 3166-1 alpha-2"), default=list, blank=True)
    partners = models.ManyToManyField(Organisation, blank=True, related_name="+", verbose_name=_("partners"))
    source = models.TextField(_("source"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    translations = models.JSONField(_("translations"), default=dict, blank=True)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("regional network")
        verbose_name_plural = _("regional networks")

    def __str__(self) -> str:
        return self.name


class NetworkPlace(models.Model):
    """An organisation's place in a regional network."""

    network = models.ForeignKey(RegionalNetwork, on_delete=models.CASCADE, related_name="places")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="places")
    role = models.CharField(_("role"), max_length=20, choices=Place.choices, default=Place.MEMBER)
    since = models.CharField(_("since"), max_length=40, blank=True)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        ordering = ["network", "organisation__sorted_name", "role"]
        constraints = [models.UniqueConstraint(fields=["network", "organisation", "role"], name="members_place_once")]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.network}"
