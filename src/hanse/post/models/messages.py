"""Every message to a person, from being queued to being delivered."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hanse.post.choices import NOT_SENT, Delivery, Fault, Outcome, Purpose
from hanse.post.models.correspondents import Correspondent


class Message(models.Model):
    """One message to one person. `key` makes queueing it twice the same as queueing it once.

    Two clocks meet here. `not_before_at` is told by whoever queues it, on the clock that pages show, which a
    demonstration may pretend (of what is gathered for a digest it is the digest's hour, on the true clock);
    `enqueued_at`, `next_try_at`, `lease_until_at` and `sent_at` belong to the machinery and are always true.
    """

    uid = models.UUIDField(_("lasting identifier"), unique=True, default=uuid.uuid4, editable=False)
    key = models.CharField(_("idempotency key"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=60)
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices, default=Purpose.DUTY)
    is_test = models.BooleanField(_("a test, sent to its author whatever they refuse"), default=False)
    is_confidential = models.BooleanField(_("for the person's eyes only"), default=False)
    correspondent = models.ForeignKey(
        Correspondent, on_delete=models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    email = models.CharField(_("to"), max_length=254)
    name = models.CharField(_("name"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    subject = models.CharField(_("subject"), max_length=300)
    body = models.TextField(_("text, Markdown"))
    about = models.CharField(_("what it is about: address of a page"), max_length=500, blank=True)
    delivery = models.CharField(_("delivery"), max_length=20, choices=Delivery.choices, default=Delivery.WAITING)
    created_at = models.DateTimeField(_("queued at"))
    not_before_at = models.DateTimeField(_("not before"), null=True, blank=True)
    sent_at = models.DateTimeField(_("handed to the mail server at"), null=True, blank=True)
    read_at = models.DateTimeField(_("read on the site at"), null=True, blank=True)
    digest = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="told")

    enqueued_at = models.DateTimeField(_("last given to the workers at"), null=True, blank=True)
    next_try_at = models.DateTimeField(_("next try at"), null=True, blank=True)
    has_slot = models.BooleanField(_("next try was given its turn"), default=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    tried_before = models.PositiveSmallIntegerField(_("attempts before somebody had it tried anew"), default=0)
    lease_until_at = models.DateTimeField(_("being handed over, at the latest until"), null=True, blank=True)
    claimed_by = models.CharField(_("worker"), max_length=64, blank=True)
    maybe_doubled = models.BooleanField(_("may have arrived twice"), default=False)
    fault = models.CharField(_("what kept it"), max_length=20, choices=Fault.choices, blank=True)
    answer = models.TextField(_("last answer of the mail server"), blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(fields=["delivery", "not_before_at", "id"], name="post_on_its_way"),
            models.Index(fields=["person", "-created_at"], name="post_of_person"),
            models.Index(fields=["kind", "-created_at"], name="post_of_kind"),
            models.Index(fields=["-created_at", "-id"], name="post_newest"),
            models.Index(fields=["person"], name="post_unread", condition=models.Q(read_at__isnull=True)),
            models.Index(fields=["claimed_by"], name="post_claimed", condition=~models.Q(claimed_by="")),
            models.Index(fields=["id"], name="post_maybe_doubled", condition=models.Q(maybe_doubled=True)),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(delivery__in=Delivery.values), name="post_delivery_known"),
            models.CheckConstraint(condition=models.Q(purpose__in=Purpose.values), name="post_purpose_known"),
            models.CheckConstraint(
                condition=models.Q(delivery=Delivery.HANDING_OVER, lease_until_at__isnull=False)
                | (~models.Q(delivery=Delivery.HANDING_OVER) & models.Q(lease_until_at__isnull=True)),
                name="post_lease_while_handing_over",
            ),
            models.CheckConstraint(
                condition=~models.Q(delivery__in=NOT_SENT) | models.Q(purpose=Purpose.NEWS),
                name="post_only_news_is_suppressed",
            ),
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


class Attempt(models.Model):
    """One conversation with the mail server about one message. It is written down before it begins."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="tries")
    number = models.PositiveSmallIntegerField(_("number"))
    began_at = models.DateTimeField(_("began at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices, default=Outcome.OPEN)
    answer = models.TextField(_("answer of the mail server"), blank=True)
    worker = models.CharField(_("worker"), max_length=64, blank=True)

    class Meta:
        ordering = ["message", "number"]
        constraints = [
            models.UniqueConstraint(fields=["message", "number"], name="post_attempt_once"),
            models.CheckConstraint(condition=models.Q(outcome__in=Outcome.values), name="post_outcome_known"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id}, attempt {self.number}: {self.outcome}"
