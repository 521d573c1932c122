"""Who acts for which organisation, from when until when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hanse.audit.actor import name_signed
from hanse.members.choices import MandateRole
from hanse.members.models.organisations import Organisation


class Mandate(models.Model):
    """A person's mandate to act for an organisation. It ends by a date or by being revoked; the row stays."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mandates", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="mandates", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=20, choices=MandateRole.choices, default=MandateRole.STAFF)
    office = models.CharField(_("office"), max_length=200, blank=True)
    is_administrator = models.BooleanField(_("may grant mandates and edit the profile"), default=False)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until and including"), null=True, blank=True)
    granted_by = models.CharField(_("granted by"), max_length=254)
    granted_at = models.DateTimeField(_("granted at"))
    revoked_by = models.CharField(_("revoked by"), max_length=254, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    awaits_confirmation = models.BooleanField(_("gives no right until it is confirmed"), default=False)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.CharField(_("confirmed by"), max_length=254, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["organisation", "person", "starts_on", "id"]
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        indexes = [models.Index(fields=["person", "organisation"], name="members_acts_for")]
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=MandateRole.values), name="members_mandate_role_known"),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="members_mandate_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "role"],
                condition=models.Q(revoked_at__isnull=True, ends_on__isnull=True),
                name="members_one_open_mandate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.organisation}"

    @property
    def granted_by_name(self) -> str:
        """The name in the signature of who granted it."""
        return name_signed(self.granted_by)

    @property
    def revoked_by_name(self) -> str:
        """The name in the signature of who revoked it."""
        return name_signed(self.revoked_by)


class Invitation(models.Model):
    """A mandate offered by e-mail: the link is signed, good once, and for fourteen days."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="invitations", verbose_name=_("organisation")
    )
    email = models.EmailField(_("e-mail"), max_length=254)
    name = models.CharField(_("name"), max_length=300, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=MandateRole.choices, default=MandateRole.STAFF)
    office = models.CharField(_("office"), max_length=200, blank=True)
    is_administrator = models.BooleanField(_("may grant mandates and edit the profile"), default=False)
    ends_on = models.DateField(_("the mandate ends on"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    nonce = models.CharField(_("part of the link that makes it this one"), max_length=40)
    invited_by = models.CharField(_("invited by"), max_length=254)
    invited_at = models.DateTimeField(_("invited at"))
    expires_at = models.DateTimeField(_("good until"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    mandate = models.OneToOneField(
        Mandate, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitation", verbose_name=_("mandate")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.CharField(_("withdrawn by"), max_length=254, blank=True)

    class Meta:
        ordering = ["-invited_at", "-id"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=MandateRole.values), name="members_invitation_role_known"
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True) | models.Q(withdrawn_at__isnull=True),
                name="members_invitation_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} for {self.organisation}"

    @property
    def invited_by_name(self) -> str:
        """The name in the signature of who invites."""
        return name_signed(self.invited_by)


class DirectoryConsent(models.Model):
    """What somebody agreed to have shown beside their organisation. Without a row nothing is shown."""

    mandate = models.OneToOneField(Mandate, on_delete=models.CASCADE, related_name="consent", verbose_name=_("mandate"))
    shows_name = models.BooleanField(_("name"), default=False)
    shows_office = models.BooleanField(_("office"), default=False)
    shows_email = models.BooleanField(_("e-mail"), default=False)
    text = models.TextField(_("what was agreed to, in words"))
    agreed_at = models.DateTimeField(_("agreed at"))

    class Meta:
        verbose_name = _("consent to be shown")
        verbose_name_plural = _("consents to be shown")

    def __str__(self) -> str:
        return f"Consent of {self.mandate}"
