"""What is recorded, and what of it is personal."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.utils.translation import gettext_lazy

from hanse.audit.actor import Actor
from hanse.audit.canonical import NotCanonical
from hanse.audit.models import Entry, Seal, Secret
from hanse.audit.operations import (
    compose,
    forget_person,
    forget_things,
    forget_value,
    record,
    record_many,
    seal_waiting,
)
from hanse.audit.queries import acts_since, history, latest
from tests.audit.counting import queries

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
AMARA = Actor("Amara Nakato <amara@example.org>", 5, "kampala")


def act(**fields: Any) -> Entry:
    plain: dict[str, Any] = {"at": NOW, "by": AMARA, "verb": "revise", "kind": "thing", "key": "1", "label": "One"}
    return record(**{**plain, **fields})


def test_both_are_kept_who_acted_and_for_whom() -> None:
    act()
    (told,) = history("thing", "1")
    assert (told.by, told.person, told.acted_for) == ("Amara Nakato <amara@example.org>", 5, "kampala")


def test_nothing_personal_stands_in_the_entry_itself() -> None:
    entry = act(
        label="Amara Nakato",
        note="called from +256 41",
        changes={"name": ["Amara", "Amara Nakato"], "seats": [1, 2]},
        subject=5,
        personal=("label", "note", "name"),
    )
    entry.refresh_from_db()
    assert (entry.by, entry.label, entry.note, entry.changes) == ("", "", "", {"seats": [1, 2]})
    assert set(entry.commitments) == {"by", "label", "note", "changes.name"}
    assert set(Secret.objects.values_list("owner", flat=True)) == {5}


def test_readers_get_the_personal_parts_back() -> None:
    act(label="아마라", changes={"name": ["Amara", "아마라"]}, subject=5, personal=("label", "name"))
    (told,) = latest(["thing"], 5)
    assert (told.label, told.changes) == ("아마라", {"name": ["Amara", "아마라"]})
    assert not told.erased


def test_equal_values_have_different_commitments() -> None:
    assert act().commitments["by"] != act().commitments["by"]


def test_commands_sign_in_the_open() -> None:
    assert act(by="hanse load").by == "hanse load"


def test_a_signature_with_an_address_is_personal_even_without_an_account() -> None:
    entry = act(by="Farid Rahimi <farid@example.org>")
    assert entry.by == ""
    assert Secret.objects.get().owner is None


def test_a_part_that_is_not_there_this_time_may_be_named() -> None:
    assert set(act(personal=("email", "note")).commitments) == {"by"}


def test_translatable_words_numbers_and_rows_are_kept_as_json() -> None:
    entry = act(changes={"state": [gettext_lazy("Draft"), "x"], "seats": [1.0, 1e22], "rows": [(), [{"a": 0.1}]]})
    entry.refresh_from_db()
    assert entry.changes == {"state": ["Draft", "x"], "seats": [1, 10**22], "rows": [[], [{"a": 0.1}]]}


@pytest.mark.parametrize("value", [datetime(2026, 1, 1, tzinfo=UTC), float("nan"), {1}, "\x00", "\ud800"])
def test_what_json_cannot_hold_is_refused_with_a_word(value: object) -> None:
    with pytest.raises(NotCanonical):
        act(changes={"field": [None, value]})


def test_somebody_must_have_acted() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        act(by="")


def test_many_acts_cost_few_queries() -> None:
    many = [compose(at=NOW, by=AMARA, verb="load", kind="thing", key=str(n), label="x") for n in range(400)]
    with queries() as counted:
        record_many(many)
    assert counted() <= 8
    assert Secret.objects.count() == 400


def test_entries_filled_by_hand_are_treated_alike() -> None:
    entry = Entry(at=NOW, by=AMARA.name, person=5, verb="load", kind="thing", key="1", label="x")
    record_many([entry])
    assert Entry.objects.get().by == ""
    assert history("thing", "1")[0].by == AMARA.name


def test_one_entry_and_three_cost_the_same_to_read() -> None:
    act(subject=5, personal=("label",))
    with queries() as one:
        acts_since("thing", "1", NOW.replace(year=2025))
    act()
    act()
    with queries() as three:
        acts_since("thing", "1", NOW.replace(year=2025))
    assert one() == three() == 2


def test_a_person_is_forgotten_as_actor_and_as_subject_and_nobody_else_is() -> None:
    act(by=Actor("Ben <ben@example.org>", 6), label="Amara Nakato", subject=5, personal=("label",))
    act()
    assert forget_person(person=5) == 2
    newer, older = history("thing", "1")
    assert (newer.by, older.by, older.label) == ("(erased)", "Ben <ben@example.org>", "(erased)")


def test_things_are_forgotten_but_not_who_acted_on_them() -> None:
    act(kind="registration", key="u1", label="Farid", personal=("label",))
    act(kind="registration", key="u2", label="Esra", personal=("label",))
    assert forget_things(kind="registration", keys=["u1"]) == 1
    told = history("registration", "u1")[0]
    assert (told.label, told.by) == ("(erased)", AMARA.name)
    assert history("registration", "u2")[0].label == "Esra"


def test_an_address_without_an_account_is_forgotten_as_a_whole_word_only() -> None:
    act(by="Ann <ann@x.org>", key="a")
    act(by="Jo Ann <joann@x.org>", key="b")
    act(by="office", key="c", changes={"emails": [[], ["ANN@x.org"]]}, personal=("emails",))
    assert forget_value(email="ann@x.org") == 2
    assert history("thing", "a")[0].by == "(erased)"
    assert history("thing", "b")[0].by == "Jo Ann <joann@x.org>"
    assert history("thing", "c")[0].changes["emails"] == ["(erased)", "(erased)"]


@pytest.mark.parametrize("model", [Entry, Seal])
def test_the_database_refuses_to_delete_from_the_record(model: Any) -> None:
    act()
    seal_waiting()
    Secret.objects.all().delete()
    with pytest.raises(DatabaseError, match="can be added to"), transaction.atomic():
        model.objects.all()._raw_delete(using="default")
    assert model.objects.count() == 1


@pytest.mark.parametrize(
    ("model", "change"), [(Entry, {"verb": "other"}), (Seal, {"digest": "0"}), (Secret, {"value": '""'})]
)
def test_the_database_refuses_to_change_the_record(model: Any, change: dict[str, str]) -> None:
    act()
    seal_waiting()
    with pytest.raises(DatabaseError, match="can be added to"), transaction.atomic():
        model.objects.update(**change)


def test_postgresql_refuses_to_truncate_the_record() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(DatabaseError, match="can be added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_entry CASCADE")
