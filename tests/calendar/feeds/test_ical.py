"""iCalendar: every kind of date and status, as RFC 5545 wants it and as three libraries read it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hanse.calendar.choices import Status
from hanse.calendar.feeds import ical
from hanse.calendar.feeds.facts import Announcement, Body, Desk, NetworkName, Parent
from hanse.ui.addresses import Addresses
from tests.calendar.feeds.reading import events, unfolded, with_icalendar, with_ics, with_vobject
from tests.factories.feeds import make_announcement, make_channel

ADDRESSES = Addresses("https://year.example.org")


def write(*items: Announcement, **channel: Any) -> bytes:
    """A calendar with these activities."""
    return ical.calendar(make_channel(**channel), items, addresses=ADDRESSES)


def only(item: Announcement, **channel: Any) -> dict[str, str]:
    """The lines of one activity."""
    (event,) = events(write(item, **channel))
    return event


@pytest.mark.parametrize(
    ("when", "lines"),
    [
        ("Nov 30", {"DTSTART;VALUE=DATE": "20231130", "DTEND;VALUE=DATE": "20231201"}),
        ("Mar 13-17", {"DTSTART;VALUE=DATE": "20230313", "DTEND;VALUE=DATE": "20230318"}),
        ("30 Dec – 31 Dec", {"DTSTART;VALUE=DATE": "20231230", "DTEND;VALUE=DATE": "20240101"}),
        ("Feb 21, 14:00", {"DTSTART;TZID=Asia/Seoul": "20230221T140000"}),
        (
            "31 Mar–1 Apr 2023, 09:00–17:00",
            {"DTSTART;TZID=Asia/Seoul": "20230331T090000", "DTEND;TZID=Asia/Seoul": "20230401T170000"},
        ),
        ("Sep", {"DTSTART;VALUE=DATE": "20230901", "DTEND;VALUE=DATE": "20231001"}),
        ("Q3", {"DTSTART;VALUE=DATE": "20230701", "DTEND;VALUE=DATE": "20231001"}),
        ("early June", {"DTSTART;VALUE=DATE": "20230601", "DTEND;VALUE=DATE": "20230611"}),
        ("week of 12 June", {"DTSTART;VALUE=DATE": "20230612", "DTEND;VALUE=DATE": "20230619"}),
        ("Year-round", {"DTSTART;VALUE=DATE": "20230101", "DTEND;VALUE=DATE": "20240101"}),
        ("from Nov 30", {"DTSTART;VALUE=DATE": "20231130", "DTEND;VALUE=DATE": "20231201"}),
        ("until 31 May", {"DTSTART;VALUE=DATE": "20230531", "DTEND;VALUE=DATE": "20230601"}),
    ],
)
def test_the_end_of_whole_days_is_the_first_day_after(when: str, lines: dict[str, str]) -> None:
    event = only(make_announcement(when))
    assert {name: value for name, value in event.items() if name.startswith(("DTSTART", "DTEND"))} == lines


@pytest.mark.parametrize(
    ("when", "aside"),
    [
        ("Sep", "September, day not fixed"),
        ("Jun – Aug", "June – August, day not fixed"),
        ("Q3", "Q3, day not fixed"),
        ("early June", "early June, day not fixed"),
        ("about 12 June", "about 12 June, day not fixed"),
        ("week of 12 June", "week of 12 June, day not fixed"),
    ],
)
def test_a_date_whose_day_is_open_is_a_tentative_span_that_says_so(when: str, aside: str) -> None:
    event = only(make_announcement(when, title="Forum"))
    assert event["SUMMARY"] == f"Forum ({aside})".replace(",", "\\,")
    assert (event["STATUS"], event["TRANSP"]) == ("TENTATIVE", "TRANSPARENT")
    assert event["X-HANSE-STATUS"] == "confirmed"


def test_the_edtf_goes_with_it() -> None:
    assert only(make_announcement("Sep"))["X-HANSE-EDTF"] == "2023-09"
    assert only(make_announcement("early June"))["X-HANSE-EDTF"] == "2023-06-01~/2023-06-10~"


def test_a_month_in_the_past_is_not_called_open() -> None:
    assert (
        only(make_announcement("Sep", title="Forum", status="held"))["SUMMARY"]
        == "Forum (September\\, day not on record)"
    )


@pytest.mark.parametrize(("when", "aside"), [("from Nov 30", "from 30 November"), ("until 31 May", "until 31 May")])
def test_a_span_open_at_one_end_marks_the_end_that_is_known(when: str, aside: str) -> None:
    event = only(make_announcement(when, title="Talks"))
    assert event["SUMMARY"] == f"Talks ({aside})"
    assert event["TRANSP"] == "TRANSPARENT"


def test_what_runs_all_year_blocks_nobody() -> None:
    event = only(make_announcement("Year-round", title="Survey"))
    assert (event["SUMMARY"], event["STATUS"], event["TRANSP"]) == ("Survey (all year)", "CONFIRMED", "TRANSPARENT")


def test_weeks_of_taking_entries_block_nobody() -> None:
    assert only(make_announcement("1 Mar – 31 May"))["TRANSP"] == "TRANSPARENT"
    assert only(make_announcement("13 Mar – 17 Mar"))["TRANSP"] == "OPAQUE"


def test_a_date_to_be_confirmed_has_no_place_in_a_calendar() -> None:
    assert events(write(make_announcement("TBC"))) == []


@pytest.mark.parametrize(
    ("status", "ical_status", "transp", "title"),
    [
        ("tentative", "TENTATIVE", "OPAQUE", "Forum"),
        ("confirmed", "CONFIRMED", "OPAQUE", "Forum"),
        ("held", "CONFIRMED", "OPAQUE", "Forum"),
        ("postponed", "TENTATIVE", "TRANSPARENT", "Postponed: Forum"),
        ("cancelled", "CANCELLED", "TRANSPARENT", "Cancelled: Forum"),
    ],
)
def test_every_status_is_told(status: str, ical_status: str, transp: str, title: str) -> None:
    event = only(make_announcement("Nov 30", status=status, title="Forum"))
    assert (event["STATUS"], event["TRANSP"], event["SUMMARY"]) == (ical_status, transp, title)


def test_a_cancelled_month_stays_cancelled() -> None:
    assert only(make_announcement("Sep", status="cancelled"))["STATUS"] == "CANCELLED"


def test_every_status_that_readers_may_see_has_a_word() -> None:
    assert set(ical._STATUS) == set(Status.values) - {Status.IDEA}


def test_stamps_and_sequence_are_those_of_the_revision() -> None:
    item = make_announcement(
        created_at=datetime(2023, 1, 2, 3, 4, 5, tzinfo=UTC),
        modified_at=datetime(2023, 5, 6, 7, 8, 9, tzinfo=UTC),
        sequence=4,
    )
    event = only(item)
    assert event["UID"] == item.uid
    assert event["DTSTAMP"] == event["LAST-MODIFIED"] == "20230506T070809Z"
    assert event["CREATED"] == "20230102T030405Z"
    assert event["SEQUENCE"] == "4"


def test_the_uid_does_not_know_the_host() -> None:
    item = make_announcement()
    elsewhere = ical.calendar(make_channel(), [item], addresses=Addresses("https://moved.example.net"))
    assert events(elsewhere)[0]["UID"] == only(item)["UID"]


def test_nobody_is_named_as_organiser_of_a_meeting_request() -> None:
    lines = unfolded(write(make_announcement(bodies=(Body("seoul", "Seoul, City", "organiser"),))))
    assert not [line for line in lines if line.startswith(("ORGANIZER", "ATTENDEE", "METHOD"))]
    assert any("Organised by: Seoul\\, City" in line for line in lines)


def test_a_calendar_does_not_list_who_takes_part() -> None:
    assert b"Kampala" not in write(make_announcement(bodies=(Body("kampala", "Kampala", "participant"),)))


def test_place_categories_contacts_and_parent() -> None:
    item = make_announcement(
        hall="Hall 2",
        venue="Coex",
        latitude=37.5,
        longitude=127.0588,
        programme="Prize, 2023",
        networks=(NetworkName("asean", "ASEAN Smart Cities"),),
        desks=(
            Desk("Secretariat", "desk@example.org", "+82 2", ""),
            Desk("Prize office", "", "", "https://p.example.org/"),
        ),
        parent=Parent("3f0e7c1e-0000-4000-8000-000000000001", "forum", "Forum"),
    )
    event = only(item)
    assert event["LOCATION"] == "Hall 2\\, Coex\\, Seoul\\, South Korea"
    assert event["GEO"] == "37.500000;127.058800"
    assert event["CATEGORIES"] == "Networking & knowledge,Prize\\, 2023,ASEAN Smart Cities"
    assert event["RELATED-TO;RELTYPE=PARENT"] == "3f0e7c1e-0000-4000-8000-000000000001"
    assert event["URL"] == f"https://year.example.org/activities/{item.slug}/"
    contacts = [line for line in unfolded(write(item)) if line.startswith("CONTACT:")]
    assert contacts == [
        "CONTACT:Secretariat\\, desk@example.org\\, +82 2",
        "CONTACT:Prize office\\, https://p.example.org/",
    ]


def test_what_is_online_says_so_and_has_no_link_to_join() -> None:
    item = make_announcement(mode="online", city="", country="")
    assert only(item)["LOCATION"] == "Online"
    assert not [line for line in unfolded(write(item)) if line.startswith(("CONFERENCE", "ATTACH"))]


def test_each_zone_stands_once_and_only_where_hours_need_it() -> None:
    items = [
        make_announcement("1 May, 09:00", zone="Europe/Paris"),
        make_announcement("2 May, 09:00–11:00", zone="Europe/Paris"),
        make_announcement("3 May, 09:00", zone="America/Bogota"),
        make_announcement("4 May", zone="Pacific/Auckland"),
    ]
    body = write(*items)
    zones = [line for line in unfolded(body) if line.startswith("TZID:")]
    assert zones == ["TZID:America/Bogota", "TZID:Europe/Paris"]


def test_an_offset_is_written_in_the_zone_of_the_place() -> None:
    said = make_announcement("Feb 21, 14:00 (GMT+9)")
    assert said.when.zone == "+09:00"
    assert only(said)["DTSTART;TZID=Asia/Seoul"] == "20230221T140000"


def test_an_offset_without_a_place_is_written_in_the_networks_zone_where_that_agrees() -> None:
    nowhere = replace(make_announcement("Feb 21, 14:00 (GMT+9)"), zone="+09:00")
    assert only(nowhere)["DTSTART;TZID=Asia/Seoul"] == "20230221T140000"
    assert only(nowhere, zone="Europe/Paris")["DTSTART"] == "20230221T050000Z"


def test_an_hour_that_the_clock_shows_twice_is_written_in_utc() -> None:
    first = make_announcement("29 October 2023, 02:30", zone="Europe/Paris")
    assert only(first)["DTSTART;TZID=Europe/Paris"] == "20231029T023000"
    later = replace(
        first.when, lower=datetime(2023, 10, 29, 1, 30, tzinfo=UTC), upper=datetime(2023, 10, 29, 1, 30, tzinfo=UTC)
    )
    assert only(replace(first, when=later))["DTSTART"] == "20231029T013000Z"


def test_the_calendar_says_what_it_is() -> None:
    lines = unfolded(write())
    for line in (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "NAME:Example 2023",
        "X-WR-CALNAME:Example 2023",
        "LAST-MODIFIED:20230201T123000Z",
        "URL:https://year.example.org/2023/list/",
        "SOURCE;VALUE=URI:https://year.example.org/2023/calendar.ics",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
        "COLOR:midnightblue",
        "END:VCALENDAR",
    ):
        assert lines.count(line) == 1, line


def test_an_empty_calendar_still_holds_something() -> None:
    lines = unfolded(write())
    assert "BEGIN:VTIMEZONE" in lines  # RFC 5545 (3.6): at least one component


def test_the_words_are_in_the_language_asked_for() -> None:
    event = only(make_announcement("Sep", title="포럼"), language="ko")
    assert event["SUMMARY"].startswith("포럼 (9월")
    assert "대한민국" in event["LOCATION"]


# Everything that XML and iCalendar can hold: all of Unicode except control characters and halves of characters.
_WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029"), min_size=1, max_size=90
)
_ODD = st.sampled_from(
    [
        "a,b;c\\n",
        "🎪🇰🇷 👩‍🚀",
        "مؤتمر المدن",
        "שלום, עולם",
        "CRLF\\r\\nBEGIN:VEVENT",
        "서울특별시 회의",
        '"quoted"',
        "x" * 80,
        "é" * 80,
    ]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(title=_WORDS | _ODD, summary=st.lists(_WORDS | _ODD, max_size=3).map("\n".join))
def test_two_libraries_read_odd_words_back(title: str, summary: str) -> None:
    body = write(make_announcement("Nov 30", title=title, summary=summary))
    for seen in (with_icalendar(body), with_vobject(body)):
        (event,) = seen
        assert event.summary == title
        assert event.description.startswith(summary + "\n\n" if summary else "When: ")


def test_three_libraries_agree_on_dates() -> None:
    items = [
        make_announcement("Nov 30", zone="Europe/Paris"),
        make_announcement("1 July, 09:00–11:00", zone="Europe/Paris"),
        make_announcement("1 December, 18:30", zone="America/New_York"),
        make_announcement("Sep"),
    ]
    body = write(*items)
    theirs, others, third = with_icalendar(body), with_vobject(body), {e.uid: e for e in with_ics(body).events}
    assert [event.uid for event in theirs] == [event.uid for event in others] == [item.uid for item in items]
    for item, one, two in zip(items, theirs, others, strict=True):
        assert third[item.uid].begin.date() == item.when.first_on
        if isinstance(one.start, datetime) and isinstance(two.start, datetime):
            assert one.start == two.start == item.when.lower
        else:
            assert one.start == two.start == item.when.first_on
            assert one.end == two.end == _day_after(item.when.last_on)


def _day_after(day: date | None) -> date:
    assert day is not None
    return day + timedelta(days=1)
