"""Files that go with their rows: no copy of a passport stays behind on the disk."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from hanse.calendar.registration.models import Upload


def remove_uploads(uploads: QuerySet[Upload]) -> None:
    """Remove rows now and their files on commit: when the act is taken back, both are still there."""
    for upload in uploads:
        if upload.file.name:
            transaction.on_commit(partial(upload.file.storage.delete, upload.file.name))
    uploads.delete()
