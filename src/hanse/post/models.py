"""Every message to a person, from being queued to being delivered."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hanse.post.choices import Delivery, Purpose


class Message(models.Model):
    """One message to one person. `key` makes queueing it twice the same as queueing it once."""

    key = models.CharField(_("idempotency key"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=60)
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices, default=Purpose.DUTY)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    email = models.EmailField(_("to"), max_length=254)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    subject = models.CharField(_("subject"), max_length=300)
    body = models.TextField(_("text, Markdown"))
    about = models.CharField(_("what it is about: address of a page"), max_length=300, blank=True)
    delivery = models.CharField(_("delivery"), max_length=20, choices=Delivery.choices, default=Delivery.WAITING)
    created_at = models.DateTimeField(_("queued at"))
    not_before_at = models.DateTimeField(_("not before"), null=True, blank=True)
    sent_at = models.DateTimeField(_("handed to the mail server at"), null=True, blank=True)
    read_at = models.DateTimeField(_("read on the site at"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(fields=["delivery", "not_before_at", "id"], name="post_on_its_way"),
            models.Index(fields=["person", "-created_at"], name="post_of_person"),
            models.Index(fields=["kind", "-created_at"], name="post_of_kind"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(delivery__in=Delivery.values), name="post_delivery_known")
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.email}"


class Attachment(models.Model):
    """A small file that goes with a message, such as a ticket or a calendar entry."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(_("file name"), max_length=120)
    media_type = models.CharField(_("media type"), max_length=100)
    content = models.BinaryField(_("content"))

    def __str__(self) -> str:
        return self.name
