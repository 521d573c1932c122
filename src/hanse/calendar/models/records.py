"""What recurs, what sources disagree about, and what was last read from files."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanse.calendar.choices import Mode, Rule
from hanse.calendar.models.activities import Activity
from hanse.calendar.models.years import Year
from hanse.engines.when import When, restore


class Duty(models.Model):
    """Something that falls due again and again: a rule, beside the real dates in `Occasion`."""

    slug = models.SlugField(_("address"), max_length=100, unique=True)
    name = models.CharField(_("name"), max_length=200)
    rule = models.CharField(_("rule"), max_length=20, choices=Rule.choices)
    body = models.CharField(_("body"), max_length=200, blank=True)
    activity = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True, blank=True, related_name="duties")
    summary = models.TextField(_("summary"), blank=True)
    source = models.TextField(_("source"), blank=True)
    translations = models.JSONField(_("translations"), default=dict, blank=True)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("duty")
        verbose_name_plural = _("duties")

    def __str__(self) -> str:
        return self.name


class Occasion(models.Model):
    """A real date of a duty, past or planned."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="occasions")
    edition = models.CharField(_("edition"), max_length=20, blank=True)
    when_text = models.CharField(_("when, as written"), max_length=200)
    when_edtf = models.CharField(_("when, EDTF"), max_length=100)
    when_lower = models.DateTimeField(_("earliest instant"), null=True, blank=True)
    when_upper = models.DateTimeField(_("first instant after"), null=True, blank=True)
    when_precision = models.CharField(_("precision"), max_length=20)
    when_zone = models.CharField(_("time zone"), max_length=60)
    city = models.CharField(_("city"), max_length=120, blank=True)
    country = models.CharField(_("country, ISO 3166-1 alpha-2"), max_length=2, blank=True)
    mode = models.CharField(_("how"), max_length=20, choices=Mode.choices, blank=True)
    theme = models.CharField(_("theme"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)
    source = models.TextField(_("source"), blank=True)
    translations = models.JSONField(_("translations"), default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["duty", "when_lower", "position", "id"]

    def __str__(self) -> str:
        return f"{self.duty} {self.edition} {self.when_text}".strip()

    @property
    def when(self) -> When:
        """The date as people know it, made from the stored columns without parsing."""
        return restore(
            text=self.when_text,
            edtf=self.when_edtf,
            lower=self.when_lower,
            upper=self.when_upper,
            precision=self.when_precision,
            zone=self.when_zone,
        )


class Disagreement(models.Model):
    """Two sources that do not say the same; the page shows the network's own statement."""

    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="disagreements")
    number = models.PositiveSmallIntegerField(_("number"))
    activity = models.ForeignKey(
        Activity, on_delete=models.SET_NULL, null=True, blank=True, related_name="disagreements"
    )
    statement = models.TextField(_("what the page shows"))
    other = models.TextField(_("what another source says"), blank=True)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        ordering = ["year", "number"]
        constraints = [models.UniqueConstraint(fields=["year", "number"], name="calendar_disagreement_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.statement}"


class LoadedRow(models.Model):
    """What a file said of a thing when it was last loaded: the common ground of a three-way comparison."""

    year = models.ForeignKey(Year, on_delete=models.CASCADE, related_name="loaded_rows")
    file = models.CharField(_("file"), max_length=60)
    key = models.CharField(_("key"), max_length=200)
    payload = models.JSONField(_("row as read"))
    position = models.PositiveIntegerField(_("place in its file"), default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "file", "key"], name="calendar_loaded_once")]

    def __str__(self) -> str:
        return f"{self.file}: {self.key}"
