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
    HANDING_OVER = "handing-over", _("Being handed over")
    SENT = "sent", _("Handed to the mail server")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Failed")
    BOUNCED = "bounced", _("Came back")
    SUPPRESSED = "suppressed", _("Not sent, because the person asked for none")
