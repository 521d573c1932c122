"""Messages of the secretariat to a part of the network."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hanse.post.choices import AnnouncementState, Purpose, To
from hanse.post.models.messages import Message


class Announcement(models.Model):
    """Words for many. Whom it goes to is described by `segment` until it goes out, then by its addressees."""

    subject = models.CharField(_("subject"), max_length=300)
    body = models.TextField(_("text, Markdown"))
    translations = models.JSONField(_("translations: language to subject and body"), default=dict, blank=True)
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices, default=Purpose.NEWS)
    reason = models.CharField(_("why nobody can refuse it"), max_length=300, blank=True)
    about = models.CharField(_("address of a page that it is about"), max_length=500, blank=True)
    to = models.CharField(_("for whom"), max_length=20, choices=To.choices, default=To.PEOPLE)
    segment = models.JSONField(_("which of them: part to options"), default=dict, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=AnnouncementState.choices, default=AnnouncementState.DRAFT
    )
    goes_at = models.DateTimeField(_("goes out at"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("begun at"))
    began_at = models.DateTimeField(_("began to go out at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("sent or cancelled at"), null=True, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=1)

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        indexes = [models.Index(fields=["state", "goes_at"], name="post_announced")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=AnnouncementState.values), name="post_announcement_state_known"
            ),
            models.CheckConstraint(condition=models.Q(to__in=To.values), name="post_announcement_to_known"),
            models.CheckConstraint(
                condition=~models.Q(purpose=Purpose.DUTY) | ~models.Q(reason=""), name="post_duty_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Addressee(models.Model):
    """Somebody to whom an announcement goes, as they were when it began to go out."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="addressees")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    email = models.EmailField(_("address"), max_length=254)
    name = models.CharField(_("name"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    message = models.OneToOneField(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="addressee")
    is_written = models.BooleanField(_("the message is queued"), default=False)

    class Meta:
        ordering = ["announcement", "id"]
        indexes = [models.Index(fields=["announcement", "is_written", "id"], name="post_to_write")]
        constraints = [models.UniqueConstraint(fields=["announcement", "email"], name="post_addressee_once")]

    def __str__(self) -> str:
        return self.email
