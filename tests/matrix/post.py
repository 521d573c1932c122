"""Who may open what of the room `post`, whose addresses are put together in `year.letters`."""

from django.contrib.auth import get_user_model
from django.utils import timezone

from hanse.post.models import Announcement, Correspondent, Letter, Subscription
from hanse.post.operations.mailbox import keep_letter
from hanse.post.operations.queueing import File
from hanse.post.signing import sign_choices, sign_confirm, sign_stop
from tests.matrix.rows import SECRETARIAT, everybody, only_mina, row, signed_in
from tests.post.making import post

AMARA = row(others=404, amara=200, nobody=302)

ROWS = {
    "letters:all-read": everybody(405),
    "letters:again": only_mina(405),
    "letters:announcement": only_mina(),
    "letters:announcement-cancel": only_mina(405),
    "letters:announcement-count": only_mina(),
    "letters:announcement-edit": only_mina(),
    "letters:announcement-new": only_mina(),
    "letters:announcement-send": only_mina(405),
    "letters:announcement-test": only_mina(405),
    "letters:announcements": only_mina(),
    "letters:choices": signed_in(),
    "letters:choices-by-link": everybody(),
    "letters:confirm": everybody(),
    "letters:file": AMARA,
    "letters:letter": everybody(),
    "letters:mailbox": everybody(),
    "letters:mailbox-empty": everybody(405),
    "letters:mailbox-file": everybody(),
    "letters:mailbox-raw": everybody(),
    "letters:message": only_mina(),
    "letters:messages": only_mina(),
    "letters:notice": AMARA,
    "letters:notices": signed_in(),
    "letters:stop": everybody(),
    "letters:subscribe": everybody(),
    "letters:withdraw": only_mina(405),
    "letters:wording": only_mina(),
    "letters:wordings": only_mina(),
}

POSTS = {name: SECRETARIAT for name, answers in ROWS.items() if answers["amara"] == 403}


def world() -> dict[str, str]:
    """A message to Amara with a file, an announcement, a mail, strangers."""
    amara = get_user_model().objects.get(email="amara@example.org")
    message = post(amara.email, person=amara.pk, files=[File("seat.ics", "text/calendar", b"BEGIN:VCALENDAR")])
    stranger = Correspondent.objects.create(email="stranger@example.net")
    wish = Subscription.objects.create(email="wish@example.net", consent="Yes.", asked_at=timezone.now())
    announcement = Announcement.objects.create(subject="Autumn", body="It comes.", created_at=timezone.now())
    letter = a_letter()
    return {
        "letters:announcement.pk": str(announcement.pk),
        "letters:announcement-cancel.pk": str(announcement.pk),
        "letters:announcement-edit.pk": str(announcement.pk),
        "letters:announcement-send.pk": str(announcement.pk),
        "letters:announcement-test.pk": str(announcement.pk),
        "letters:choices-by-link.token": sign_choices(stranger.uid),
        "letters:confirm.token": sign_confirm(wish.uid),
        "letters:file.pk": str(message.attachments.get().pk),
        "letters:file.uid": str(message.uid),
        "letters:letter.pk": str(letter.pk),
        "letters:mailbox-file.number": "0",
        "letters:mailbox-file.pk": str(letter.pk),
        "letters:mailbox-raw.pk": str(letter.pk),
        "letters:message.pk": str(message.pk),
        "letters:notice.uid": str(message.uid),
        "letters:stop.token": sign_stop(stranger.uid, "post.year-news"),
        "letters:withdraw.pk": str(message.pk),
        "letters:wording.key": "post.digest",
        "letters:wording.language": "ko",
    }


def a_letter() -> Letter:
    """A mail with a file, as the mailbox keeps it."""
    raw = (
        b"From: hanse@localhost\nTo: a@example.org\nSubject: Hello\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nHello.\n"
        b"--b\nContent-Type: text/calendar\nContent-Disposition: attachment; filename=a.ics\n\nBEGIN\n--b--\n"
    )
    return keep_letter(
        sender="hanse@localhost",
        recipients=["a@example.org"],
        subject="Hello",
        words="Hello.",
        raw=raw,
        now=timezone.now(),
    )
