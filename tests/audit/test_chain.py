"""The chain shows whatever somebody does to the record behind its back, and nothing else breaks it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from hanse.audit import guards
from hanse.audit.actor import Actor
from hanse.audit.models import Entry, Seal, Secret
from hanse.audit.operations import forget_person, record, seal_waiting
from hanse.audit.queries import history
from hanse.audit.queries.verifying import head, verify

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
AMARA = Actor("Amara Nakato <amara@example.org>", 5, "kampala")


def act(number: int, **fields: Any) -> Entry:
    plain: dict[str, Any] = {
        "at": NOW + timedelta(minutes=number),
        "by": AMARA,
        "verb": "revise",
        "kind": "activity",
        "key": f"forum-{number}",
        "label": f"Forum {number}",
        "changes": {"title": ["before", f"after {number}"], "email": ["a@example.org", "b@example.org"]},
        "subject": 7,
        "personal": ("email",),
    }
    return record(**{**plain, **fields})


@pytest.fixture
def chain() -> list[Entry]:
    entries = [act(number) for number in range(1, 7)]
    assert seal_waiting() == 6
    return entries


@pytest.fixture
def tamper() -> Callable[..., None]:
    """What somebody can do who owns the database: the guards are down, and SQL is theirs."""

    def run(sql: str, *values: Any) -> None:
        guards.fall(connection)
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
        guards.stand(connection)

    return run


def fault() -> tuple[int, str]:
    found = verify().fault
    assert found is not None
    return found.number, found.says


def test_a_chain_that_nobody_touched_holds(chain: list[Entry]) -> None:
    verdict = verify()
    assert verdict.fault is None
    assert (verdict.sealed, verdict.waiting, verdict.personal, verdict.erased) == (6, 0, 12, 0)


def test_an_empty_record_holds() -> None:
    assert verify().holds


def test_sealing_goes_on_where_it_ended(chain: list[Entry]) -> None:
    act(7)
    assert verify().waiting == 1
    assert seal_waiting() == 1
    assert seal_waiting() == 0
    assert [seal.number for seal in Seal.objects.all()] == [1, 2, 3, 4, 5, 6, 7]
    assert verify().holds


@pytest.mark.parametrize(
    ("column", "value"),
    [("verb", "cancel"), ("key", "other"), ("label", "Fair"), ("note", "x"), ("acted_for", "seoul"), ("person", 6),
     ("at", NOW), ("changes", '{"title": ["before", "other"]}'), ("commitments", '{"by": "00"}'), ("subject", None)],
)  # fmt: skip
def test_a_changed_entry_is_found(chain: list[Entry], tamper: Callable[..., None], column: str, value: Any) -> None:
    tamper(f"UPDATE audit_entry SET {column} = %s WHERE id = %s", value, chain[2].pk)
    number, says = fault()
    assert number == 3
    assert f"entry {chain[2].pk}" in says
    assert "is not what was sealed" in says


def test_a_changed_last_entry_is_found(chain: list[Entry], tamper: Callable[..., None]) -> None:
    tamper("UPDATE audit_entry SET verb = 'cancel' WHERE id = %s", chain[5].pk)
    assert fault()[0] == 6


def test_a_deleted_entry_is_found(chain: list[Entry], tamper: Callable[..., None]) -> None:
    tamper("DELETE FROM audit_secret WHERE entry_id = %s", chain[3].pk)
    tamper("DELETE FROM audit_seal WHERE number = 4")
    tamper("DELETE FROM audit_entry WHERE id = %s", chain[3].pk)
    assert fault() == (4, "the seals from 4 to 4 are missing.")


def test_a_deleted_entry_is_found_even_when_the_rest_moves_up(chain: list[Entry], tamper: Callable[..., None]) -> None:
    tamper("DELETE FROM audit_secret WHERE entry_id = %s", chain[3].pk)
    tamper("DELETE FROM audit_seal WHERE number = 4")
    tamper("DELETE FROM audit_entry WHERE id = %s", chain[3].pk)
    tamper("UPDATE audit_seal SET number = 4 WHERE number = 5")
    tamper("UPDATE audit_seal SET number = 5 WHERE number = 6")
    assert fault()[0] == 4


def test_an_inserted_entry_is_found(chain: list[Entry], tamper: Callable[..., None]) -> None:
    forged = act(3, verb="confirm")
    for number in (6, 5, 4):
        tamper("UPDATE audit_seal SET number = %s WHERE number = %s", number + 1, number)
    tamper("INSERT INTO audit_seal (number, entry_id, digest) VALUES (4, %s, %s)", forged.pk, "ab" * 32)
    assert fault()[0] == 4


def test_an_act_that_was_put_in_with_an_old_date_is_pointed_out(chain: list[Entry]) -> None:
    act(8, at=NOW - timedelta(days=400), verb="confirm")
    seal_waiting()
    verdict = verify()
    assert verdict.holds
    assert (verdict.late, verdict.first_late) == (1, 7)
    out = StringIO()
    call_command("audit", "verify", stdout=out)
    assert "Chained more than a day after later ones: 1, the first is 7." in out.getvalue()


def test_entries_in_another_order_are_found(chain: list[Entry], tamper: Callable[..., None]) -> None:
    digests = dict(Seal.objects.values_list("number", "digest"))
    tamper("DELETE FROM audit_seal WHERE number IN (2, 3)")
    for number, entry in ((2, chain[2]), (3, chain[1])):
        tamper(
            "INSERT INTO audit_seal (number, entry_id, digest) VALUES (%s, %s, %s)", number, entry.pk, digests[number]
        )
    assert fault()[0] == 2


def test_a_seal_that_was_made_up_is_found(chain: list[Entry], tamper: Callable[..., None]) -> None:
    tamper("UPDATE audit_seal SET digest = %s WHERE number = 3", "ab" * 32)
    number, says = fault()
    assert number == 3
    assert "the seal of entry" in says


def test_a_cut_end_is_found_by_whoever_has_noted_the_head(chain: list[Entry], tamper: Callable[..., None]) -> None:
    noted = verify().head
    tamper("DELETE FROM audit_secret WHERE entry_id IN (%s, %s)", chain[4].pk, chain[5].pk)
    tamper("DELETE FROM audit_seal WHERE number > 4")
    tamper("DELETE FROM audit_entry WHERE id IN (%s, %s)", chain[4].pk, chain[5].pk)
    assert verify().holds, "without a witness a shorter chain is a chain"
    verdict = verify(noted)
    assert verdict.fault is not None
    assert "its end was cut off" in verdict.fault.says


def test_a_head_that_was_noted_earlier_is_found_on_the_way(chain: list[Entry]) -> None:
    noted = verify().head
    act(7)
    seal_waiting()
    assert verify(noted.upper()).holds


def test_a_changed_personal_value_is_found(chain: list[Entry], tamper: Callable[..., None]) -> None:
    tamper("UPDATE audit_secret SET value = %s WHERE entry_id = %s AND part = 'by'", '"Ben Okello"', chain[1].pk)
    assert fault() == (2, f"the personal part “by” of entry {chain[1].pk} is not what was sealed.")


def test_a_personal_value_that_is_no_json_any_more_is_found(chain: list[Entry], tamper: Callable[..., None]) -> None:
    tamper("UPDATE audit_secret SET value = %s WHERE entry_id = %s AND part = 'by'", "Ben", chain[1].pk)
    assert fault()[0] == 2


def test_an_added_personal_value_is_found(chain: list[Entry]) -> None:
    Secret.objects.create(entry=chain[1], part="note", salt=b"x" * 32, value='"Ben did it"')
    number, says = fault()
    assert number == 2
    assert "was added" in says


def test_erasing_a_person_keeps_the_chain_and_says_so(chain: list[Entry]) -> None:
    assert forget_person(person=5) == 6
    verdict = verify()
    assert verdict.holds
    assert (verdict.personal, verdict.erased) == (12, 6)
    told = history("activity", "forum-1")[0]
    assert told.by == "(erased)"
    assert told.changes["email"] == ["a@example.org", "b@example.org"]
    assert told.erased == {"by"}


def test_the_command_says_that_all_is_well_and_names_the_head(chain: list[Entry]) -> None:
    out = StringIO()
    call_command("audit", "verify", stdout=out)
    newest = head()
    assert newest is not None
    assert "The chain holds: 6 entries." in out.getvalue()
    assert f"Head: {newest.digest}" in out.getvalue()


def test_the_command_fails_and_names_the_first_bad_entry(chain: list[Entry], tamper: Callable[..., None]) -> None:
    tamper("UPDATE audit_entry SET verb = 'cancel' WHERE id IN (%s, %s)", chain[1].pk, chain[4].pk)
    with pytest.raises(CommandError, match="First at 2 of 6: entry"):
        call_command("audit", "verify")
