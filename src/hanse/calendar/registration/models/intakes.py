"""How one activity takes registrations."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from hanse.calendar.models import Activity
from hanse.calendar.registration.choices import QuestionKind
from hanse.members.models import Organisation


class Intake(models.Model):
    """The terms on which an activity takes registrations.

    Its row is the lock of the room: whoever gives or frees a seat holds it until the transaction ends, so that seats
    are given one after another, and no two rows are ever locked in different orders.
    """

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="intake")
    opens_at = models.DateTimeField(_("opens at"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)
    zone = models.CharField(_("time zone of opening and closing"), max_length=60)
    grace_minutes = models.PositiveSmallIntegerField(
        _("grace, minutes"), default=15, validators=[MaxValueValidator(1440)]
    )
    seats = models.PositiveIntegerField(_("seats in all; empty: no limit"), null=True, blank=True)
    most_per_organisation = models.PositiveIntegerField(_("at most for each organisation"), null=True, blank=True)
    counts_online = models.BooleanField(_("who comes online takes a seat, too"), default=False)
    needs_approval = models.BooleanField(_("the secretariat approves each"), default=False)
    is_by_invitation = models.BooleanField(_("only with an invitation"), default=False)
    has_waiting_list = models.BooleanField(_("keeps a waiting list"), default=True)
    answer_hours = models.PositiveSmallIntegerField(_("hours to answer when a seat becomes free"), default=48)
    takes_delegations = models.BooleanField(_("takes delegations"), default=True)
    names_by_at = models.DateTimeField(_("names of a delegation are due at"), null=True, blank=True)
    reveals_link_hours = models.PositiveSmallIntegerField(
        _("hours before the start when the link is shown"), default=24
    )
    reminds_days = models.JSONField(_("days before the start when people are reminded"), default=list, blank=True)
    offers_visa_letter = models.BooleanField(_("offers a letter for the visa"), default=False)
    offers_certificate = models.BooleanField(_("offers a certificate of attendance"), default=False)
    asks_feedback = models.BooleanField(_("asks for feedback afterwards"), default=False)
    consent = models.TextField(_("what people agree to"), blank=True)
    note = models.TextField(_("words above the form"), blank=True)
    translations = models.JSONField(_("translations"), default=dict, blank=True)
    arrivals = models.PositiveBigIntegerField(_("number of the last to arrive"), default=0)
    told = models.JSONField(_("date, place and state as people were last told"), default=dict, blank=True)
    reminded = models.JSONField(_("reminders that went out"), default=list, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=1)

    class Meta:
        verbose_name = _("terms of registration")
        verbose_name_plural = _("terms of registration")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens_at__isnull=True)
                | models.Q(closes_at__isnull=True)
                | models.Q(closes_at__gt=models.F("opens_at")),
                name="registration_closes_after_opening",
            )
        ]

    def __str__(self) -> str:
        return f"Registration for {self.activity}"


class Quota(models.Model):
    """Seats kept for some. Empty lists fit everybody; who fits several takes the first with a seat, by position."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="quotas")
    name = models.CharField(_("name"), max_length=100)
    seats = models.PositiveIntegerField(_("seats"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    kinds = models.JSONField(_("kinds of organisation"), default=list, blank=True)
    categories = models.JSONField(_("categories of membership"), default=list, blank=True)
    regions = models.JSONField(_("regions"), default=list, blank=True)
    audiences = models.JSONField(_("audiences"), default=list, blank=True)
    translations = models.JSONField(_("translations"), default=dict, blank=True)

    class Meta:
        ordering = ["intake", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["intake", "name"], name="registration_quota_once")]

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """A question of the form.

    `shown_if` is empty or `{"question": key, "is": [values]}`; `options` is a list of `{"value": …, "label": …}`, and
    `translations` holds their labels in other languages as `{"ko": {"label": …, "help": …, "options": {value: …}}}`.
    """

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="questions")
    key = models.SlugField(_("key"), max_length=60)
    kind = models.CharField(_("kind"), max_length=20, choices=QuestionKind.choices)
    label = models.CharField(_("question"), max_length=300)
    help = models.CharField(_("help"), max_length=500, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)
    options = models.JSONField(_("options"), default=list, blank=True)
    shown_if = models.JSONField(_("shown if"), default=dict, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    translations = models.JSONField(_("translations"), default=dict, blank=True)

    class Meta:
        ordering = ["intake", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["intake", "key"], name="registration_question_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=QuestionKind.values), name="registration_question_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Invitation(models.Model):
    """Lets somebody register where only the invited may: an address on a list, or a code that can be passed on."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="invitations")
    code = models.CharField(_("code"), max_length=40, unique=True)
    email = models.EmailField(_("only for this address"), blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    uses = models.PositiveIntegerField(_("how many may use it"), default=1)
    expires_at = models.DateTimeField(_("good until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("made at"))
    revoked_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        ordering = ["intake", "email", "id"]
        indexes = [models.Index(fields=["intake", "email"], name="registration_invited")]

    def __str__(self) -> str:
        return self.email or self.code
