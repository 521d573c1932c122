"""How long to wait before the next attempt: exponentially longer, scattered, the same for the same message."""

from __future__ import annotations

from datetime import timedelta
from random import Random

MOST_ATTEMPTS = 9
_FIRST, _FACTOR, _LONGEST = 60, 3, 8 * 3600  # seconds


def wait_after(attempt: int, seed: str) -> timedelta:
    """The wait after a failed attempt, the first being 1: about 1, 3, 9, 27, 81 minutes, 4, 8 and 8 hours.

    So the ninth and last attempt comes 22 hours after the first. The scatter of a fifth either way keeps a thousand
    messages that failed together from coming back together; it follows from the seed, so that it can be repeated.
    """
    seconds = min(_FIRST * _FACTOR ** (attempt - 1), _LONGEST)
    return timedelta(seconds=seconds * Random(f"{seed}/{attempt}").uniform(0.8, 1.2))  # noqa: S311  # no secret


def scatter(seconds: float, seed: str) -> timedelta:
    """A short wait between nothing and `seconds`, the same for the same seed."""
    return timedelta(seconds=Random(seed).uniform(0, seconds))  # noqa: S311  # no secret
