"""What a file is by its first bytes, whether it is taken, and what is kept of it.

Names and media types that a browser sends are claims. A file is taken when its bytes are of a kind that we take, its
name says the same, it holds no program, and it does not swell when it is opened. Pictures are painted anew, so that
nothing remains of where and by whom they were taken.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath

import filetype
from django.utils.translation import gettext as _

from hanse.calendar.registration.papers.archives import BadArchive, office_kind
from hanse.calendar.registration.papers.pictures import BadPicture, painted_anew
from hanse.ui.pdfs import acts_by_itself

MEGABYTE = 1024 * 1024
MOST_OCTETS = 10 * MEGABYTE
LONGEST_NAME = 200
HEAD = 8192  # octets that tell a type

PDF = "application/pdf"
JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
PICTURES = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}
# What each kind is called, and how its name may end. These kinds are taken, and no others.
KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    PDF: ("PDF", (".pdf",)),
    JPEG: ("JPEG", (".jpg", ".jpeg")),
    PNG: ("PNG", (".png",)),
    WEBP: ("WebP", (".webp",)),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("Word", (".docx",)),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("Excel", (".xlsx",)),
    "application/vnd.oasis.opendocument.text": ("OpenDocument", (".odt",)),
    "application/vnd.oasis.opendocument.spreadsheet": ("OpenDocument", (".ods",)),
}
TAKEN = "PDF, JPEG, PNG, WebP, DOCX, XLSX, ODT, ODS"
ACCEPT = ",".join(end for _name, ends in KINDS.values() for end in ends)
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that is taken, as it will be kept."""

    name: str
    media_type: str
    content: bytes

    @property
    def size(self) -> int:
        """Octets."""
        return len(self.content)

    @property
    def digest(self) -> str:
        """SHA-256, in hexadecimal."""
        return sha256(self.content).hexdigest()

    @property
    def ending(self) -> str:
        """How the name of its kind ends."""
        return KINDS[self.media_type][1][0]


class BadPaper(Exception):
    """A file that is not taken; `sentence` says why, and what to hand in instead."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


def check_size(size: int) -> None:
    """Refuse what is too large, before anything of it is read; raises `BadPaper`."""
    if size > MOST_OCTETS:
        says = _("The file has %(size)s MB; up to %(most)s MB are taken. Make it smaller, or hand in a part of it.")
        raise BadPaper(says % {"size": -(-size // MEGABYTE), "most": MOST_OCTETS // MEGABYTE})
    if size == 0:
        raise BadPaper(_("The file is empty. Choose it again, or another one."))


def check_paper(name: str, content: bytes) -> Paper:
    """A file as it can be kept; raises `BadPaper`."""
    check_size(len(content))
    shown = _tidy(name)
    kind = _kind_of(content)
    ending = PurePath(shown).suffix.casefold()
    called, endings = KINDS[kind]
    if ending not in endings:
        says = _("The name ends in “%(ending)s”, but the file is %(kind)s inside. Save it anew as what it is to be.")
        raise BadPaper(says % {"ending": ending or "—", "kind": called})
    if kind == PDF and acts_by_itself(content):
        raise BadPaper(
            _("The PDF holds a program or acts by itself when it is opened, so it is not taken. Print it to a new PDF.")
        )
    if kind in PICTURES:
        try:
            content = painted_anew(content, PICTURES[kind])
        except BadPicture as fault:
            raise BadPaper(fault.sentence) from None
    return Paper(shown, kind, content)


def _kind_of(content: bytes) -> str:
    head = content[:HEAD]
    if head.startswith(_OLE):
        raise BadPaper(_("Files of old Office can hold programs, so they are not taken. Save it as PDF or as DOCX."))
    if head.startswith(_ZIP):
        try:
            return office_kind(content)
        except BadArchive as fault:
            raise BadPaper(fault.sentence) from None
    guessed = filetype.guess_mime(head)
    if guessed in PICTURES or (guessed == PDF and head.startswith(b"%PDF-")):
        return str(guessed)
    raise BadPaper(_("Files of this kind are not taken. Hand in one of these: %(kinds)s.") % {"kinds": TAKEN})


def _tidy(name: str) -> str:
    """The last part of a name, without what steers terminals and folders, short enough and with its ending."""
    bare = PurePath(name.replace("\\", "/")).name
    kept = "".join(c for c in bare if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp")).strip()
    path = PurePath(kept or "file")
    return path.stem[: LONGEST_NAME - len(path.suffix[:20])] + path.suffix[:20]
