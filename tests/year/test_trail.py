"""The record, searched by those who may."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from django.test import Client

from hanse.accounts.models import User
from hanse.audit.actor import Actor
from hanse.audit.models import Entry
from hanse.audit.operations import forget_person, seal_waiting
from hanse.audit.queries import latest
from tests.audit.counting import queries
from tests.factories.accounts import browser_of, make_manager
from tests.factories.calendar import make_activity
from tests.factories.members import make_organisation
from tests.factories.record import NOW, give_mandate, make_act
from tests.streamed import streamed

pytestmark = pytest.mark.django_db
AMARA = Actor("Amara Nakato <amara@example.org>", 777, "kampala")


def shown(page: bytes) -> list[str]:
    """The identifiers of the acts on a page, in their order."""
    return [part.split('"')[0] for part in page.decode().split('id="act-')[1:]]


def ids(*entries: Entry) -> list[str]:
    return [str(entry.pk) for entry in entries]


def test_the_newest_acts_come_first_with_who_and_for_whom(mina: Client) -> None:
    make_organisation(slug="kampala", name="Kampala Capital City Authority")
    first, second = make_act(), make_act(AMARA, changes={"title": ["Forum", "포럼"]})
    response = mina.get("/trail/")
    page = response.content.decode()
    assert shown(response.content) == ids(second, first)
    assert "Amara Nakato" in page
    assert "for Kampala Capital City Authority" in page
    assert "<ins><bdi>포럼</bdi></ins>" in page


@pytest.mark.parametrize(
    "query",
    ["q=포럼", 'q="quoted"', "q=nakato", "q=amara@example.org", "by=Amara", "by=AMARA%40EXAMPLE", "person=777", "for=kampala", "for=capital+kamp",
     "kind=membership", "key=m-1", "verb=suspend", "subject=9", "q=water+suspended", "since=2020-03-02&until=2020-03-02",
     "kind=membership&verb=suspend&by=amara"],
)  # fmt: skip
def test_each_filter_finds_the_act_it_means(mina: Client, query: str) -> None:
    make_organisation(slug="kampala", name="Kampala Capital City Authority")
    wanted = make_act(
        AMARA,
        at=datetime.fromisoformat("2020-03-02T12:00Z"),
        kind="membership",
        key="m-1",
        verb="suspend",
        label="Water forum",
        changes={"title": ["", '포럼 "quoted"'], "state": ["", "suspended"]},
        subject=9,
        personal=("title",),
    )
    make_act()
    assert shown(mina.get(f"/trail/?{query}").content) == ids(wanted)


@pytest.mark.parametrize(
    "query",
    ["colour=red", "kind=nothing", "verb=dance", "person=amara", "person=99999999999999999999", "since=yesterday", "until=0001-01-01",
     "before=x", "before=2020-01-01T00:00:00~1", "q=%00", "before=2020-01-01T00:00:00%2B00:00~0"],
)  # fmt: skip
def test_a_filter_that_nobody_offered_is_explained(mina: Client, query: str) -> None:
    make_act()
    assert mina.get(f"/trail/?{query}").status_code == 400


def test_pages_follow_one_another_without_a_gap_even_within_one_instant(mina: Client) -> None:
    entries = [make_act(at=NOW) for _ in range(120)]
    seen: list[str] = []
    address = "/trail/"
    for _ in range(3):
        page = mina.get(address).content
        seen += shown(page)
        more = page.decode().split('rel="next"')[0].rsplit('href="', 1)
        address = "/trail/" + more[1].split('"')[0].replace("&amp;", "&") if 'rel="next"' in page.decode() else ""
    assert address == ""
    assert seen == ids(*reversed(entries))


def test_one_act_and_many_cost_the_same(mina: Client) -> None:
    make_act(AMARA)
    mina.get("/trail/")
    with queries() as one:
        mina.get("/trail/")
    for _ in range(30):
        make_act(AMARA)
    with queries() as many:
        mina.get("/trail/")
    assert one() == many()
    assert many() <= 12


def test_what_was_erased_says_so(mina: Client) -> None:
    make_act(AMARA)
    forget_person(person=777)
    page = mina.get("/trail/").content.decode()
    assert "(erased)" in page
    assert "Amara" not in page


def test_the_newest_digest_stands_on_the_page(mina: Client) -> None:
    make_act()
    seal_waiting()
    assert "1 act is chained" in mina.get("/trail/").content.decode()


def test_a_thing_leads_to_its_page_and_a_removed_one_does_not(mina: Client) -> None:
    make_act(key="forum-2023", verb="confirm")
    make_act(key="idea-2023", verb="remove")
    page = mina.get("/trail/").content.decode()
    assert "/activities/forum-2023/history/" in page
    assert "/activities/idea-2023/history/" not in page


def test_the_table_holds_what_was_found_and_no_formulas(mina: Client) -> None:
    make_act(AMARA, label="=cmd|' /C calc'!A0", verb="confirm")
    make_act()
    response = mina.post("/trail/export.csv", {"verb": "confirm"})
    text = streamed(response).decode("utf-8-sig")
    head, *rows = list(csv.reader(io.StringIO(text)))
    assert [dict(zip(head, row, strict=True))["label"] for row in rows] == ["'=cmd\\|' /C calc'!A0"]
    assert rows[0][1] == "Amara Nakato <amara@example.org>"


def test_taking_the_table_away_is_an_act_itself(mina: Client) -> None:
    make_act()
    mina.post("/trail/export.csv", {"verb": "revise"})
    (act,) = latest(["trail"], 5)
    assert (act.verb, act.key, act.note) == ("export", "all", "verb=revise")
    assert "mina@example.org" in act.by


def test_a_programme_manager_reads_of_the_own_areas_and_of_nobodys_account() -> None:
    manager = make_manager("prize")
    client = browser_of(manager)
    mine = make_act(key=make_activity(area="prize").slug)
    make_act(key=make_activity(area="governance").slug)
    of_nobody = make_act(kind="membership", key="kampala")
    make_act(kind="person", key="5")
    own = make_act(manager, kind="person", key="5")
    assert shown(client.get("/trail/").content) == ids(own, of_nobody, mine)
    assert client.get("/personal-data/").status_code == 403


def test_an_administrator_of_an_organisation_sees_what_was_done_for_it_and_nothing_else(amara: Client) -> None:
    city = make_organisation(slug="kampala")
    give_mandate(User.objects.get(email="amara@example.org"), city)
    mine = make_act(AMARA, note="called first")
    about = make_act("Mina <mina@example.org>", kind="membership", key="kampala", note="they never pay")
    make_act(kind="activity", key="kampala")
    make_act(Actor("Chloé <chloe@example.org>", 778, "lyon"))
    response = amara.get("/organisations/kampala/trail/")
    assert shown(response.content) == ids(about, mine)
    page = response.content.decode()
    assert "called first" in page
    assert "they never pay" not in page
    assert "mina@example.org" not in page
    assert shown(amara.get("/organisations/kampala/trail/?q=never").content) == []


def test_a_mandate_that_is_no_administrators_shows_nothing(ben: Client) -> None:
    city = make_organisation(slug="kampala")
    give_mandate(User.objects.get(email="ben@example.org"), city, role="staff", is_administrator=False)
    assert ben.get("/organisations/kampala/trail/").status_code == 403


def test_a_mandate_that_has_ended_shows_nothing_any_more(amara: Client) -> None:
    city = make_organisation(slug="kampala")
    yesterday = (datetime.now().astimezone() - timedelta(days=2)).date()
    give_mandate(User.objects.get(email="amara@example.org"), city, ends_on=yesterday)
    assert amara.get("/organisations/kampala/trail/").status_code == 403


def test_a_table_for_an_organisation_names_people_without_their_addresses(amara: Client) -> None:
    city = make_organisation(slug="kampala")
    give_mandate(User.objects.get(email="amara@example.org"), city)
    make_act(AMARA)
    response = amara.post("/organisations/kampala/trail/export.csv")
    text = streamed(response).decode()
    assert "Amara Nakato" in text
    assert "@" not in text


def test_htmx_gets_the_acts_alone(mina: Client) -> None:
    make_act()
    page = mina.get("/trail/", headers={"HX-Request": "true"}).content.decode()
    assert page.lstrip().startswith('<div id="acts">')


def test_an_act_by_a_program_says_by_which_token(mina: Client, amara: Client) -> None:
    by = Actor("Amara Nakato <amara@example.org> (Newsletter, 0a1b2c3d)", 777, "kampala")
    make_act(by, kind="organisation", key="kampala")
    assert "by token “Newsletter”" in mina.get("/trail/").content.decode()
    assert "<b><bdi>Amara Nakato</bdi></b>" in mina.get("/trail/").content.decode()
    give_mandate(User.objects.get(email="amara@example.org"), make_organisation(slug="kampala"))
    own = amara.get("/organisations/kampala/trail/").content.decode()
    assert "by token “Newsletter”" in own
    assert "amara@example.org" not in own.split("<main", 1)[1]


def test_a_nameless_account_and_its_token_are_told_apart(mina: Client) -> None:
    make_act(Actor("amara@example.org (Feed (new), 0a1b2c3d)", 777))
    page = mina.get("/trail/").content.decode()
    assert "<bdi>amara@example.org</bdi>" in page
    assert "by token “Feed (new)”" in page


def test_a_name_that_turns_its_direction_turns_nothing_else(mina: Client) -> None:
    turned = "Kim\u202e gnuj"
    make_act(Actor(f"{turned} <kim@example.org>", 778), label=turned, note=turned, changes={"title": [turned, turned]})
    page = mina.get("/trail/").content.decode().split('<ol class="trail', 1)[1].split("</ol>")[0]
    assert turned in page
    assert turned not in page.replace(f"<bdi>{turned}</bdi>", "")
