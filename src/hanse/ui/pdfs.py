"""Whether a PDF does something by itself (ISO 32000-1, 12.6: actions), told from its bytes without opening it.

Actions stand in dictionaries, either as plain bytes or packed in object streams (7.5.7). The letters of a name may be
written as `#4A` (7.3.5). Pictures and texts are packed bytes that may look like anything, so they are not looked at.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

MOST_UNPACKED = 10 * 1024 * 1024  # octets of one object stream
MOST_STREAMS = 2_000

_STREAM = re.compile(rb"\bstream\r?\n(.*?)endstream", re.DOTALL)
_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_PACKED = re.compile(rb"/ObjStm(?![A-Za-z0-9])")
# Scripts, programs, films with scripts; and what is sent or fetched without being asked.
_ACTS = re.compile(rb"/(?:JavaScript|JS|Launch|RichMedia|SubmitForm|ImportData)(?![A-Za-z0-9])")
# Opening at a page is what many programs write; anything else is an act.
_OPENS = re.compile(rb"/OpenAction\s*(?:<<(.*?)>>|(\d+)\s+\d+\s+R)", re.DOTALL)
_KIND = re.compile(rb"/S\s*/(?!GoTo(?![A-Za-z0-9]))[A-Za-z]")


def acts_by_itself(content: bytes) -> bool:
    """Whether a PDF runs scripts, starts programs, or goes elsewhere when it is opened."""
    parts = [_plain(_STREAM.sub(b"stream endstream", content)), *map(_plain, _unpacked(content))]
    return any(_ACTS.search(part) or _opens_with_an_act(part) for part in parts)


def _opens_with_an_act(part: bytes) -> bool:
    for found in _OPENS.finditer(part):
        named = re.search(rb"\b" + found[2] + rb"\s+\d+\s+obj(.*?)endobj", part, re.DOTALL) if found[2] else None
        action = found[1] or (named[1] if named else b"")
        if _KIND.search(action):
            return True
    return False


def _unpacked(content: bytes) -> Iterator[bytes]:
    """Object streams as they read; one that cannot be unpacked says nothing to a reader's program either."""
    for number, found in enumerate(_STREAM.finditer(content)):
        if number >= MOST_STREAMS:
            return
        head = content[max(0, found.start() - 1000) : found.start()].rpartition(b"obj")[2]
        if _PACKED.search(_plain(head)):
            try:
                yield zlib.decompressobj().decompress(found[1], MOST_UNPACKED)
            except zlib.error:
                continue


def _plain(part: bytes) -> bytes:
    """Names with their letters written out."""
    return _CODE.sub(lambda found: bytes([int(found[1], 16)]), part)
