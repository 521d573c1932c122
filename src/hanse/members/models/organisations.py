"""Organisations, the public office holders who speak for them, and the regional networks."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanse.members.choices import Category, Kind, Place, Region, Relation, Standing, Subkind
from hanse.members.geography import country_words
from hanse.ui.folding import FoldedField, SortField


class LivingManager(models.Manager["Organisation"]):
    """Organisations that were not merged into another one: the only ones that pages, searches and files know."""

    def get_queryset(self) -> models.QuerySet["Organisation"]:
        return super().get_queryset().filter(merged_into__isnull=True)


class Organisation(models.Model):
    """A city, company or institution of the network or beside it.

    One that turned out to be another one's double stays as a row that points to it (`merged_into`), so that its old
    address leads on and its history can be read. Only `everything` sees such rows.
    """

    slug = models.SlugField(_("address"), max_length=100, unique=True)
    name = models.CharField(_("name"), max_length=200)
    native_name = models.CharField(_("name in its own script"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    subkind = models.CharField(_("sort of institution"), max_length=20, choices=Subkind.choices, blank=True)
    standing = models.CharField(_("standing"), max_length=20, choices=Standing.choices)
    category = models.CharField(_("category of membership"), max_length=20, choices=Category.choices, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    country = models.CharField(_("country, ISO 3166-1 alpha-2"), max_length=2, blank=True)
    subdivision = models.CharField(_("state or province, ISO 3166-2"), max_length=6, blank=True)
    region = models.CharField(_("region"), max_length=20, choices=Region.choices, blank=True)
    latitude = models.FloatField(_("latitude, degrees"), null=True, blank=True)
    longitude = models.FloatField(_("longitude, degrees"), null=True, blank=True)
    population = models.PositiveBigIntegerField(_("population"), null=True, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    wikidata = models.CharField(_("Wikidata item"), max_length=20, blank=True)
    geonames = models.PositiveBigIntegerField(_("GeoNames identifier"), null=True, blank=True)
    ror = models.CharField(_("ROR identifier"), max_length=9, blank=True)
    languages = models.JSONField(_("languages one can write in, BCP 47"), default=list, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    evidence = models.TextField(_("what the record says"), blank=True)
    evidence_year = models.PositiveSmallIntegerField(_("year of the record"), null=True, blank=True)
    source = models.TextField(_("source"), blank=True)
    translations = models.JSONField(_("translations"), default=dict, blank=True)
    # Nearly all rows have none, and an index of them all would draw the planner away from the one by name.
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="doubles",
        db_index=False,
        verbose_name=_("merged into"),
    )
    revision = models.PositiveIntegerField(_("revision"), default=1)
    sorted_name = SortField(source="name")
    folded_names = FoldedField(sources=("names",))
    folded = FoldedField(sources=("names", "city", "country_words", "summary", "translations"))

    objects = LivingManager()
    everything = models.Manager["Organisation"]()

    class Meta:
        ordering = ["sorted_name", "id"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        indexes = [
            models.Index(fields=["sorted_name", "id"], name="members_by_name"),
            models.Index(fields=["region", "sorted_name"], name="members_by_region"),
            models.Index(fields=["country", "sorted_name"], name="members_by_country"),
            models.Index(fields=["merged_into"], condition=models.Q(merged_into__isnull=False), name="members_doubles"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="members_kind_known"),
            models.CheckConstraint(condition=models.Q(standing__in=Standing.values), name="members_standing_known"),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="members_on_the_globe",
            ),
            models.CheckConstraint(
                condition=models.Q(subkind__in=["", *Subkind.values])
                & (models.Q(subkind="") | models.Q(kind=Kind.INSTITUTION)),
                name="members_subkind_of_institutions",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | ~models.Q(merged_into=models.F("id")),
                name="members_merged_into_another",
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


class Logo(models.Model):
    """An organisation's mark, drawn anew from what was uploaded: small, and without anything hidden in it."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="logo", verbose_name=_("organisation")
    )
    content = models.BinaryField(_("picture"))
    media_type = models.CharField(_("media type"), max_length=40)
    width = models.PositiveSmallIntegerField(_("width, pixels"))
    height = models.PositiveSmallIntegerField(_("height, pixels"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    uploaded_by = models.CharField(_("uploaded by"), max_length=254)
    uploaded_at = models.DateTimeField(_("uploaded at"))

    class Meta:
        verbose_name = _("logo")
        verbose_name_plural = _("logos")

    def __str__(self) -> str:
        return f"Logo of {self.organisation}"


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
    """An organisation's place in a regional network, from one day until another where they are known.

    `since` is what the public record says, in its own words; the days are what the secretariat decided.
    """

    network = models.ForeignKey(RegionalNetwork, on_delete=models.CASCADE, related_name="places")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="places")
    role = models.CharField(_("role"), max_length=20, choices=Place.choices, default=Place.MEMBER)
    since = models.CharField(_("since"), max_length=40, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until and including"), null=True, blank=True)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        ordering = ["network", "organisation__sorted_name", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "organisation", "role"],
                condition=models.Q(ends_on__isnull=True),
                name="members_open_place_once",
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="members_place_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.network}"
