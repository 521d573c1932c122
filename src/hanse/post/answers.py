"""What a mail server's answer means for a message: try again, give up, or nothing is known."""

from __future__ import annotations

import re
import smtplib
from dataclasses import dataclass

from anymail.exceptions import AnymailError, AnymailRecipientsRefused

from hanse.post.choices import Fault

_ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_FULL = re.compile(r"mailbox (is )?full|over ?quota|quota exceeded|insufficient (system )?storage", re.IGNORECASE)
# RFC 3463: the mailbox itself, its domain, or the syntax of the address is wrong, or the mailbox has moved away.
_NO_SUCH = {"1.1", "1.2", "1.3", "1.6", "1.10"}
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Verdict:
    """The fault, in what words the server put it, and whether the mail may have been taken although we saw no yes."""

    fault: Fault
    answer: str
    may_have_arrived: bool = False

    @property
    def is_final(self) -> bool:
        """Whether trying again as things are would be of no use."""
        return self.fault in (Fault.ADDRESS, Fault.REFUSED, Fault.BROKEN)


def judge(fault: Exception, *, was_handing_over: bool) -> Verdict:
    """Turn what sending raised into a verdict; `was_handing_over` when the text itself was already on the wire."""
    match fault:
        case smtplib.SMTPRecipientsRefused():
            code, words = next(iter(fault.recipients.values()), (0, b""))
            return _by_code(code, _words(code, words), of_recipient=True)
        case smtplib.SMTPSenderRefused() | smtplib.SMTPHeloError() | smtplib.SMTPAuthenticationError():
            # It is we who are refused, not the message: somebody can mend that, so nothing is given up for it.
            return Verdict(Fault.TEMPORARY, _words(fault.smtp_code, fault.smtp_error))
        case smtplib.SMTPDataError():
            return _by_code(fault.smtp_code, _words(fault.smtp_code, fault.smtp_error), of_recipient=False)
        case smtplib.SMTPNotSupportedError():
            return Verdict(Fault.REFUSED, str(fault)[:LONGEST])
        case AnymailRecipientsRefused():
            return Verdict(Fault.ADDRESS, str(fault)[:LONGEST])
        case AnymailError():
            return _of_service(fault)
    # The line broke: before the text of the mail it was not taken, after it nobody knows.
    what = Fault.UNKNOWN if was_handing_over else Fault.TEMPORARY
    return Verdict(what, f"{type(fault).__name__}: {fault}"[:LONGEST], may_have_arrived=was_handing_over)


def fault_of_status(status: str, words: str = "") -> Fault:
    """The fault that an enhanced status code (RFC 3463) such as 5.2.2 names, as in a report of delivery."""
    kind, _, detail = status.partition(".")
    if detail == "2.2" or (detail != "1.1" and _FULL.search(words)):
        return Fault.FULL
    if kind == "4":
        return Fault.TEMPORARY
    return Fault.ADDRESS if detail in _NO_SUCH else Fault.REFUSED


def _by_code(code: int, answer: str, *, of_recipient: bool) -> Verdict:
    status = _ENHANCED.search(answer)
    if code in (452, 552) and (not status or status[2] == "2" or _FULL.search(answer)):
        # RFC 5321 gives 552 as permanent, but a full mailbox is emptied one day.
        return Verdict(Fault.FULL, answer)
    if 400 <= code < 500:
        return Verdict(Fault.FULL if status and status[0].endswith("2.2") else Fault.TEMPORARY, answer)
    if status and status[1] == "5":
        return Verdict(fault_of_status(status[0], answer), answer)
    return Verdict(Fault.ADDRESS if of_recipient and code in (550, 551, 553) else Fault.REFUSED, answer)


def _of_service(fault: AnymailError) -> Verdict:
    code = getattr(fault, "status_code", None)
    answer = str(fault)[:LONGEST]
    if code is None:
        return Verdict(Fault.UNKNOWN, answer, may_have_arrived=True)
    is_ours = code in (401, 402, 403, 408, 429) or code >= 500
    return Verdict(Fault.TEMPORARY if is_ours else Fault.REFUSED, answer, may_have_arrived=code >= 500)


def _words(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"[:LONGEST]
