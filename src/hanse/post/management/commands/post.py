"""`hanse post`: how the post is doing, and what came back."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hanse.post.bounces import read_reports
from hanse.post.operations.bouncing import note_report
from hanse.post.queries.status import Status, post_status
from hanse.ui import clock

LARGEST = 5 * 1024 * 1024  # octets; a report with the whole message in it


class Command(BaseCommand):
    """Two acts: `status` and `bounce`."""

    help = (
        "`status` says what waits, what did not arrive and what may have arrived twice; it ends with 1 when no mail "
        "server is set, the mail server does not answer or refuses everything, a message that could go has waited for "
        "five minutes, or no worker has looked for as long. `bounce` reads one mail that came back from standard input, as a mail server "
        "pipes it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which act."""
        parser.add_argument("act", choices=["status", "bounce"], help="what to do")
        parser.add_argument("--json", action="store_true", help="say it so that programs can read it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        if options["act"] == "bounce":
            self.bounce()
        else:
            self.status(as_json=options["json"])

    def bounce(self) -> None:
        """Read one mail, and keep what it reports."""
        raw = sys.stdin.buffer.read(LARGEST)
        if not raw.strip():
            raise CommandError("Nothing came in. Feed it one mail: hanse post bounce < message")
        reports = read_reports(raw)
        if not reports:
            self.stdout.write("This is no report of delivery. Nothing is changed.")
        for one in reports:
            row = note_report(
                uid=one.uid,
                recipient=one.recipient,
                action=one.action,
                status=one.status,
                words=one.words,
                now=clock.stamp(),
            )
            about = f"message {row.pk}" if row else "no message of ours"
            self.stdout.write(f"{one.action} {one.status}: {one.recipient or 'somebody'}, {about}")

    def status(self, *, as_json: bool) -> None:
        """Say how it is."""
        status = post_status(now=clock.now(), stamp=clock.stamp())
        if as_json:
            self.stdout.write(json.dumps(asdict(status), default=str))
        else:
            for name, count in status.counts.items():
                self.stdout.write(f"{name}: {count}")
            self.stdout.write(f"waiting longer than five minutes: {status.overdue}")
            self.stdout.write(f"mail server cannot be reached: {status.unreachable}")
            self.stdout.write(f"did not arrive within a week: {status.not_arrived}")
            share = f" of {status.handed_over} that were handed over" if status.handed_over else ""
            self.stdout.write(f"may have arrived twice: {status.maybe_doubled}{share}")
            self.stdout.write(f"tasks: {', '.join(f'{n} {s.lower()}' for s, n in status.tasks.items()) or 'none'}")
            self.stdout.write(f"a worker last looked at: {status.last_tick_at or 'never'}")
        if says := _what_is_wrong(status):
            raise CommandError(says)


def _what_is_wrong(status: Status) -> str:
    """What keeps messages from going out, worst first, and what to do; empty while all is well."""
    if status.is_kept_in:
        return "No mail server is set, so nothing leaves the house. Set HANSE_EMAIL_URL."
    if status.is_silent:
        return "No worker has looked for five minutes. Start one: hanse worker"
    if status.unreachable:
        return f"The mail server does not answer; messages that wait for it: {status.unreachable}. See HANSE_EMAIL_URL."
    if status.is_refused:
        return "The mail server takes nothing from us. Its answer stands at /post/messages/ on each message that waits."
    if status.overdue:
        return f"Waiting longer than five minutes although they could go: {status.overdue}. Are enough workers running?"
    return ""
