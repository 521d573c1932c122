"""Who did what, when, to what. Rows are written once and never changed; the database refuses it (`guards`)."""

import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReadableEncoder(json.JSONEncoder):
    """Letters as they are, so that a search in the text of a column finds Hangul on every database."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "ensure_ascii": False})


class Entry(models.Model):
    """One act, as the chain covers it. It names people and things by text, so that it outlives them.

    What is personal in it stands in `Secret`; here is a commitment to it, and its own place is empty: "" for the texts,
    no field in `changes`. `audit.queries` puts the two together, so read entries through that.
    """

    at = models.DateTimeField(_("at"), db_index=True)
    by = models.CharField(_("by, where it names no person"), max_length=254, blank=True)
    person = models.BigIntegerField(_("account of the person"), null=True, blank=True)
    acted_for = models.CharField(_("acted for, address of the organisation"), max_length=100, blank=True)
    verb = models.CharField(_("verb"), max_length=60)
    kind = models.CharField(_("kind of thing"), max_length=40)
    key = models.CharField(_("identifier"), max_length=200)
    label = models.CharField(_("name at the time"), max_length=300, blank=True)
    changes = models.JSONField(_("changes: field to [before, after]"), default=dict, encoder=ReadableEncoder)
    note = models.TextField(_("note"), blank=True)
    subject = models.BigIntegerField(_("account of the person it is about"), null=True, blank=True)
    commitments = models.JSONField(_("commitments: personal part to SHA-256"), default=dict, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["kind", "key", "-at"], name="audit_thing"),
            models.Index(fields=["person", "-at"], name="audit_person"),
            models.Index(fields=["acted_for", "-at"], name="audit_acted_for"),
            models.Index(fields=["subject", "-at"], name="audit_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(by="") | models.Q(commitments__has_key="by"), name="audit_by_named"
            )
        ]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.kind} {self.key}"


class Secret(models.Model):
    """A personal part of an entry with the salt of its commitment. To erase it is to delete this row.

    `part` is "by", "label", "note" or "changes." and a field. `owner` is the account of the person it tells of: who
    acted for "by", else the subject; empty where there was no account.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="secrets", verbose_name=_("entry"))
    part = models.CharField(_("part"), max_length=120)
    owner = models.BigIntegerField(_("account of the person it tells of"), null=True, blank=True, db_index=True)
    salt = models.BinaryField(_("salt"), max_length=32)
    value = models.TextField(_("value, as JSON"))

    class Meta:
        verbose_name = _("personal part of an audit entry")
        verbose_name_plural = _("personal parts of audit entries")
        constraints = [models.UniqueConstraint(fields=["entry", "part"], name="audit_part_once")]

    def __str__(self) -> str:
        return f"{self.part} of entry {self.entry_id}"


class Seal(models.Model):
    """An entry's place in the chain. Numbers run from 1 without a gap; `digest` covers the one before and the entry."""

    number = models.BigIntegerField(_("number"), primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="seal", verbose_name=_("entry"))
    digest = models.CharField(_("SHA-256"), max_length=64, unique=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        constraints = [models.CheckConstraint(condition=models.Q(number__gte=1), name="audit_counted_from_1")]

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"
