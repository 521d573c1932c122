"""People are let in once, by a ticket or a name, whatever comes twice, late, or from a clock that is wrong."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from hanse.audit.models import Entry
from hanse.audit.queries import history
from hanse.calendar.registration.choices_day import Verdict
from hanse.calendar.registration.models import CheckIn, Intake, Registration
from hanse.calendar.registration.operations.checking_in import (
    Outcome,
    Scan,
    check_in,
    mark_online,
    undo_check_in,
)
from hanse.calendar.registration.operations.syncing import Act, carry_out
from hanse.calendar.registration.operations.walking_in import Guest, register_walk_in
from hanse.calendar.registration.passes.tokens import seal, ticket_of
from tests.factories.calendar import make_activity
from tests.factories.registration_day import AFTER, DURING, make_intake, make_registration

pytestmark = pytest.mark.django_db
GUEST = Guest(name="Gita Rao", email="gita@example.org", organisation_name="Pune")


def scan(one: Registration | None = None, **fields: Any) -> Scan:
    """A scan of somebody's ticket, now, by a clock that is right."""
    fields.setdefault("key", uuid4())
    fields.setdefault("at", DURING)
    fields.setdefault("sent_at", DURING)
    if one is not None and "uid" not in fields:
        fields.setdefault("ticket", seal(ticket_of(one)))
    return Scan(**fields)


def let_in(intake: Intake, what: Scan, now: datetime = DURING) -> Outcome:
    return check_in(intake=intake, scan=what, by="Door: Main entrance", now=now)


def test_a_good_ticket_lets_one_person_in() -> None:
    one = make_registration()
    outcome = let_in(one.intake, scan(one))
    assert outcome.verdict == Verdict.IN
    entered = CheckIn.objects.get()
    assert (entered.registration, entered.way, entered.by) == (one, "scanned", "Door: Main entrance")


def test_the_record_names_the_act_and_keeps_the_name_erasable() -> None:
    one = make_registration(make_intake(make_activity(title="Forum")), name="Amara Nakato")
    let_in(one.intake, scan(one))
    entry = history("registration", str(one.uid))[0]
    assert (entry.verb, entry.by, entry.label) == ("check-in", "Door: Main entrance", "Amara Nakato: Forum")


def test_the_same_scan_sent_twice_is_one_and_gets_the_same_answer() -> None:
    one = make_registration()
    what = scan(one)
    first, second = let_in(one.intake, what), let_in(one.intake, what, DURING + timedelta(minutes=5))
    assert (first.verdict, second.verdict) == (Verdict.IN, Verdict.IN)
    assert CheckIn.objects.count() == 1
    assert Entry.objects.filter(verb="check-in").count() == 1


def test_a_second_device_hears_that_they_are_in_since_when_and_by_whom() -> None:
    one = make_registration()
    let_in(one.intake, scan(one))
    outcome = let_in(one.intake, scan(one, at=DURING + timedelta(minutes=9)))
    assert outcome.verdict == Verdict.ALREADY
    assert outcome.check_in is not None
    assert outcome.check_in.entered_at == DURING
    assert CheckIn.objects.count() == 1


def test_of_two_offline_devices_the_first_to_send_counts_and_the_other_is_told() -> None:
    """The one that let them in earlier, by its clock, sends later."""
    one = make_registration()
    early, late = scan(one, at=DURING - timedelta(minutes=5)), scan(one, at=DURING)
    assert let_in(one.intake, late).verdict == Verdict.IN
    assert let_in(one.intake, early).verdict == Verdict.ALREADY


def test_a_name_lets_in_as_a_ticket_does() -> None:
    one = make_registration()
    assert let_in(one.intake, scan(uid=one.uid)).verdict == Verdict.IN
    assert CheckIn.objects.get().way == "found"


def test_a_cancelled_registration_is_refused_though_the_ticket_was_printed_before() -> None:
    one = make_registration()
    what = scan(one)
    one.state = "cancelled"
    one.save()
    assert let_in(one.intake, what).verdict == Verdict.NOT_CONFIRMED
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("changed", [{"name": "Somebody Else"}, {"email": "else@example.org"}])
def test_a_ticket_of_before_a_change_is_replaced(changed: dict[str, str]) -> None:
    one = make_registration()
    what = scan(one)
    Registration.objects.filter(pk=one.pk).update(**changed)
    outcome = let_in(one.intake, what)
    assert outcome.verdict == Verdict.REPLACED
    assert outcome.registration is not None


def test_an_answer_that_has_changed_leaves_the_ticket_good() -> None:
    one = make_registration()
    what = scan(one)
    Registration.objects.filter(pk=one.pk).update(answers={"diet": "vegan"}, revision=9, office="Mayor")
    assert let_in(one.intake, what).verdict == Verdict.IN


def test_a_ticket_for_another_activity_is_foreign() -> None:
    one, other = make_registration(), make_intake()
    assert let_in(other, scan(one)).verdict == Verdict.FOREIGN


def test_a_forged_ticket_lets_nobody_in() -> None:
    one = make_registration()
    token = seal(ticket_of(one))
    outcome = let_in(one.intake, scan(ticket=token[:50] + ("A" if token[50] != "A" else "B") + token[51:]))
    assert outcome.verdict == Verdict.FORGED
    assert not CheckIn.objects.exists()


def test_a_good_ticket_of_somebody_who_was_removed_is_unknown() -> None:
    one = make_registration()
    what, intake = scan(one), one.intake
    one.delete()
    assert let_in(intake, what).verdict == Verdict.UNKNOWN


@pytest.mark.parametrize("state", ["asked", "waiting", "offered", "declined", "lapsed", "draft"])
def test_who_is_not_confirmed_is_not_let_in(state: str) -> None:
    one = make_registration(state=state, answer_by_at=DURING)
    wanted = Verdict.UNKNOWN if state == "draft" else Verdict.NOT_CONFIRMED
    assert let_in(one.intake, scan(uid=one.uid)).verdict == wanted


def test_who_comes_online_has_no_seat_in_the_hall() -> None:
    one = make_registration(attendance="online")
    assert let_in(one.intake, scan(uid=one.uid)).verdict == Verdict.ONLINE


@pytest.mark.parametrize("state", ["asked", "waiting", "offered", "cancelled", "lapsed"])
def test_a_word_lets_in_against_the_list_and_stays_on_record(state: str) -> None:
    one = make_registration(state=state, answer_by_at=DURING)
    assert let_in(one.intake, scan(uid=one.uid, word="two did not come")).verdict == Verdict.IN
    one.refresh_from_db()
    assert (one.state, one.revision) == ("confirmed", 2)
    assert CheckIn.objects.get().note == "two did not come"
    entry = history("registration", str(one.uid))[0]
    assert entry.changes["state"] == [state, "confirmed"]
    assert entry.note == "two did not come"


def test_no_word_lets_in_whom_the_secretariat_did_not_approve() -> None:
    one = make_registration(state="declined")
    assert let_in(one.intake, scan(uid=one.uid, word="please")).verdict == Verdict.NOT_CONFIRMED
    one.refresh_from_db()
    assert one.state == "declined"


def test_a_word_for_somebody_who_registered_again_points_to_that_registration() -> None:
    old = make_registration(state="cancelled", email="amara@example.org")
    make_registration(old.intake, email="amara@example.org")
    assert let_in(old.intake, scan(uid=old.uid, word="they say so")).verdict == Verdict.KNOWN


def test_a_clock_that_is_wrong_is_kept_and_put_right() -> None:
    """The phone is three hours fast; it let somebody in twenty minutes before it could send."""
    one = make_registration()
    fast = timedelta(hours=3)
    let_in(one.intake, scan(one, at=DURING + fast - timedelta(minutes=20), sent_at=DURING + fast))
    entered = CheckIn.objects.get()
    assert entered.at == DURING + fast - timedelta(minutes=20)
    assert entered.skew_seconds == 3 * 3600
    assert entered.entered_at == DURING - timedelta(minutes=20)
    assert entered.received_at == DURING


def test_a_clock_that_was_never_set_gives_an_hour_that_can_be_shown() -> None:
    one = make_registration()
    let_in(one.intake, scan(one, at=datetime(1970, 1, 1, tzinfo=UTC), sent_at=datetime(1970, 1, 1, 0, 10, tzinfo=UTC)))
    assert CheckIn.objects.get().entered_at <= DURING


def test_an_entry_is_never_in_the_future() -> None:
    one = make_registration()
    let_in(one.intake, scan(one, at=DURING + timedelta(days=400), sent_at=DURING))
    assert CheckIn.objects.get().entered_at == DURING


def test_an_entry_is_taken_back_once_and_the_person_can_come_again() -> None:
    one = make_registration()
    what = scan(one)
    let_in(one.intake, what)
    for _ in range(2):
        assert undo_check_in(intake=one.intake, key=what.key, by="test", now=DURING).verdict == Verdict.UNDONE
    assert Entry.objects.filter(verb="undo").count() == 1
    assert let_in(one.intake, what).verdict == Verdict.UNDONE
    assert let_in(one.intake, scan(one)).verdict == Verdict.IN


def test_undoing_what_was_never_let_in_undoes_nothing_of_others() -> None:
    one = make_registration()
    let_in(one.intake, scan(one))
    refused = scan(one)
    let_in(one.intake, refused)
    assert undo_check_in(intake=one.intake, key=refused.key, by="test", now=DURING).verdict == Verdict.UNKNOWN
    assert CheckIn.objects.filter(undone_at__isnull=True).count() == 1


def test_a_key_of_another_activity_tells_nothing() -> None:
    one, other = make_registration(), make_registration()
    what = scan(one)
    let_in(one.intake, what)
    outcome = let_in(other.intake, scan(other, key=what.key))
    assert (outcome.verdict, outcome.registration) == (Verdict.UNREADABLE, None)


def test_somebody_can_be_online_first_and_in_the_hall_afterwards() -> None:
    one = make_registration()
    assert mark_online(intake=one.intake, uid=one.uid, key=uuid4(), by="test", now=DURING).verdict == Verdict.IN
    assert let_in(one.intake, scan(one)).verdict == Verdict.IN
    assert mark_online(intake=one.intake, uid=one.uid, key=uuid4(), by="test", now=DURING).verdict == Verdict.ALREADY
    assert sorted(CheckIn.objects.values_list("attendance", flat=True)) == ["in-person", "online"]


def test_who_is_not_confirmed_cannot_have_been_online() -> None:
    one = make_registration(state="waiting")
    outcome = mark_online(intake=one.intake, uid=one.uid, key=uuid4(), by="test", now=DURING)
    assert outcome.verdict == Verdict.NOT_CONFIRMED


def walk_in(intake: Intake, what: Scan, guest: Guest = GUEST) -> Outcome:
    return register_walk_in(intake=intake, scan=what, guest=guest, by="test", now=DURING)


def test_a_guest_is_registered_and_let_in_at_once() -> None:
    intake = make_intake(arrivals=4)
    outcome = walk_in(intake, scan())
    assert outcome.verdict == Verdict.IN
    made = Registration.objects.get()
    assert (made.name, made.state, made.is_walk_in, made.arrival) == ("Gita Rao", "confirmed", True, 5)
    assert made.check_ins.get().way == "walk-in"


def test_a_guest_sent_twice_is_one_person() -> None:
    intake, what = make_intake(), scan()
    assert [walk_in(intake, what).verdict for _ in range(3)] == [Verdict.IN] * 3
    assert Registration.objects.count() == 1


def test_a_guest_without_a_seat_needs_a_word() -> None:
    intake = make_intake(seats=1)
    make_registration(intake)
    assert walk_in(intake, scan()).verdict == Verdict.FULL
    assert walk_in(intake, scan(word="the mayor asked")).verdict == Verdict.IN
    entry = history("registration", str(Registration.objects.get(is_walk_in=True).uid))[0]
    assert entry.note == "the mayor asked"
    assert entry.changes["seats_left"] == ["0", "0"]


def test_a_guest_who_is_on_the_list_is_not_registered_again() -> None:
    listed = make_registration(email="gita@example.org", state="waiting")
    outcome = walk_in(listed.intake, scan())
    assert outcome.verdict == Verdict.KNOWN
    assert outcome.registration == listed


def test_guests_without_an_address_do_not_stand_in_each_others_way() -> None:
    intake = make_intake()
    for name in ("One", "Two"):
        assert walk_in(intake, scan(), Guest(name=name)).verdict == Verdict.IN


def carried(intake: Intake, act: Act, shown_at: datetime) -> Outcome:
    return carry_out(intake=intake, act=act, by="test", now=DURING, shown_at=shown_at)


def test_before_the_door_opens_everything_is_a_rehearsal() -> None:
    one = make_registration()
    early = DURING - timedelta(days=30)
    outcome = carried(one.intake, Act(scan=scan(one)), early)
    assert (outcome.verdict, outcome.registration, outcome.check_in) == (Verdict.EARLY, one, None)
    assert carried(one.intake, Act(scan=scan(), guest=GUEST), early).verdict == Verdict.EARLY
    assert not CheckIn.objects.exists()
    assert Registration.objects.count() == 1
    assert not Entry.objects.exists()


def test_a_rehearsal_finds_fault_as_the_day_does() -> None:
    one = make_registration(state="waiting")
    outcome = carried(one.intake, Act(scan=scan(uid=one.uid)), DURING - timedelta(days=30))
    assert outcome.verdict == Verdict.NOT_CONFIRMED


def test_a_phone_from_the_drawer_may_send_for_a_week() -> None:
    one, other = make_registration(), make_registration()
    assert carried(one.intake, Act(scan=scan(one)), AFTER + timedelta(days=5)).verdict == Verdict.IN
    assert carried(other.intake, Act(scan=scan(other)), AFTER + timedelta(days=8)).verdict == Verdict.CLOSED


def test_the_door_of_a_day_that_nobody_has_fixed_stays_a_rehearsal() -> None:
    one = make_registration(make_intake(make_activity(when="Mar")))
    assert carried(one.intake, Act(scan=scan(one)), DURING).verdict == Verdict.EARLY


def test_an_undo_answers_under_its_own_key() -> None:
    one = make_registration()
    what = scan(one)
    carried(one.intake, Act(scan=what), DURING)
    undo = scan()
    outcome = carried(one.intake, Act(scan=undo, undoes=what.key), DURING)
    assert (outcome.verdict, outcome.key) == (Verdict.UNDONE, undo.key)


def test_names_of_every_kind_are_let_in() -> None:
    for name in ("김대중", "محمد بن عبد الله", 'O\'Brien "Bob" <b>', "x" * 300, ""):
        one = make_registration(name=name)
        assert let_in(one.intake, replace(scan(one), key=UUID(int=uuid4().int))).verdict == Verdict.IN
