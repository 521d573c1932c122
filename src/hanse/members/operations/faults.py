"""Faults that several writes share."""

from __future__ import annotations

from django.utils.functional import Promise


class SavedByOthers(Exception):
    """Somebody saved after the reader had opened the form; nothing was written."""


class Gone(Exception):
    """It is not there any more."""


class InUse(Exception):
    """Something points at it, so it cannot go."""


class Refused(Exception):
    """A value cannot stand; `field` is its name in the form, `reason` the cure."""

    def __init__(self, field: str, reason: str | Promise) -> None:
        self.field, self.reason = field, reason
        super().__init__(field)
