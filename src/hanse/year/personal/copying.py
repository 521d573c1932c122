"""One's own data as a file: JSON for programs, a page for people, and the files themselves, in a ZIP."""

from __future__ import annotations

import json
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import IO, Any
from uuid import UUID, uuid4

from django.core import signing
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from hanse.accounts.models import User
from hanse.audit.actor import By
from hanse.audit.holdings import KeptFile, Sheet
from hanse.audit.operations import record
from hanse.year.personal.rooms import ROOMS, subject_of

FOLDER = "personal"
DAYS = 7
SALT = "hanse.year.personal.copy"
AT_ONCE_ROWS = 2_000
AT_ONCE_OCTETS = 5_000_000


class CopyRefused(Exception):
    """The link is forged, or for another account."""


class CopyExpired(Exception):
    """The link is too old."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy by its link: whose it is, and its name in the storage."""

    person: int
    uid: str

    @property
    def path(self) -> str:
        """Where it lies."""
        return f"{FOLDER}/{self.person}-{self.uid}.zip"

    @property
    def token(self) -> str:
        """The signed text of its link."""
        return signing.dumps([self.person, self.uid], salt=SALT)

    @property
    def is_ready(self) -> bool:
        """Whether it has been made."""
        return default_storage.exists(self.path)


def read_token(token: str, person: int) -> Copy:
    """The copy of a link; raises `CopyRefused` and `CopyExpired`."""
    try:
        whose, uid = signing.loads(token, salt=SALT, max_age=timedelta(days=DAYS))
        copy = Copy(int(whose), UUID(uid).hex)
    except signing.SignatureExpired:
        raise CopyExpired from None
    except (signing.BadSignature, ValueError, TypeError):
        raise CopyRefused from None
    if copy.person != person:
        raise CopyRefused
    return copy


def is_small(user: User) -> bool:
    """Whether a copy can be made while the person waits."""
    subject = subject_of(user)
    rows = sum(outcome.count for room in ROOMS for outcome in room.foresee(subject))
    octets = sum(file.size for room in ROOMS for file in room.files_of(subject))
    return rows <= AT_ONCE_ROWS and octets <= AT_ONCE_OCTETS


@transaction.atomic
def ask_for_copy(*, user: User, by: By, now: datetime) -> Copy:
    """Promise a copy, and put on record that it was asked for."""
    record(at=now, by=by, verb="export", kind="personal-data", key=str(user.pk), label="an account", subject=user.pk)
    return Copy(user.pk, uuid4().hex)


def make_copy(*, copy: Copy, user: User, language: str) -> None:
    """Write the ZIP. Made again, it stays as it is: a task may run twice."""
    if copy.is_ready:
        return
    with tempfile.TemporaryFile() as file, override(language):
        _write(file, user)
        file.seek(0)
        default_storage.save(copy.path, File(file))


def octets_of(copy: Copy) -> Iterator[bytes]:
    """The ZIP in pieces; it is opened when the first is asked for."""
    with default_storage.open(copy.path) as file:
        yield from file.chunks()


def old_copies(now: datetime) -> list[str]:
    """The copies whose links have expired."""
    limit = now - timedelta(days=DAYS)
    return [path for path in _copies("") if default_storage.get_modified_time(path) < limit]


def remove_copies(paths: Iterable[str]) -> None:
    """Delete copies."""
    for path in paths:
        default_storage.delete(path)


def remove_copies_of(person: int) -> None:
    """Delete all copies that were made for somebody."""
    remove_copies(_copies(f"{person}-"))


def _copies(prefix: str) -> list[str]:
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return []
    return [f"{FOLDER}/{name}" for name in names if name.startswith(prefix)]


def _write(file: IO[bytes], user: User) -> None:
    subject = subject_of(user)
    sheets = [sheet for room in ROOMS for sheet in room.export_of(subject)]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        names = _add_files(archive, (kept for room in ROOMS for kept in room.files_of(subject)))
        told = {
            "of": user.email,
            "made_at": timezone.now(),
            "tables": [{"key": s.key, "name": s.name, "rows": list(s.rows)} for s in sheets],
            "files": names,
        }
        archive.writestr("data.json", json.dumps(told, ensure_ascii=False, indent=1, default=_plain))
        context = {"sheets": [_readable(sheet) for sheet in sheets], "files": names, "user": user}
        archive.writestr("index.html", render_to_string("year/personal/copy.html", context))


def _add_files(archive: zipfile.ZipFile, files: Iterable[KeptFile]) -> list[str]:
    names: list[str] = []
    for kept in files:
        name = f"files/{len(names) + 1}-{_safe(kept.name)}"
        archive.writestr(name, kept.read())
        names.append(name)
    return names


def _safe(name: str) -> str:
    """A name that every system can unpack, within its folder."""
    return re.sub(r"[^\w.\- ]+|\.{2,}", "_", name).strip(". ")[-120:] or "file"


def _readable(sheet: Sheet) -> dict[str, Any]:
    """A table for people: what is empty in every row is left out."""
    used = [
        (name, words)
        for name, words in sheet.columns
        if any(row.get(name) not in (None, "", [], {}) for row in sheet.rows)
    ]
    return {"name": sheet.name, "records": [_pairs(used, row) for row in sheet.rows]}


def _pairs(columns: Sequence[tuple[str, str]], row: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(words, _words(row[name])) for name, words in columns if row.get(name) not in (None, "", [], {})]


def _words(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    return str(value)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else str(value)
