"""What recurs, seen from one of its editions."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from hanse.calendar.models import Duty, Occasion
from hanse.calendar.queries.recurrences import Recurrence, recurrences
from tests.calendar.loading.test_files import YEAR
from tests.factories.calendar import make_activity, when_fields

pytestmark = pytest.mark.django_db
ASSEMBLIES = ("7 Sep 2010", "19-20 Nov 2012", "3-6 Nov 2014", "27-30 Jun 2017", "18 Oct 2021", "Sep 2023", "2026")


def make_duty(*dates: str, rule: str = "triennial", **fields: Any) -> Duty:
    duty = Duty.objects.create(slug="assembly", name="Assembly", rule=rule, **fields)
    for number, text in enumerate(dates, start=1):
        when = {k: v for k, v in when_fields(text).items() if k not in ("first_on", "last_on")}
        Occasion.objects.create(duty=duty, edition=str(number), **when)
    return duty


def seen_on(day: datetime, when: str = "Sep 2023", dates: tuple[str, ...] = ASSEMBLIES) -> Recurrence:
    activity = make_activity(when=when)
    make_duty(*dates, activity=activity)
    (found,) = recurrences(activity, now=day, language="en")
    return found


def editions(dated: Any) -> list[str]:
    return [occasion.edition for occasion, _ in dated]


def test_only_what_was_held_before_stands_there_and_is_counted() -> None:
    found = seen_on(datetime(2023, 5, 16, tzinfo=UTC))
    assert editions(found.before) == ["1", "2", "3", "4", "5"]
    assert (editions(found.since), editions(found.ahead)) == ([], ["7"])
    assert (found.rhythm.kept, len(found.rhythm.gaps)) == (1, 4)


def test_once_it_is_over_it_counts_though_it_stands_on_its_own_page_only() -> None:
    found = seen_on(datetime(2024, 1, 1, tzinfo=UTC))
    assert editions(found.before) == ["1", "2", "3", "4", "5"]
    assert found.rhythm.years[-1] == 2023


def test_what_came_later_and_is_over_was_held_since() -> None:
    found = seen_on(datetime(2027, 1, 1, tzinfo=UTC))
    assert (editions(found.since), editions(found.ahead)) == (["7"], [])


def test_an_end_without_a_start_is_a_later_edition() -> None:
    dates = ("1 Mar – 31 May 2023", "1 Apr – 14 Jul 2024", "until 30 May 2025")
    found = seen_on(datetime(2023, 5, 16, tzinfo=UTC), when="1 Mar – 31 May", dates=dates)
    assert (editions(found.before), editions(found.ahead)) == ([], ["2", "3"])
    assert found.rhythm.years == ()


def test_the_first_of_its_kind_was_not_held_before(nobody: Client, settings: Any) -> None:
    settings.TODAY = datetime(2023, 5, 16, tzinfo=UTC).date()
    make_duty("Mar 2023", "Mar 2024", activity=make_activity(slug="prize", when="Mar 2023"))
    html = nobody.get("/activities/prize/").content.decode()
    assert "Held before" not in html
    assert "Planned next" in html
    assert "The rule was kept" not in html


def test_what_lies_after_the_shown_day_is_planned_and_not_told_as_past(nobody: Client, settings: Any) -> None:
    settings.TODAY = datetime(2023, 5, 16, tzinfo=UTC).date()
    call_command("load", str(YEAR), stdout=io.StringIO())
    for language in ("en", "ko"):
        html = nobody.get("/activities/general-assembly-2023/", headers={"Accept-Language": language}).content.decode()
        after = html.split("Planned next" if language == "en" else "다음 예정")[1].split("</section>")[0]
        assert "2026" in after
        assert "2024" not in after


def test_the_record_of_this_edition_alone_says_nothing() -> None:
    activity = make_activity(when="Sep 2023")
    make_duty("Sep 2023", activity=activity)
    assert recurrences(activity, now=datetime(2024, 1, 1, tzinfo=UTC), language="en") == ()
