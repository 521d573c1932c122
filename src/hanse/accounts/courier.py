"""Mails that somebody waits for at the screen, such as a code: handed over after the answer, not before it.

A page that waits for the mail server would tell by its slowness who has an account, and would break while the server
is away. A queue in the database would do, but then nobody could sign in while its worker rests. So a few threads of
this process hand mails over, and try again for a short while; whoever got none asks for another code.
"""

from __future__ import annotations

import logging
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait

from django.core.mail import EmailMessage
from django.db import connections

_log = logging.getLogger("hanse.accounts.mail")
_threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="courier")
_under_way: set[Future[None]] = set()
PAUSES = (0, 2, 10)  # seconds before each attempt


def send_soon(message: EmailMessage) -> None:
    """Hand a mail over as soon as a thread is free; nothing is said to whoever asked for it, come what may."""
    future = _threads.submit(_send, message)
    _under_way.add(future)
    future.add_done_callback(_under_way.discard)


def settle(seconds: float = 30) -> bool:
    """Wait until nothing is under way; whether that is so. For commands and tests."""
    return not wait(set(_under_way), timeout=seconds).not_done


def _send(message: EmailMessage) -> None:
    try:
        for attempt, pause in enumerate(PAUSES, 1):
            time.sleep(pause)
            try:
                message.send()
            except Exception as fault:  # whatever the mail server or its library says, the next attempt may go well
                _log.warning("A mail could not be handed over, attempt %s: %s", attempt, type(fault).__name__)
            else:
                return
        _log.error("A mail was given up after %s attempts. Look at the mail server and HANSE_EMAIL_URL.", len(PAUSES))
    finally:
        connections.close_all()
