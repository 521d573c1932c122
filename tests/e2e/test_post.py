"""The post as people meet it: a stranger subscribes, the secretariat announces, somebody chooses by keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test.utils import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from hanse.accounts.models import User
from hanse.accounts.operations import add_person, make_link
from hanse.post.choices import Delivery
from hanse.post.models import Announcement, Correspondent, Letter, Message, Subscription
from hanse.post.signing import sign_choices, sign_confirm, sign_stop
from hanse.post.working import Postman
from tests.e2e.windows import Scheme, axe_faults, in_every_window, open_window
from tests.post.making import NEWS, post

pytestmark = [pytest.mark.browser]


@pytest.fixture
def mailbox(site: str) -> Any:
    """The house as a demonstration sends: into its own mailbox, with links that lead to this server."""
    with override_settings(EMAIL_BACKEND="hanse.post.backends.mailbox.EmailBackend", BASE_URL=site):
        yield site


def sign_in(window: Page, site: str, role: str = "secretariat") -> User:
    person = add_person(
        email="mina@example.org", name="Mina Park", role=role, by="tests", now=timezone.now(), is_example=True
    )
    window.goto(f"{site}/accounts/link/{make_link(user=person)}/")
    window.get_by_role("button", name="Sign in").click()
    return person


def test_a_stranger_subscribes_and_stops_again(mailbox: str, page: Page) -> None:
    page.goto(mailbox + "/post/subscribe/")
    page.get_by_label("E-mail address").fill("reader@example.net")
    page.get_by_label("Send me the news of the year").check()
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mailbox")
    Postman(until_empty=True).run()
    page.goto(mailbox + "/post/mailbox/")
    page.get_by_role("link", name="Do you want the news of the year?").click()
    page.get_by_role("link", name="Yes, send them to me").click()
    page.get_by_role("button", name="Yes, send them to me").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are subscribed")
    row = Correspondent.objects.get(email="reader@example.net")
    page.goto(f"{mailbox}/post/stop/{sign_stop(row.uid, 'post.year-news')}/")
    page.get_by_role("button", name="Stop them").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It is stopped")
    assert Subscription.objects.get().ended_at is not None


def test_the_secretariat_counts_before_it_sends(mailbox: str, page: Page) -> None:
    sign_in(page, mailbox)
    page.goto(mailbox + "/post/announcements/new/")
    page.get_by_label("Subject", exact=True).fill("Hello {name}")
    page.get_by_label("Text", exact=True).fill("Dear {name},\n\nthe year **begins**.")
    page.get_by_role("group", name="Part in the house").get_by_role("checkbox", name="Secretariat").check()
    expect(page.get_by_role("status").filter(has_text="1 reader")).to_be_visible()
    page.get_by_role("button", name="Keep the draft").click()
    expect(page.get_by_text("1 reader", exact=True)).to_be_visible()
    page.get_by_role("button", name="Send it now").click()
    Postman(until_empty=True).run()
    page.reload()
    expect(page.get_by_text("1 of 1 messages written")).to_be_visible()
    page.get_by_role("link", name="Notices").click()
    page.get_by_role("link", name="Hello Mina Park").click()
    expect(page.get_by_text("the year begins.")).to_be_visible()


def test_somebody_chooses_by_keyboard_alone(mailbox: str, page: Page) -> None:
    user = sign_in(page, mailbox, role="person")
    page.goto(mailbox + "/post/choices/")
    page.get_by_label("Language of messages").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # once a day
    page.keyboard.press("ArrowDown")  # once a week
    while page.evaluate("document.activeElement.name") != "refuses_all":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kept. It counts from the next message on.")).to_be_visible()
    row = Correspondent.objects.get(person=user)
    assert (row.rhythm, row.refuses_all) == ("weekly", True)


@in_every_window
def test_axe_finds_nothing_in_the_post(mailbox: str, chromium: Browser, width: int, scheme: Scheme) -> None:
    window = open_window(chromium, width, scheme)
    user = sign_in(window, mailbox)
    one = post(user.email, person=user.pk, name="A name of sixty letters, as some offices have it, and longer")
    broken = post("gone@example.org", kind=NEWS)
    Message.objects.filter(pk=broken.pk).update(delivery=Delivery.BOUNCED, fault="full", maybe_doubled=True, attempts=2)
    wish = Subscription.objects.create(email="wish@example.net", consent="Yes.", asked_at=timezone.now())
    draft = Announcement.objects.create(subject="Autumn", body="It comes.", created_at=timezone.now())
    gone = Announcement.objects.create(subject="Gone", body="It went.", created_at=timezone.now(), state="sent")
    Postman(until_empty=True).run()
    row = Correspondent.objects.get(person=user)
    found = []
    for address in (
        "/post/", f"/post/{one.uid}/", "/post/choices/", f"/post/choices/{sign_choices(row.uid)}/",
        f"/post/stop/{sign_stop(row.uid, NEWS.key)}/", "/post/stop/nonsense/", "/post/subscribe/",
        f"/post/subscribe/{sign_confirm(wish.uid)}/", "/post/messages/", f"/post/messages/{broken.pk}/", "/post/words/",
        "/post/words/post.digest/ko/", "/post/announcements/", "/post/announcements/new/", f"/post/announcements/{draft.pk}/",
        f"/post/announcements/{draft.pk}/edit/", f"/post/announcements/{gone.pk}/", "/post/mailbox/",
        f"/post/mailbox/{Letter.objects.latest('pk').pk}/",
    ):  # fmt: skip
        response = window.goto(mailbox + address)
        assert response, address
        assert response.status in (200, 410), address
        assert window.evaluate("document.documentElement.scrollWidth") <= width, address
        found += axe_faults(window, address)
    window.context.close()
    assert not found, "\n".join(found)
