"""Two people at the same moment, on real connections of a real server."""

import shutil
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command

from hanse.audit.models import Entry
from hanse.calendar.loading.collecting import collect
from hanse.calendar.loading.planning import Plan
from hanse.calendar.models import Activity
from hanse.calendar.operations.certainty import cancel_activity, confirm_activity
from hanse.calendar.operations.keeping import SavedByOthers, add_activity, create_activity, revise_activity
from hanse.calendar.operations.loading import load_year
from hanse.calendar.queries.drafts import draft_of, seen_of
from tests.factories.calendar import make_activity
from tests.together import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("on_a_server")]
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
YEAR = Path(__file__).resolve().parents[2] / "years" / "2023"


def test_of_two_who_save_at_once_one_is_told() -> None:
    activity = make_activity(title="Forum")
    seen, draft = seen_of(activity), draft_of(activity.slug) or {}

    def save(title: str) -> Callable[[], bool]:
        return lambda: revise_activity(
            slug=activity.slug, seen=seen, draft={**draft, "title": title}, by=title, now=NOW
        )

    results = together(*(save(f"Title {n}") for n in range(4)))
    assert sorted(type(r).__name__ for r in results) == ["SavedByOthers"] * 3 + ["bool"]
    now = Activity.objects.get()
    assert now.revision == 2
    assert Entry.objects.get(verb="revise").by == now.title


def test_of_one_form_sent_several_times_at_once_one_activity_is_made() -> None:
    activity = make_activity(title="Forum")
    draft = {**(draft_of(activity.slug) or {}), "title": "Twin", "slug": "", "uid": ""}
    key = uuid4()

    def add() -> tuple[str, bool]:
        made, is_new = add_activity(key=key, year=2023, draft=draft, by="Mina", now=NOW, on=NOW.date())
        return made.slug, is_new

    assert sorted(together(add, add, add, add)) == [("twin-2023", False)] * 3 + [("twin-2023", True)]
    assert Activity.objects.filter(title="Twin").count() == 1
    assert Entry.objects.filter(verb="create", label="Twin").count() == 1


def test_confirming_and_cancelling_at_once_leaves_one_of_both() -> None:
    activity = make_activity(status="tentative")
    seen = seen_of(activity)
    common: dict[str, Any] = {"slug": activity.slug, "seen": seen, "on": date(2023, 5, 16), "now": NOW}
    results = together(
        lambda: confirm_activity(**common, by="Mina"), lambda: cancel_activity(**common, by="Yuna"),
    )  # fmt: skip
    assert [type(r) for r in results].count(SavedByOthers) == 1
    assert Activity.objects.get().status_changes.count() == 1


def test_two_of_the_same_name_get_addresses_of_their_own_or_one_is_refused() -> None:
    base = {**(draft_of(make_activity().slug) or {}), "uid": "", "slug": "", "title": "Open house"}
    results = together(*(lambda: create_activity(year=2023, draft=dict(base), by="Mina", now=NOW) for _ in range(3)))
    made = [r for r in results if isinstance(r, Activity)]
    assert made
    assert Activity.objects.filter(title="Open house").count() == len(made)
    assert len({a.slug for a in made}) == len(made)


def test_two_loads_at_once_both_end_well_and_make_no_mixture() -> None:
    results = together(*(lambda: call_command("load", str(YEAR), verbosity=0) for _ in range(2)))
    assert results == [None, None]
    assert Activity.objects.count() == 29
    assert Activity.objects.filter(revision=1).count() == 29


def test_whoever_saves_while_a_load_compares_is_not_overwritten(tmp_path: Path) -> None:
    call_command("load", str(YEAR), verbosity=0)
    folder = Path(shutil.copytree(YEAR, tmp_path / "year"))
    path = folder / "activities.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Nov 07-09", "Nov 08-10"), encoding="utf-8")
    activity = Activity.objects.get(slug="scewc-2023")
    seen, draft = seen_of(activity), draft_of(activity.slug) or {}
    compared, saved = threading.Event(), threading.Event()

    def load() -> None:
        def tell(plan: Plan) -> None:
            compared.set()
            # The save begins now and has to wait: it cannot come between the comparison and the writing.
            assert not saved.wait(1)

        load_year(wanted=collect(folder), by="files", now=NOW, tell=tell)

    def save() -> bool:
        compared.wait(20)
        try:
            mine = {**draft, "summary": "Saved in the browser meanwhile."}
            return revise_activity(slug=activity.slug, seen=seen, draft=mine, by="Mina", now=NOW)
        finally:
            saved.set()

    loaded, told = together(load, save)
    assert loaded is None
    assert isinstance(told, SavedByOthers)
    assert Activity.objects.get(slug=activity.slug).when_text == "Nov 08-10"
