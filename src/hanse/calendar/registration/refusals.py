"""Why an act of registration was not done. Each refusal is a sentence that says why, and what to do instead."""

from __future__ import annotations


class Refused(Exception):
    """Nothing was written. `code` names the reason for programs, `sentence` says it to the person."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code, self.sentence = code, sentence
        super().__init__(code)


class NotOpen(Refused):
    """Registration is closed, not yet open, or the activity does not take place."""


class NotForYou(Refused):
    """The activity is for others, or for the invited."""


class NoSeat(Refused):
    """All seats are taken, or the organisation has all that it can have."""


class TooLate(Refused):
    """What was to be changed has ended, or its time is over."""


class ChangedMeanwhile(Refused):
    """Somebody else changed it after the reader had opened it."""
