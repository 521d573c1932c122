"""Files that go with their rows, and those that lost theirs."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from pytest_django import Settings

from hanse.calendar.registration.models import Upload
from hanse.calendar.registration.operations.files import remove_strays
from hanse.year import chores
from tests.factories.registration import make_intake, make_question, register

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> None:
    """A place of one's own for files."""
    settings.MEDIA_ROOT = tmp_path


def stored(name: str, *, days: float) -> str:
    """A file that was written some days ago."""
    path = default_storage.save(f"registration/2023/{name}", ContentFile(b"%PDF"))
    at = (datetime.now(UTC) - timedelta(days=days)).timestamp()
    os.utime(default_storage.path(path), (at, at))
    return path


def test_files_that_lost_their_row_go_after_a_day_and_others_stay() -> None:
    intake = make_intake()
    mine, stray, fresh = stored("mine.pdf", days=3), stored("stray.pdf", days=2), stored("fresh.pdf", days=0.5)
    Upload.objects.create(
        registration=register(intake), question=make_question(intake, "file"), file=mine, name="mine.pdf",
        media_type="application/pdf", size=4, sha256="0" * 64, created_at=timezone.now(),
    )  # fmt: skip
    assert remove_strays(timezone.now()) == 1
    assert [default_storage.exists(name) for name in (mine, stray, fresh)] == [True, False, True]


def test_where_nothing_was_handed_in_there_is_nothing_to_remove() -> None:
    assert remove_strays(timezone.now()) == 0


def test_they_are_looked_for_once_a_day() -> None:
    now = timezone.now()
    look = next(chore for name, chore in chores.CHORES if name == "files without a row removed")
    stored("one.pdf", days=2)
    assert look(chores.Moment(now, now)) == 1
    stored("two.pdf", days=2)
    assert look(chores.Moment(now, now + timedelta(hours=23))) == 0
    assert look(chores.Moment(now, now + timedelta(hours=25))) == 1
