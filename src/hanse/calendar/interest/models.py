"""Who is interested in what of a year, and what became of it. An interest takes no seat."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hanse.calendar.interest.choices import STANDINGS, LeadsTo, State
from hanse.calendar.models import Activity, Area, Programme, Year
from hanse.members.models import Application, Organisation


class Interest(models.Model):
    """One expression of interest, by a member or a stranger. Without targets it is for the whole year.

    `key` is made with the form, so that the same form sent twice is one interest.
    """

    uid = models.UUIDField(_("lasting identifier"), unique=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField(_("key of the form"), unique=True, default=uuid.uuid4)
    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="interests")
    state = models.CharField(_("state"), max_length=20, choices=State.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="interests"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="interests"
    )
    name = models.CharField(_("name"), max_length=300)
    email = models.EmailField(_("e-mail"), max_length=254)
    organisation_name = models.CharField(_("organisation"), max_length=200, blank=True)
    country = models.CharField(_("country, ISO 3166-1 alpha-2"), max_length=2, blank=True)
    office = models.CharField(_("role"), max_length=200, blank=True)
    message = models.TextField(_("message"), blank=True)
    consent = models.TextField(_("what the person agreed to"))
    language = models.CharField(_("language"), max_length=10, default="en")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.CharField(_("answered by"), max_length=254, blank=True)
    leads_to = models.CharField(_("led on to"), max_length=20, choices=LeadsTo.choices, blank=True)
    reference = models.CharField(_("address of what it led to"), max_length=300, blank=True)
    invited_to = models.ForeignKey(
        Activity,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("invited to register for"),
    )
    application = models.ForeignKey(
        Application,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("application for membership"),
    )
    meeting_on = models.DateField(_("day of the meeting"), null=True, blank=True)
    meeting_where = models.CharField(_("hour and place of the meeting"), max_length=300, blank=True)
    meeting_words = models.TextField(_("about the meeting"), blank=True)
    source = models.CharField(_("where it came from"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("expressed at"))
    revision = models.PositiveIntegerField(_("revision"), default=1)

    class Meta:
        ordering = ["created_at", "id"]
        verbose_name = _("expression of interest")
        verbose_name_plural = _("expressions of interest")
        indexes = [
            models.Index(fields=["year", "state", "created_at"], name="interest_in_line"),
            models.Index(fields=["person", "state"], name="interest_of_person"),
            models.Index(fields=["organisation", "state"], name="interest_of_body"),
        ]
        constraints = [models.CheckConstraint(condition=models.Q(state__in=State.values), name="interest_state_known")]

    def __str__(self) -> str:
        return f"{self.name}: {self.state}"

    @property
    def standing(self) -> str:
        """Where it stands, in words: what somebody was invited to, or what it became."""
        words = STANDINGS.get((self.state, self.leads_to))
        return str(words or self.get_state_display())


class Target(models.Model):
    """What an interest is for: an area, a programme or one activity."""

    interest = models.ForeignKey(Interest, on_delete=models.CASCADE, related_name="targets")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, null=True, blank=True, related_name="interests")

    class Meta:
        ordering = ["interest", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(area__isnull=False, programme__isnull=True, activity__isnull=True)
                | models.Q(area__isnull=True, programme__isnull=False, activity__isnull=True)
                | models.Q(area__isnull=True, programme__isnull=True, activity__isnull=False),
                name="interest_one_target",
            )
        ]

    def __str__(self) -> str:
        return str(self.area or self.programme or self.activity)


class Heard(models.Model):
    """Somebody interested knows the date of an activity: they were told, or it stood when they wrote."""

    interest = models.ForeignKey(Interest, on_delete=models.CASCADE, related_name="heard")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(_("since"))
    was_told = models.BooleanField(_("was told by a message"), default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interest", "activity"], name="interest_heard_once")]

    def __str__(self) -> str:
        return f"{self.interest} of {self.activity}"
