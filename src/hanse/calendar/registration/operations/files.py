"""Files that go with their rows: no copy of a passport stays behind on the disk."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from hanse.calendar.registration.models import Upload

FOLDER = "registration"  # as `Upload.file` names it


def remove_uploads(uploads: QuerySet[Upload]) -> None:
    """Remove rows now and their files on commit: when the act is taken back, both are still there."""
    for upload in uploads:
        if upload.file.name:
            transaction.on_commit(partial(upload.file.storage.delete, upload.file.name))
    uploads.delete()


def remove_strays(now: datetime) -> int:
    """Remove files without a row, which a process leaves that is killed before its commit; how many.

    Only those older than a day: a younger one may belong to a form that is being sent.
    """
    return sum(_remove_strays_in(f"{FOLDER}/{year}", now - timedelta(days=1)) for year in _listed(FOLDER)[0])


def _remove_strays_in(folder: str, limit: datetime) -> int:
    names = [f"{folder}/{name}" for name in _listed(folder)[1]]
    kept = set(Upload.objects.filter(file__startswith=f"{folder}/").values_list("file", flat=True))
    strays = [name for name in names if name not in kept and default_storage.get_modified_time(name) < limit]
    for name in strays:
        default_storage.delete(name)
    return len(strays)


def _listed(folder: str) -> tuple[list[str], list[str]]:
    """The folders and the files in a folder; none where there is no such folder yet."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []
    return list(folders), list(files)
