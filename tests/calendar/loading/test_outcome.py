"""Files and browser, each sound by itself, that cannot stand together."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from hanse.calendar.models import Activity
from hanse.calendar.operations.keeping import revise_activity
from hanse.calendar.queries.drafts import draft_of, seen_of
from hanse.calendar.queries.snapshot import snapshot
from tests.calendar.loading.test_files import YEAR, folder
from tests.factories.files import amend, append, load

__all__ = ["folder"]
pytestmark = pytest.mark.django_db
SLUG = "wsis-forum-2023"


def refused(folder: Path) -> str:
    before, said = snapshot(2023), io.StringIO()
    with pytest.raises(CommandError, match="nothing was written"):
        call_command("load", str(folder), stdout=said)
    assert snapshot(2023) == before
    return said.getvalue()


def edit(slug: str, **changes: Any) -> None:
    draft = {**(draft_of(slug) or {}), **changes}
    seen = seen_of(Activity.objects.get(slug=slug))
    revise_activity(slug=slug, seen=seen, draft=draft, by="Mina", now=datetime.now(UTC))


def test_two_may_change_places_in_the_overview(folder: Path) -> None:
    load(YEAR)
    first, second = Activity.objects.filter(overview__in=(1, 2)).order_by("overview")
    amend(folder / "activities.csv", first.slug, overview="2")
    amend(folder / "activities.csv", second.slug, overview="1")
    load(folder)
    assert list(Activity.objects.filter(overview__in=(1, 2)).order_by("overview")) == [second, first]


def test_a_place_in_the_overview_that_the_browser_gave_away_is_named(folder: Path) -> None:
    load(YEAR)
    edit(SLUG, overview="99")
    amend(folder / "activities.csv", "kick-off-2023", overview="99")
    assert "the place 99 in the overview is that of kick-off-2023 and wsis-forum-2023" in refused(folder)


def test_a_speaker_whose_session_the_browser_took_out_is_named(folder: Path) -> None:
    line = {"activity": SLUG, "key": "opening", "starts": "2023-03-13 09:00", "title": "Opening", "kind": "session"}
    append(folder / "sessions.csv", **line)
    load(folder)
    edit(SLUG, sessions=[])
    append(folder / "speakers.csv", activity=SLUG, session="opening", name="Example Person")
    assert "has no session “opening”, at which Example Person speaks" in refused(folder)


def test_an_area_that_the_programme_of_the_browser_does_not_belong_to_is_named(folder: Path) -> None:
    amend(folder / "activities.csv", SLUG, programme="")
    load(folder)
    edit(SLUG, programme="conferences")
    amend(folder / "activities.csv", SLUG, area="prize")
    assert "is in the area “prize”, its programme in “networking”" in refused(folder)
