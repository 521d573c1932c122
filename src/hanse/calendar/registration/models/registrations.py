"""Who comes."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from hanse.calendar.registration.choices import ENTERED, Attendance, State
from hanse.calendar.registration.models.intakes import Intake, Invitation, Question, Quota
from hanse.members.models import Organisation


class Delegation(models.Model):
    """Seats that an organisation took in one go; names may follow. `key` makes sending it twice the same as once."""

    uid = models.UUIDField(_("lasting identifier"), unique=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField(_("key of the submission"), unique=True, null=True, blank=True)
    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="delegations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="delegations")
    led_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("made at"))
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["intake", "organisation", "id"]

    def __str__(self) -> str:
        return f"Delegation of {self.organisation}"


class Registration(models.Model):
    """One person's registration, for themselves or for an organisation, named or yet to be named.

    `arrival` is the order in which the submissions were taken, under the lock of the intake: it decides who waits
    before whom. It stays with the organisation when the mandate of whoever made it ends. `key` is made with the form,
    so that sending the form twice is the same as sending it once.

    A draft without an account is a stranger's, whose address is not yet known to be theirs.
    """

    uid = models.UUIDField(_("lasting identifier"), unique=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField(_("key of the submission"), unique=True, null=True, blank=True)
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="registrations")
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.DRAFT)
    attendance = models.CharField(_("how"), max_length=20, choices=Attendance.choices, default=Attendance.IN_PERSON)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="registrations"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="registrations"
    )
    delegation = models.ForeignKey(
        Delegation, on_delete=models.PROTECT, null=True, blank=True, related_name="registrations"
    )
    invitation = models.ForeignKey(
        Invitation, on_delete=models.PROTECT, null=True, blank=True, related_name="registrations"
    )
    quota = models.ForeignKey(Quota, on_delete=models.PROTECT, null=True, blank=True, related_name="registrations")
    name = models.CharField(_("name"), max_length=300, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    office = models.CharField(_("office"), max_length=200, blank=True)
    organisation_name = models.CharField(
        _("organisation, where it is not in the directory"), max_length=200, blank=True
    )
    country = models.CharField(_("country, ISO 3166-1 alpha-2"), max_length=2, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    zone = models.CharField(_("time zone of the person"), max_length=60, blank=True)
    born_on = models.DateField(_("date of birth, where the age decides"), null=True, blank=True)
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    consent = models.TextField(_("what the person agreed to"), blank=True)
    agreed_at = models.DateTimeField(_("agreed at"), null=True, blank=True)
    arrival = models.PositiveBigIntegerField(_("order of arrival"), null=True, blank=True)
    note = models.TextField(_("note of the secretariat"), blank=True)
    reason = models.TextField(_("why it was declined or cancelled, for the person"), blank=True)
    told_sequence = models.PositiveIntegerField(_("iCalendar sequence of the activity that they know of"), default=0)
    is_walk_in = models.BooleanField(_("came without registering"), default=False)
    created_at = models.DateTimeField(_("begun at"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    answer_by_at = models.DateTimeField(_("seat is kept until"), null=True, blank=True)
    ended_at = models.DateTimeField(_("cancelled, declined or lapsed at"), null=True, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=1)

    class Meta:
        ordering = ["intake", "arrival", "id"]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        indexes = [
            models.Index(fields=["intake", "state", "arrival"], name="registration_in_line"),
            models.Index(fields=["quota", "state"], name="registration_of_quota"),
            models.Index(fields=["person", "state"], name="registration_of_person"),
            models.Index(fields=["organisation", "state"], name="registration_of_body"),
            models.Index(fields=["state", "answer_by_at"], name="registration_to_answer"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="registration_state_known"),
            models.UniqueConstraint(fields=["intake", "arrival"], name="registration_arrival_once"),
            models.UniqueConstraint(
                "intake",
                Lower("email"),
                condition=models.Q(state__in=ENTERED) & ~models.Q(email=""),
                name="registration_once_each",
            ),
            models.UniqueConstraint(
                fields=["intake", "person"],
                condition=models.Q(state__in=ENTERED, person__isnull=False),
                name="registration_person_once",
            ),
            # Two, because a missing organisation equals no other to a unique index.
            models.UniqueConstraint(
                fields=["intake", "made_by"],
                condition=models.Q(state=State.DRAFT, made_by__isnull=False, organisation__isnull=True),
                name="registration_own_draft_once",
            ),
            models.UniqueConstraint(
                fields=["intake", "made_by", "organisation"],
                condition=models.Q(state=State.DRAFT, made_by__isnull=False, organisation__isnull=False),
                name="registration_draft_for_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.OFFERED) | models.Q(answer_by_at__isnull=False),
                name="registration_offer_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.email or self.uid}: {self.state}"


class Upload(models.Model):
    """A file that answers a question."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="uploads")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    file = models.FileField(_("file"), upload_to="registration/%Y/")
    name = models.CharField(_("name of the file"), max_length=200)
    media_type = models.CharField(_("media type"), max_length=100)
    size = models.PositiveIntegerField(_("size, octets"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    created_at = models.DateTimeField(_("handed in at"))

    def __str__(self) -> str:
        return self.name
