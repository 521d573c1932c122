"""The register: periods of membership, the decisions that began them, and the standing of dues."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanse.members.choices import Category, DecisionBody, DuesState, MembershipStatus
from hanse.members.models.organisations import Organisation


class Decision(models.Model):
    """Who decided, when, and where it is written. One decision may begin the periods of several organisations."""

    body = models.CharField(_("who decided"), max_length=30, choices=DecisionBody.choices)
    decided_on = models.DateField(_("decided on"))
    minute = models.CharField(_("reference in the minutes"), max_length=200, blank=True)
    document = models.URLField(_("document"), max_length=500, blank=True)
    note = models.TextField(_("note"), blank=True)
    recorded_by = models.CharField(_("recorded by"), max_length=254)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        ordering = ["-decided_on", "-id"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(condition=models.Q(body__in=DecisionBody.values), name="members_decision_body_known")
        ]

    def __str__(self) -> str:
        return f"{self.get_body_display()}, {self.decided_on}"


class Membership(models.Model):
    """One period of an organisation's membership; periods of one organisation never overlap.

    `is_on_record` marks what only the public record tells: the organisation was a member on that day, since when is
    not known, and the category may be empty. Every other period has the decision that began it. What ends keeps the
    category that it had on record, an empty one, too.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    category = models.CharField(_("category"), max_length=20, choices=Category.choices, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=MembershipStatus.choices)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until and including"), null=True, blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="periods", verbose_name=_("decision")
    )
    is_on_record = models.BooleanField(_("known from the public record only"), default=False)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        ordering = ["organisation", "starts_on"]
        verbose_name = _("period of membership")
        verbose_name_plural = _("periods of membership")
        indexes = [models.Index(fields=["starts_on", "ends_on"], name="members_in_force")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=MembershipStatus.values), name="members_period_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(category__in=Category.values)
                | models.Q(category="", is_on_record=True)
                | models.Q(category="", status=MembershipStatus.ENDED),
                name="members_period_category_known",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="members_period_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(is_on_record=True) | models.Q(decision__isnull=False),
                name="members_period_has_its_decision",
            ),
            models.UniqueConstraint(fields=["organisation", "starts_on"], name="members_one_period_begins"),
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(ends_on__isnull=True), name="members_one_open_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_status_display()} {self.starts_on} – {self.ends_on or ''}"


class DuesFact(models.Model):
    """What was known on a day of an organisation's dues for a year. A later fact replaces it; the row stays."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="dues", verbose_name=_("organisation")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    state = models.CharField(_("state"), max_length=20, choices=DuesState.choices)
    on = models.DateField(_("known on"))
    note = models.TextField(_("note"), blank=True)
    recorded_by = models.CharField(_("recorded by"), max_length=254)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        ordering = ["organisation", "-year", "-on", "-id"]
        verbose_name = _("fact on dues")
        verbose_name_plural = _("facts on dues")
        indexes = [models.Index(fields=["organisation", "year", "on"], name="members_dues_of")]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=DuesState.values), name="members_dues_state_known")
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.year}: {self.get_state_display()}"
