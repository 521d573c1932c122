"""What an activity's page says of itself to search engines and to those who share it."""

import json
import re
from datetime import timedelta

import jsonschema
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hanse.calendar.models import Contact
from hanse.calendar.queries.feeds import announcement_of, announcements
from hanse.calendar.queries.lists import activity_with_everything
from hanse.calendar.queries.visible import visible_activities
from tests.calendar.feeds.test_jsonld import SCHEMA
from tests.factories.calendar import make_activity, make_involvement
from tests.factories.members import make_network, make_organisation

pytestmark = pytest.mark.django_db


def test_the_page_carries_the_event_and_its_summary_for_sharing(nobody: Client) -> None:
    whole = make_activity(slug="forum", title="Forum")
    activity = make_activity(
        slug="prize", title="</script><b>", when="Sep", parent=whole, join_link="https://hush.example"
    )
    make_involvement(activity, make_organisation(name="Seoul"))
    page = nobody.get("/activities/prize/").content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    event = json.loads(block)
    jsonschema.Draft202012Validator(SCHEMA).validate(event)
    assert (event["name"], event["startDate"]) == ("</script><b>", "2023-09")
    assert event["superEvent"]["name"] == "Forum"
    assert '<meta property="og:title" content="&lt;/script&gt;&lt;b&gt;">' in page
    assert '<link rel="canonical" href="http://127.0.0.1:8000/activities/prize/">' in page
    assert "hush.example" not in block


def test_a_whole_under_embargo_is_not_named(nobody: Client) -> None:
    whole = make_activity(title="Hush", embargo_until=timezone.now() + timedelta(days=1))
    make_activity(slug="part", parent=whole)
    assert "Hush" not in nobody.get("/activities/part/").content.decode()


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_loaded_activity_is_announced_as_in_a_feed_and_without_a_query(language: str) -> None:
    activity = make_activity(
        slug="prize", parent=make_activity(), translations={"ko": {"title": "상"}}, embargo_until=timezone.now()
    )
    make_involvement(activity, make_organisation(translations={"ko": {"name": "서울"}}))
    activity.networks.add(make_network())
    Contact.objects.create(activity=activity, label="Desk", email="desk@example.org")
    now = timezone.now()
    loaded = activity_with_everything("prize", now=now, secretariat=False)
    assert loaded is not None
    with CaptureQueriesContext(connection) as queries:
        found = announcement_of(loaded, parent_is_public=True, language=language)
    assert len(queries) == 0
    seen = visible_activities(now=now, secretariat=False).filter(slug="prize")
    assert [found] == announcements(seen, now=now, language=language)
