"""Activities and all that hangs on one."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hanse.calendar.choices import Audience, Mode, Part, SessionKind, Status
from hanse.calendar.models.years import Area, Programme, Year
from hanse.engines.when import When, restore
from hanse.members.choices import Region
from hanse.members.geography import country_words
from hanse.members.models import Organisation, RegionalNetwork
from hanse.ui.folding import FoldedField


class Activity(models.Model):
    """Something in the year that people can come to, take part in or follow."""

    uid = models.UUIDField(_("lasting identifier"), unique=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="activities")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="activities")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="activities")
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="children")
    overview = models.PositiveSmallIntegerField(_("position in the overview"), null=True, blank=True)

    title = models.CharField(_("title"), max_length=200)
    label = models.CharField(_("short name for the picture"), max_length=40, blank=True)
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    description = models.TextField(_("description, Markdown"), blank=True)

    when_text = models.CharField(_("when, as written"), max_length=200)
    when_edtf = models.CharField(_("when, EDTF"), max_length=100)
    when_lower = models.DateTimeField(_("earliest instant"), null=True, blank=True)
    when_upper = models.DateTimeField(_("first instant after"), null=True, blank=True)
    when_precision = models.CharField(_("precision"), max_length=20)
    when_zone = models.CharField(_("time zone"), max_length=60)
    zone = models.CharField(_("time zone of the place"), max_length=60, blank=True)
    first_on = models.DateField(_("first day"), null=True, blank=True)
    last_on = models.DateField(_("last day"), null=True, blank=True)
    length_days = models.PositiveSmallIntegerField(
        _("length in days, where the days are not fixed"), null=True, blank=True
    )

    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.TENTATIVE)
    mode = models.CharField(_("how"), max_length=20, choices=Mode.choices, blank=True)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    hall = models.CharField(_("hall or room"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    country = models.CharField(_("country, ISO 3166-1 alpha-2"), max_length=2, blank=True)
    region = models.CharField(_("region"), max_length=20, choices=Region.choices, blank=True)
    latitude = models.FloatField(_("latitude, degrees"), null=True, blank=True)
    longitude = models.FloatField(_("longitude, degrees"), null=True, blank=True)
    join_link = models.URLField(_("link to join online"), max_length=500, blank=True)

    audience = models.CharField(_("who may come"), max_length=30, choices=Audience.choices, default=Audience.PUBLIC)
    audience_note = models.CharField(_("who exactly"), max_length=300, blank=True)
    action_label = models.CharField(_("words on the button"), max_length=60, blank=True)
    action_url = models.URLField(_("where the button leads"), max_length=500, blank=True)
    networks = models.ManyToManyField(
        RegionalNetwork, blank=True, related_name="activities", verbose_name=_("regional networks")
    )
    organisations = models.ManyToManyField(Organisation, through="Involvement", related_name="activities")

    embargo_until = models.DateTimeField(_("not public before"), null=True, blank=True)
    note = models.TextField(_("note for the secretariat"), blank=True)
    source = models.TextField(_("source"), blank=True)
    translations = models.JSONField(_("translations"), default=dict, blank=True)
    folded_names = FoldedField(sources=("names",))
    folded = FoldedField(
        sources=(
            "names", "city", "country_words", "venue", "summary", "audience_note", "description", "translations"
        )
    )  # fmt: skip

    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    modified_at = models.DateTimeField(_("last real change at"), default=timezone.now)
    sequence = models.PositiveIntegerField(_("iCalendar sequence"), default=0)
    revision = models.PositiveIntegerField(_("revision"), default=1)

    class Meta:
        ordering = ["when_lower", "when_upper", "id"]
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        indexes = [
            models.Index(fields=["year", "when_lower", "id"], name="calendar_year_order"),
            models.Index(fields=["year", "first_on", "last_on"], name="calendar_year_days"),
            models.Index(fields=["area", "when_lower"], name="calendar_area_order"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(status__in=Status.values), name="calendar_status_known"),
            models.CheckConstraint(condition=models.Q(mode__in=["", *Mode.values]), name="calendar_mode_known"),
            models.CheckConstraint(condition=models.Q(audience__in=Audience.values), name="calendar_audience_known"),
            models.CheckConstraint(
                condition=models.Q(when_lower__isnull=True)
                | models.Q(when_upper__isnull=True)
                | models.Q(when_upper__gte=models.F("when_lower")),
                name="calendar_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="calendar_on_the_globe",
            ),
            models.UniqueConstraint(fields=["year", "overview"], name="calendar_overview_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def names(self) -> list[str]:
        """All that it is called, in every language."""
        translated = (
            texts.get(name, "") for texts in (self.translations or {}).values() for name in ("title", "label")
        )
        return [self.title, self.label, *self.aliases, *translated]

    @property
    def country_words(self) -> str:
        """All that people call its country."""
        return country_words(self.country)

    @property
    def place(self) -> dict[str, str]:
        """What tells on which clock hours are, where nobody names one."""
        return {"zone": self.zone, "mode": self.mode, "city": self.city, "country": self.country}

    @property
    def place_zone(self) -> str:
        """The zone of the clock at the place: the one that is named for it, or that in which the date is written."""
        return self.zone or self.when_zone

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


class Involvement(models.Model):
    """An organisation's part in an activity."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="involvements")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="involvements")
    part = models.CharField(_("part"), max_length=20, choices=Part.choices)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["activity", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "organisation", "part"], name="calendar_part_once"),
            models.CheckConstraint(condition=models.Q(part__in=Part.values), name="calendar_part_known"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.part} of {self.activity}"


class Contact(models.Model):
    """Whom to ask about an activity."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="contacts")
    label = models.CharField(_("who"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    url = models.URLField(_("address on the web"), max_length=500, blank=True)
    translations = models.JSONField(_("translations"), default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["activity", "position", "id"]

    def __str__(self) -> str:
        return self.label


class Link(models.Model):
    """Where to read more."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(_("words"), max_length=120)
    url = models.URLField(_("address"), max_length=500)
    translations = models.JSONField(_("translations"), default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["activity", "position", "id"]

    def __str__(self) -> str:
        return self.label


class Session(models.Model):
    """A line of an agenda."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="sessions")
    key = models.SlugField(_("key"), max_length=60)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=SessionKind.choices, default=SessionKind.SESSION)
    translations = models.JSONField(_("translations"), default=dict, blank=True)

    class Meta:
        ordering = ["activity", "starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "key"], name="calendar_session_once"),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gte=models.F("starts_at")),
                name="calendar_session_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Speaker(models.Model):
    """Somebody who speaks in a session."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="speakers")
    name = models.CharField(_("name"), max_length=200)
    office = models.CharField(_("office"), max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["session", "position", "id"]

    def __str__(self) -> str:
        return self.name


class Document(models.Model):
    """Something to read or to fill in."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("address"), max_length=500)
    language = models.CharField(_("language"), max_length=20, blank=True)
    translations = models.JSONField(_("translations"), default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["activity", "position", "id"]

    def __str__(self) -> str:
        return self.title


class StatusChange(models.Model):
    """One step in an activity's history of certainty."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="status_changes")
    status = models.CharField(_("status"), max_length=20, choices=Status.choices)
    on = models.DateField(_("on"))
    note = models.TextField(_("why"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["activity", "on", "position", "id"]
        constraints = [models.CheckConstraint(condition=models.Q(status__in=Status.values), name="calendar_step_known")]

    def __str__(self) -> str:
        return f"{self.activity}: {self.status} on {self.on}"
