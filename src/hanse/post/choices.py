"""Vocabulary of the post."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """Why a message is sent."""

    DUTY = "duty", _("What somebody must know")
    NEWS = "news", _("News, which can be refused")


class Delivery(models.TextChoices):
    """Where a message is on its way."""

    WAITING = "waiting", _("Waiting")
    GATHERED = "gathered", _("Kept for the digest")
    HANDING_OVER = "handing-over", _("Being handed over")
    SENT = "sent", _("Handed to the mail server")
    IN_DIGEST = "in-digest", _("Told in a digest")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Failed")
    BOUNCED = "bounced", _("Came back")
    SUPPRESSED = "suppressed", _("Not sent, because the person asked for none")
    UNREACHABLE = "unreachable", _("Not sent, because mail to this address comes back")
    WITHDRAWN = "withdrawn", _("Taken back before it was sent")


# Nothing more happens to these by themselves.
ENDED = (
    Delivery.SENT,
    Delivery.IN_DIGEST,
    Delivery.DELIVERED,
    Delivery.FAILED,
    Delivery.BOUNCED,
    Delivery.SUPPRESSED,
    Delivery.UNREACHABLE,
    Delivery.WITHDRAWN,
)
# News that was kept back.
NOT_SENT = (Delivery.SUPPRESSED, Delivery.UNREACHABLE)
# These still have to go.
ON_THE_WAY = (Delivery.WAITING, Delivery.GATHERED, Delivery.HANDING_OVER)
# A person should know of these, but they did not arrive; the secretariat can try again.
NOT_ARRIVED = (Delivery.FAILED, Delivery.BOUNCED)


class Fault(models.TextChoices):
    """What kept a message from being sent, by what can be done about it."""

    NONE = "", _("Nothing")
    UNREACHABLE = "unreachable", _("The mail server cannot be reached")
    TEMPORARY = "temporary", _("Refused for the moment")
    FULL = "full", _("The mailbox is full")
    ADDRESS = "address", _("There is no such address")
    REFUSED = "refused", _("Refused for good")
    UNKNOWN = "unknown", _("The answer got lost")
    BROKEN = "broken", _("The message cannot be written")


class Outcome(models.TextChoices):
    """How one attempt ended."""

    OPEN = "open", _("Under way")
    ACCEPTED = "accepted", _("Accepted")
    LATER = "later", _("Not now")
    NEVER = "never", _("Not at all")
    LOST = "lost", _("Not known: it broke off")
    RETURNED = "returned", _("Accepted, and came back later")


class Rhythm(models.TextChoices):
    """When somebody wants what can wait."""

    AT_ONCE = "at-once", _("At once, each by itself")
    DAILY = "daily", _("Once a day, gathered")
    WEEKLY = "weekly", _("Once a week, gathered")


class AnnouncementState(models.TextChoices):
    """Where an announcement is on its way."""

    DRAFT = "draft", _("Draft")
    SCHEDULED = "scheduled", _("Scheduled")
    SENDING = "sending", _("Going out")
    SENT = "sent", _("Sent")
    CANCELLED = "cancelled", _("Cancelled")


class To(models.TextChoices):
    """For whom an announcement is meant."""

    PEOPLE = "people", _("People with an account")
    SUBSCRIBERS = "subscribers", _("Those who subscribed to the news of the year")
    BOTH = "both", _("Both")
