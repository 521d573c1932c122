"""Which process works on something, in a form that tells later whether it is still alive."""

from __future__ import annotations

import os
import socket
from functools import cache
from hashlib import blake2b
from pathlib import Path


@cache
def _place() -> str:
    """The machine and its space of process numbers: only there a number can be looked up."""
    try:
        space = str(Path("/proc/self/ns/pid").readlink())
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        space = boot = ""
    return blake2b(f"{socket.gethostname()} {boot} {space}".encode(), digest_size=6).hexdigest()


def _start(process: int) -> str:
    """When a process began, in ticks since the machine started; empty where there is none, or no way to know."""
    try:
        text = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    # The name in parentheses may hold anything; the fields after it do not (proc(5): state is the 3rd, start the 22nd).
    fields = text.rpartition(")")[2].split()
    return "" if fields[0] in ("Z", "X") else fields[19]


def own_identity() -> str:
    """This process: place, number, start."""
    return f"{_place()}-{os.getpid()}-{_start(os.getpid())}"


def is_known_dead(identity: str) -> bool:
    """Whether that process is certainly gone. On another machine, or where it cannot be known, the answer is no."""
    place, _, rest = identity.partition("-")
    number, _, start = rest.partition("-")
    if place != _place() or not start or not number.isdigit():
        return False
    return _start(int(number)) != start
