"""One import, with its file until it is carried out, and what it made or changed until it cannot be undone any more."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hanse.calendar.models import Activity
from hanse.year.importing.choices import State, What


class Run(models.Model):
    """A table on its way in. `mapping` is the number of a column by the name of a field."""

    uid = models.UUIDField(_("lasting identifier"), unique=True, default=uuid.uuid4, editable=False)
    what = models.CharField(_("what it holds"), max_length=20, choices=What.choices)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.OPEN)
    activity = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    invites = models.BooleanField(_("people are invited by letter"), default=False)
    file_name = models.CharField(_("name of the file"), max_length=200)
    content = models.BinaryField(_("file"), null=True, blank=True)
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    mapping = models.JSONField(_("columns"), default=dict, blank=True)
    refused = models.TextField(_("refused rows, as CSV"), blank=True)
    counts = models.JSONField(_("how many rows of each fate"), default=dict, blank=True)
    total = models.PositiveIntegerField(_("how many rows there are to do"), default=0)
    reached = models.PositiveIntegerField(_("how many of them are done"), default=0)
    moved_at = models.DateTimeField(_("last went on at"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("how often it stood still"), default=0)
    asked = models.JSONField(_("who asked for it, in which language"), default=dict, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(_("begun at"))
    done_at = models.DateTimeField(_("carried out at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="importing_state_known"),
            models.CheckConstraint(condition=models.Q(what__in=What.values), name="importing_what_known"),
            models.CheckConstraint(
                condition=models.Q(state__in=[State.OPEN, State.DOING])
                | models.Q(done_at__isnull=False, content__isnull=True),
                name="importing_done_without_file",
            ),
            models.CheckConstraint(condition=models.Q(reached__lte=models.F("total")), name="importing_within_total"),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}: {self.what}"

    @property
    def is_at_work(self) -> bool:
        """Whether a worker carries it out, or takes it back."""
        return self.state in (State.DOING, State.UNDOING)


class Trace(models.Model):
    """Something that an import made or changed: its table and key, how it was left, and what was there before."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="traces")
    line = models.PositiveIntegerField(_("line"))
    kind = models.CharField(_("kind of thing"), max_length=20)
    key = models.CharField(_("key"), max_length=100)
    is_new = models.BooleanField(_("made by the import"))
    left = models.JSONField(_("as the import left it"), default=dict)
    before = models.JSONField(_("what was there before"), default=dict, blank=True)
    stays = models.CharField(_("why it could not be undone"), max_length=300, blank=True)

    class Meta:
        ordering = ["run", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
