"""Who came, who may keep the door, what was certified, and what people thought of it."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanse.calendar.registration.choices import Attendance
from hanse.calendar.registration.choices_day import FeedbackKind, Way
from hanse.calendar.registration.models.intakes import Intake
from hanse.calendar.registration.models.registrations import Registration


class CheckIn(models.Model):
    """A person was let in. `key` is made by the device, so that the same scan sent twice is one.

    `at` is what the clock of the device said, `skew_seconds` by how much that clock was ahead of ours when the scan
    was sent, and `received_at` our own. Somebody can be let in once in the hall and once online.
    """

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="check_ins")
    key = models.UUIDField(_("key of the scan"), unique=True)
    attendance = models.CharField(_("how"), max_length=20, choices=Attendance.choices, default=Attendance.IN_PERSON)
    way = models.CharField(_("how we know"), max_length=20, choices=Way.choices, default=Way.SCANNED)
    at = models.DateTimeField(_("let in at, by the clock of the device"))
    skew_seconds = models.IntegerField(_("clock of the device, seconds ahead of ours"), default=0)
    received_at = models.DateTimeField(_("received at"))
    by = models.CharField(_("by"), max_length=254)
    note = models.CharField(_("why, where it was an exception"), max_length=300, blank=True)
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    undone_by = models.CharField(_("taken back by"), max_length=254, blank=True)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        indexes = [models.Index(fields=["registration", "undone_at"], name="registration_who_is_in")]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "attendance"],
                condition=models.Q(undone_at__isnull=True),
                name="registration_let_in_once",
            ),
            models.CheckConstraint(condition=models.Q(way__in=Way.values), name="registration_way_known"),
            models.CheckConstraint(
                condition=models.Q(attendance__in=Attendance.values), name="registration_came_how_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration} at {self.at:%H:%M}"

    @property
    def entered_at(self) -> datetime:
        """When it was, as well as two clocks can say: the device's put right by ours, and never in the future."""
        return min(self.at - timedelta(seconds=self.skew_seconds), self.received_at)


class SentTicket(models.Model):
    """A ticket went to somebody: which version, and the revision of the registration that was looked at last."""

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="sent_ticket")
    version = models.CharField(_("version, hex"), max_length=8)
    revision = models.PositiveIntegerField(_("revision of the registration"))
    sent_at = models.DateTimeField(_("sent at"))

    class Meta:
        verbose_name = _("ticket that was sent")
        verbose_name_plural = _("tickets that were sent")

    def __str__(self) -> str:
        return f"Ticket of {self.registration}"


class DoorLink(models.Model):
    """Lets volunteers without an account keep the door of one activity, until it expires or is taken back."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="door_links")
    label = models.CharField(_("for whom"), max_length=100)
    created_at = models.DateTimeField(_("made at"))
    created_by = models.CharField(_("made by"), max_length=254)
    expires_at = models.DateTimeField(_("good until"))
    revoked_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    opened_at = models.DateTimeField(_("last opened at"), null=True, blank=True)

    class Meta:
        ordering = ["intake", "-created_at", "-id"]
        verbose_name = _("link to the door")
        verbose_name_plural = _("links to the door")

    def __str__(self) -> str:
        return self.label

    def is_good(self, at: datetime) -> bool:
        """Whether it still opens the door."""
        return self.revoked_at is None and self.expires_at > at


class Certificate(models.Model):
    """A certificate of attendance was given. Its facts are those of the registration; the code leads to them."""

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="certificate")
    code = models.CharField(_("code"), max_length=16, unique=True)
    issued_at = models.DateTimeField(_("given at"))

    class Meta:
        verbose_name = _("certificate of attendance")
        verbose_name_plural = _("certificates of attendance")

    def __str__(self) -> str:
        return self.code


class FeedbackQuestion(models.Model):
    """A question that is asked after an activity. Without any, the house asks its own."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="feedback_questions")
    key = models.SlugField(_("key"), max_length=60)
    kind = models.CharField(_("kind"), max_length=20, choices=FeedbackKind.choices, default=FeedbackKind.SCALE)
    label = models.CharField(_("question"), max_length=300)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    translations = models.JSONField(_("translations"), default=dict, blank=True)

    class Meta:
        ordering = ["intake", "position", "id"]
        verbose_name = _("question for feedback")
        verbose_name_plural = _("questions for feedback")
        constraints = [
            models.UniqueConstraint(fields=["intake", "key"], name="registration_asked_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=FeedbackKind.values), name="registration_feedback_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class FeedbackRequest(models.Model):
    """Somebody was asked what they thought, and has answered or not: all that is kept of it with the person.

    It says nothing of when, so that nobody can tell from it which answer is whose.
    """

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="feedback_request")
    asked_on = models.DateField(_("asked on"))
    is_answered = models.BooleanField(_("has answered"), default=False)

    class Meta:
        verbose_name = _("request for feedback")
        verbose_name_plural = _("requests for feedback")

    def __str__(self) -> str:
        return f"Feedback of {self.registration}"


class Feedback(models.Model):
    """What somebody thought of an activity, kept apart from who it was, so that it can be frank.

    Its identifier is random and its time is a day, so that not even the order of answers says whose they are.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="feedback")
    answers = models.JSONField(_("answers"), default=dict)
    given_on = models.DateField(_("given on"))

    class Meta:
        ordering = ["intake", "id"]
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")

    def __str__(self) -> str:
        return f"Feedback on {self.intake}"
