"""Applications for membership, from the signed letter to the welcome."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hanse.audit.actor import name_signed
from hanse.members.choices import ApplicationState, Category, Kind, StepKind, Subkind, checks_words
from hanse.members.models.membership import Decision
from hanse.members.models.organisations import Organisation


class Application(models.Model):
    """An organisation asks to become a member."""

    reference = models.CharField(_("reference"), max_length=12, unique=True)
    category = models.CharField(_("category"), max_length=20, choices=Category.choices)
    state = models.CharField(
        _("state"), max_length=20, choices=ApplicationState.choices, default=ApplicationState.SUBMITTED
    )
    name = models.CharField(_("name of the organisation"), max_length=200)
    native_name = models.CharField(_("name in its own script"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    subkind = models.CharField(_("sort of institution"), max_length=20, choices=Subkind.choices, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    country = models.CharField(_("country, ISO 3166-1 alpha-2"), max_length=2)
    population = models.PositiveBigIntegerField(_("population"), null=True, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    reasons = models.TextField(_("why it wants to join"))
    signatory = models.CharField(_("who signed the letter"), max_length=300)
    signatory_office = models.CharField(_("office of who signed"), max_length=200)
    contact = models.CharField(_("contact"), max_length=300)
    contact_office = models.CharField(_("office of the contact"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail of the contact"), max_length=254)
    language = models.CharField(_("language"), max_length=10, default="en")
    consent = models.TextField(_("what the contact agreed to"))
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("account of the contact"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("organisation of the directory"),
    )
    checks = models.JSONField(_("what was checked"), default=list, blank=True)
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("decision"),
    )
    starts_on = models.DateField(_("member from"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted at"))
    state_at = models.DateTimeField(_("in this state since"))
    screener = models.CharField(_("screened by"), max_length=254, blank=True)
    is_example = models.BooleanField(_("invented for the demonstration"), default=False)
    revision = models.PositiveIntegerField(_("revision"), default=1)

    class Meta:
        ordering = ["submitted_at", "id"]
        verbose_name = _("application for membership")
        verbose_name_plural = _("applications for membership")
        indexes = [models.Index(fields=["state", "state_at"], name="members_to_screen")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ApplicationState.values), name="members_application_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(category__in=Category.values), name="members_application_category_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[ApplicationState.APPROVED, ApplicationState.WELCOMED])
                | models.Q(decision__isnull=False),
                name="members_approved_by_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.name}"


class Letter(models.Model):
    """The signed letter of an application, in the database, so that it comes, stays and goes with its row."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="letter")
    name = models.CharField(_("name of the file"), max_length=200)
    media_type = models.CharField(_("media type"), max_length=100)
    content = models.BinaryField(_("content"))
    size = models.PositiveIntegerField(_("size, octets"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)

    class Meta:
        verbose_name = _("signed letter")
        verbose_name_plural = _("signed letters")

    def __str__(self) -> str:
        return self.name


class Step(models.Model):
    """What happened to an application: the applicant sees everything but what is marked internal."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("what happened"), max_length=20, choices=StepKind.choices)
    at = models.DateTimeField(_("at"))
    by = models.CharField(_("by"), max_length=254)
    text = models.TextField(_("text"), blank=True)
    is_internal = models.BooleanField(_("for the secretariat only"), default=False)

    class Meta:
        ordering = ["application", "at", "id"]
        verbose_name = _("step of an application")
        verbose_name_plural = _("steps of applications")
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=StepKind.values), name="members_step_kind_known")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.application}"

    @property
    def by_name(self) -> str:
        """The name in the signature."""
        return name_signed(self.by)

    @property
    def words(self) -> str:
        """Its text, where it names checks in the reader's language."""
        return checks_words(self.text)
