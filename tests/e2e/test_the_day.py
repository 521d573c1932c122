"""The door in a real browser: with a camera, by keyboard, and without a connection."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from hanse.calendar.registration.models import CheckIn, Intake, Registration
from hanse.calendar.registration.operations.door_links import token_of
from hanse.calendar.registration.passes.tokens import seal, ticket_of
from tests.e2e.conftest import CHROMIUM, FLAGS
from tests.e2e.test_journeys import sign_in_as_mina
from tests.e2e.windows import Scheme, axe_faults, in_every_window, open_window
from tests.factories.calendar import make_activity
from tests.factories.registration_day import make_door_link, make_intake, make_registration

pytestmark = [pytest.mark.browser]


@pytest.fixture
def intake(site: str) -> Intake:
    """An activity that is going on."""
    today = timezone.now().date()
    days = f"{today - timedelta(days=1):%d %B %Y} - {today + timedelta(days=1):%d %B %Y}"
    return make_intake(
        make_activity(slug="forum", title="Forum", when=days, venue="Hall"),
        seats=4,
        offers_visa_letter=True,
        arrivals=10_000,  # beyond those whom the factory lets arrive
    )


@pytest.fixture
def phone(chromium: Browser, site: str, intake: Intake) -> Iterator[Page]:
    """A volunteer's phone with a door link, at the door. Faults of the page fail the test."""
    link = make_door_link(intake, label="Gate", expires_at=timezone.now() + timedelta(hours=5))
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    window = context.new_page()
    faults: list[str] = []
    window.on("pageerror", lambda error: faults.append(str(error)))
    window.goto(f"{site}/activities/forum/keep-door/{token_of(link)}/")
    window.get_by_role("button", name="Go to the door").click()
    yield window
    context.close()
    assert not faults


def at_the_door(phone: Page, people: int) -> None:
    """Wait until the list is on the phone."""
    phone.goto(phone.url)
    expect(phone.locator("#door[data-script=on]")).to_be_attached()
    expect(phone.locator("[data-part=expected]")).to_have_text(str(people))
    expect(phone.locator("[data-part=line]")).to_have_text("All is sent.")


def is_kept(phone: Page) -> None:
    """Wait until the worker holds the page."""
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.wait_for_function("caches.match(location.pathname).then((found) => Boolean(found))")
    phone.reload()
    phone.wait_for_function("navigator.serviceWorker.controller !== null")


def scan(phone: Page, one: Registration) -> None:
    """A hand-held reader types the code of a ticket and presses Enter."""
    phone.get_by_label("Name, organisation or number").fill(f"HTTPS://X.EXAMPLE.ORG/T/{seal(ticket_of(one))}")
    phone.keyboard.press("Enter")


def answered(phone: Page, word: str) -> None:
    expect(phone.locator("[data-part=word]")).to_have_text(word)


def sent(phone: Page, inside: int) -> None:
    """Wait until the server has said that so many are in."""
    expect(phone.locator("[data-part=inside]")).to_have_text(str(inside), timeout=30_000)
    expect(phone.locator("[data-part=line]")).to_have_text("All is sent.")


def test_tickets_are_read_without_a_connection_and_sent_once_when_it_is_back(phone: Page, intake: Intake) -> None:
    amara = make_registration(intake, name="Amara Nakato")
    ben = make_registration(intake, name="Ben Okello")
    chloe = make_registration(intake, name="Chloé Martin")
    at_the_door(phone, 3)
    is_kept(phone)
    at_the_door(phone, 3)

    phone.context.set_offline(True)
    scan(phone, amara)
    answered(phone, "In")
    expect(phone.locator("[data-part=name]")).to_have_text("Amara Nakato")
    scan(phone, ben)
    scan(phone, ben)
    answered(phone, "In already")
    expect(phone.locator("[data-part=line]")).to_have_text("No connection. 2 wait to be sent.")
    assert not CheckIn.objects.exists()

    # The phone dies and starts again, still without a connection: nothing is forgotten.
    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Door")
    expect(phone.locator("[data-part=line]")).to_have_text("No connection. 2 wait to be sent.")
    scan(phone, amara)
    answered(phone, "In already")

    # Another device lets somebody in meanwhile, and one of ours as well.
    CheckIn.objects.create(
        registration=ben, key="00000000-0000-4000-8000-000000000001", at=timezone.now(), received_at=timezone.now(),
        by="Mina Park",
    )  # fmt: skip
    scan(phone, chloe)
    expect(phone.locator("[data-part=line]")).to_have_text("No connection. 3 wait to be sent.")

    phone.context.set_offline(False)
    expect(phone.locator("[data-part=line]")).to_have_text("All is sent.", timeout=30_000)
    assert sorted(CheckIn.objects.values_list("registration__name", flat=True)) == [
        "Amara Nakato", "Ben Okello", "Chloé Martin"
    ]  # fmt: skip
    expect(phone.locator("[data-part=look-list]")).to_contain_text("Ben Okello")
    expect(phone.locator("[data-part=look-list]")).to_contain_text("Let in at")
    expect(phone.locator("[data-part=inside]")).to_have_text("3")


def test_a_page_that_was_sent_twice_makes_one_entry(phone: Page, intake: Intake) -> None:
    """The answer is lost on the way: the phone cannot know, and sends again."""
    amara = make_registration(intake, name="Amara Nakato")
    at_the_door(phone, 1)
    lost = []

    def lose(route):  # type: ignore[no-untyped-def]  # Playwright's own
        if not lost and "let-in" in (route.request.post_data or ""):
            lost.append(route.fetch())  # the server has done it
            route.abort()
        else:
            route.continue_()

    phone.context.route(re.compile("/door/sync/"), lose)
    scan(phone, amara)
    for _ in range(100):
        if lost:
            break
        phone.wait_for_timeout(100)
    phone.evaluate("dispatchEvent(new Event('online'))")
    sent(phone, inside=1)
    assert lost
    assert CheckIn.objects.count() == 1
    answered(phone, "In")


def test_forged_foreign_replaced_and_waiting_are_told_apart_without_a_connection(phone: Page, intake: Intake) -> None:
    other = make_registration(make_intake())
    changed = make_registration(intake, name="Before")
    old = seal(ticket_of(changed))
    Registration.objects.filter(pk=changed.pk).update(name="After", revision=2)
    waiting = make_registration(intake, name="Waiting", state="waiting")
    late = make_registration(intake, name="Late")
    forged = old[:60] + ("A" if old[60] != "A" else "B") + old[61:]
    Registration.objects.filter(pk=late.pk).update(state="draft")
    at_the_door(phone, 1)
    phone.context.set_offline(True)
    field = phone.get_by_label("Name, organisation or number")
    for token, word in (
        (forged, "Not a ticket"),
        (seal(ticket_of(other)), "Another activity"),
        (old, "Replaced ticket"),
        (seal(ticket_of(waiting)), "Not confirmed"),
        (seal(ticket_of(late)), "In"),
    ):
        field.fill(token)
        field.press("Enter")
        answered(phone, word)
    expect(phone.locator("[data-part=says]")).to_contain_text("newer than the list on this phone")
    Registration.objects.filter(pk=late.pk).update(state="confirmed")
    phone.context.set_offline(False)
    expect(phone.locator("[data-part=line]")).to_have_text("All is sent.", timeout=30_000)
    assert list(CheckIn.objects.values_list("registration__name", flat=True)) == ["Late"]


def test_by_keyboard_alone_somebody_is_found_let_in_and_taken_back(phone: Page, intake: Intake) -> None:
    make_registration(intake, name="Nguyễn Thị Minh Khai")
    at_the_door(phone, 1)
    phone.get_by_label("Name, organisation or number").focus()
    phone.keyboard.type("nguyen")
    phone.keyboard.press("Enter")
    expect(phone.locator("[data-part=found] li")).to_have_count(1)
    phone.locator("[data-part=found] button").focus()
    phone.keyboard.press("Enter")
    answered(phone, "In")
    sent(phone, inside=1)
    assert CheckIn.objects.get().way == "found"
    phone.locator("[data-part=undo]").focus()
    phone.keyboard.press("Space")
    expect(phone.locator("[data-part=answer]")).to_be_hidden()
    sent(phone, inside=0)
    assert CheckIn.objects.get().undone_at is not None


def test_a_guest_beyond_the_seats_comes_in_with_a_word(phone: Page, intake: Intake) -> None:
    for _ in range(4):
        make_registration(intake)
    at_the_door(phone, 4)
    phone.get_by_text("A guest who is not on the list").click()
    phone.get_by_label("Name", exact=True).fill("Gita Rao")
    phone.get_by_role("button", name="Register and let in").click()
    answered(phone, "No seat is left")
    phone.get_by_label("Let in all the same; why?").fill("The mayor asked")
    phone.get_by_role("button", name="Let in", exact=True).click()
    answered(phone, "In")
    sent(phone, inside=1)
    assert CheckIn.objects.get().note == "The mayor asked"
    assert Registration.objects.get(is_walk_in=True).name == "Gita Rao"


def a_guest(phone: Page, name: str, email: str = "") -> None:
    """Register somebody who is not on the list."""
    if phone.locator("[data-part=guests]").get_attribute("open") is None:
        phone.get_by_text("A guest who is not on the list").click()
    phone.get_by_label("Name", exact=True).fill(name)
    phone.get_by_label("E-mail").fill(email)
    phone.get_by_role("button", name="Register and let in").click()


def undecided(phone: Page) -> Locator:
    return phone.locator("[data-part=look-list] > li:visible")


def test_guests_whom_the_server_refuses_stay_by_name_until_somebody_has_decided(phone: Page, intake: Intake) -> None:
    make_registration(intake)
    at_the_door(phone, 1)
    is_kept(phone)
    at_the_door(phone, 1)
    phone.context.set_offline(True)
    for name in ("Gita Rao", "Hana Sato", "Ivo Kral"):
        a_guest(phone, name)
        answered(phone, "In")
    # Meanwhile others took the seats.
    for _ in range(3):
        make_registration(intake)
    phone.context.set_offline(False)
    expect(phone.locator("[data-part=line]")).to_have_text("All is sent.", timeout=30_000)
    answered(phone, "No seat is left")
    expect(phone.locator("[data-part=name]")).to_have_text("Ivo Kral")
    expect(undecided(phone)).to_have_count(2)
    # The next search takes the large answer away, and nobody is lost.
    phone.get_by_label("Name, organisation or number").fill("per")
    expect(undecided(phone)).to_have_count(3)
    phone.reload()
    expect(undecided(phone)).to_have_count(3)
    expect(phone.locator("[data-part=look-list]")).to_contain_text("Ivo Kral")

    gita = undecided(phone).filter(has_text="Gita Rao").first
    gita.get_by_label("Why they are let in").fill("The mayor asked")
    gita.get_by_role("button", name="Let in all the same").click()
    answered(phone, "In")
    sent(phone, inside=1)
    undecided(phone).filter(has_text="Hana Sato").get_by_role("button", name="Send away").click()
    expect(undecided(phone)).to_have_count(1)
    phone.reload()
    expect(undecided(phone)).to_have_count(1)
    expect(undecided(phone)).to_contain_text("Ivo Kral")
    assert list(CheckIn.objects.values_list("registration__name", "note")) == [("Gita Rao", "The mayor asked")]


def test_without_a_connection_the_phone_says_itself_that_no_seat_is_left(phone: Page, intake: Intake) -> None:
    for _ in range(3):
        make_registration(intake)
    at_the_door(phone, 3)
    phone.context.set_offline(True)
    a_guest(phone, "Gita Rao")
    answered(phone, "In")
    a_guest(phone, "Hana Sato")
    answered(phone, "No seat is left")
    expect(phone.locator("[data-part=name]")).to_have_text("Hana Sato")
    expect(phone.locator("[data-part=says]")).to_contain_text("By the count of this phone")
    phone.get_by_label("Let in all the same; why?").fill("She speaks at ten")
    phone.get_by_role("button", name="Let in", exact=True).click()
    answered(phone, "In")
    a_guest(phone, "Ivo Kral")
    answered(phone, "No seat is left")
    phone.get_by_role("button", name="Send away").first.click()
    expect(phone.locator("[data-part=answer]")).to_be_hidden()
    expect(undecided(phone)).to_have_count(0)
    phone.context.set_offline(False)
    sent(phone, inside=2)
    expect(undecided(phone)).to_have_count(0)
    assert sorted(CheckIn.objects.values_list("registration__name", flat=True)) == ["Gita Rao", "Hana Sato"]


def test_a_guest_with_a_bad_address_is_told_at_once_and_nothing_written_is_lost(phone: Page, intake: Intake) -> None:
    at_the_door(phone, 0)
    phone.context.set_offline(True)
    a_guest(phone, "Gita Rao", "nonsense")
    expect(phone.locator("[data-part=guest-says]")).to_contain_text("“nonsense” is not an e-mail address")
    expect(phone.get_by_label("Name", exact=True)).to_have_value("Gita Rao")
    expect(phone.get_by_label("E-mail")).to_be_focused()
    expect(phone.locator("[data-part=answer]")).to_be_hidden()
    # What only the server knows to be wrong comes back, with the reason, to be put right.
    a_guest(phone, "Gita Rao", "gita..rao@example.org")
    answered(phone, "In")
    phone.context.set_offline(False)
    expect(phone.locator("[data-part=word]")).to_have_text("Not understood", timeout=30_000)
    expect(phone.locator("[data-part=says]")).to_contain_text("E-mail: Enter a valid email address.")
    phone.reload()
    undecided(phone).get_by_role("button", name="Correct it").click()
    expect(phone.get_by_label("Name", exact=True)).to_have_value("Gita Rao")
    a_guest(phone, "Gita Rao", "gita@example.org")
    answered(phone, "In")
    sent(phone, inside=1)
    expect(undecided(phone)).to_have_count(0)
    assert Registration.objects.get().email == "gita@example.org"


def test_a_new_search_takes_the_answer_of_before_away(phone: Page, intake: Intake) -> None:
    amara = make_registration(intake, name="Amara Nakato")
    make_registration(intake, name="Ben Okello")
    at_the_door(phone, 2)
    scan(phone, amara)
    answered(phone, "In")
    field = phone.get_by_label("Name, organisation or number")
    field.fill("okello")
    expect(phone.locator("[data-part=answer]")).to_be_hidden()
    field.press("Enter")
    phone.get_by_role("button", name="Let in", exact=True).click()
    answered(phone, "In")
    expect(phone.locator("[data-part=found]")).to_contain_text("Let in at")
    expect(phone.locator("[data-part=found] button:visible")).to_have_count(0)
    # A damaged address of a ticket is no name.
    field.fill("HTTP://127.0.0.1:8154/T/XXXX")
    field.press("Enter")
    answered(phone, "Not a ticket")
    expect(phone.locator("[data-part=name]")).to_be_hidden()
    expect(phone.locator("[data-part=found-none]")).to_be_hidden()


def test_a_door_that_is_taken_back_forgets_the_list_and_keeps_what_waits(
    phone: Page, intake: Intake, site: str
) -> None:
    amara = make_registration(intake, name="Amara Nakato")
    at_the_door(phone, 1)
    phone.context.set_offline(True)
    scan(phone, amara)
    answered(phone, "In")
    intake.door_links.update(revoked_at=timezone.now())
    phone.context.set_offline(False)
    # The line says so offline already: that the server refuses is seen by the list, which the phone forgets then.
    phone.wait_for_function("HanseQueue.open('forum').then((queue) => queue.get('roll')).then((roll) => !roll)")
    expect(phone.locator("[data-part=line]")).to_contain_text("Still to be sent: 1", timeout=30_000)
    link = make_door_link(intake, label="Gate 2", expires_at=timezone.now() + timedelta(hours=5))
    phone.goto(f"{site}/activities/forum/keep-door/{token_of(link)}/")
    phone.get_by_role("button", name="Go to the door").click()
    sent(phone, inside=1)
    assert CheckIn.objects.get().by == "Door: Gate 2"


def test_the_door_works_without_scripts(chromium: Browser, site: str, intake: Intake) -> None:
    link = make_door_link(intake, expires_at=timezone.now() + timedelta(hours=5))
    make_registration(intake, name="Amara Nakato")
    context = chromium.new_context(java_script_enabled=False)
    window = context.new_page()
    window.goto(f"{site}/activities/forum/keep-door/{token_of(link)}/")
    window.get_by_role("button", name="Go to the door").click()
    window.get_by_label("Name, organisation or number").fill("nakato")
    window.get_by_role("button", name="Find").click()
    window.get_by_role("button", name=re.compile("Let in ?: Amara Nakato")).click()
    expect(window.get_by_role("status").first).to_contain_text("Amara Nakato: In.")
    assert CheckIn.objects.count() == 1
    window.get_by_role("button", name=re.compile("Undo ?: Amara Nakato")).first.click()
    assert CheckIn.objects.get().undone_at is not None
    context.close()


@pytest.fixture
def filmed(tmp_path: Path, chromium: Browser, intake: Intake) -> Iterator[tuple[BrowserContext, Registration]]:
    """A browser whose camera sees the ticket of somebody."""
    from PIL import Image

    from hanse.calendar.registration.passes.files import ticket_png

    one = make_registration(intake, name="Amara Nakato")
    (tmp_path / "ticket.png").write_bytes(ticket_png(one))
    picture = Image.open(tmp_path / "ticket.png").convert("RGB")
    picture.thumbnail((640, 640))
    frame = Image.new("RGB", (640, 640), "white")
    frame.paste(picture, ((640 - picture.width) // 2, 0))
    film = tmp_path / "camera.mjpeg"
    frame.save(tmp_path / "frame.jpg", quality=95)
    film.write_bytes((tmp_path / "frame.jpg").read_bytes() * 3)
    flags = [*FLAGS, "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}"]  # fmt: skip
    browser = chromium.browser_type.launch(executable_path=str(CHROMIUM), args=flags)
    yield browser.new_context(permissions=["camera"]), one
    browser.close()


def test_the_camera_reads_a_ticket(filmed: tuple[BrowserContext, Registration], site: str, intake: Intake) -> None:
    """Where the browser has no detector of its own, as here on Linux, by the decoder that we ship."""
    context, one = filmed
    link = make_door_link(intake, expires_at=timezone.now() + timedelta(hours=5))
    window = context.new_page()
    window.goto(f"{site}/activities/forum/keep-door/{token_of(link)}/")
    window.get_by_role("button", name="Go to the door").click()
    expect(window.locator("[data-part=expected]")).to_have_text("1")
    window.get_by_role("button", name="Read tickets with the camera").click()
    expect(window.locator("[data-part=word]")).to_have_text("In", timeout=20_000)
    expect(window.locator("[data-part=name]")).to_have_text("Amara Nakato")
    sent(window, inside=1)
    assert CheckIn.objects.get().way == "scanned"
    window.get_by_role("button", name="Stop the camera").click()
    assert one.check_ins.count() == 1


@pytest.mark.parametrize("width", [1280, 390])
def test_a_name_without_a_space_pushes_nothing_away(site: str, chromium: Browser, intake: Intake, width: int) -> None:
    one = make_registration(intake, name="M" * 300)
    context = chromium.new_context(viewport={"width": width, "height": 900})
    window = context.new_page()
    sign_in_as_mina(window, site)
    for address in ("/activities/forum/registration/", "/activities/forum/attendance/"):
        window.goto(site + address)
        table = window.locator("table")
        assert table.evaluate("table => table.scrollWidth <= table.parentElement.clientWidth"), address
    window.goto(f"{site}/registrations/{one.uid}/ticket/")
    box = window.locator(".ticket__code").bounding_box()
    assert box
    assert abs(box["width"] - box["height"]) < 1
    assert window.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@in_every_window
def test_axe_finds_nothing_on_the_pages_of_the_day(
    site: str, chromium: Browser, intake: Intake, width: int, scheme: Scheme
) -> None:
    one = make_registration(intake, name="Maria " * 50)
    make_registration(intake, name="김대중", attendance="online")
    make_door_link(intake, expires_at=timezone.now() + timedelta(hours=5))
    CheckIn.objects.create(
        registration=one,
        key="00000000-0000-4000-8000-000000000001",
        at=timezone.now(),
        received_at=timezone.now(),
        by="x",
    )
    window = open_window(chromium, width, scheme)
    sign_in_as_mina(window, site)
    found = []
    for address in (
        "/activities/forum/day/", "/activities/forum/door/", "/activities/forum/door/?q=maria", "/verify/",
        "/activities/forum/attendance/", "/activities/forum/attendance/?show=not-joined", "/activities/forum/badges/",
        "/activities/forum/export/", "/activities/forum/feedback/", "/activities/forum/feedback/questions/",
        f"/registrations/{one.uid}/ticket/", f"/registrations/{one.uid}/visa-letter/",
        f"/registrations/{one.uid}/certificate/",
    ):  # fmt: skip
        response = window.goto(site + address)
        assert response, address
        assert response.status in (200, 404), address
        assert window.evaluate("document.documentElement.scrollWidth") <= width, address
        found += axe_faults(window, address)
    window.context.close()
    assert not found, "\n".join(found)
