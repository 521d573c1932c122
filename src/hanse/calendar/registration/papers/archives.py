"""Office files are ZIP archives: what they are inside, whether they carry programs, and how far they swell."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.sax.saxutils import unescape

from django.utils.translation import gettext as _

MOST_MEMBERS = 2000
MOST_UNPACKED = 80 * 1024 * 1024  # a report with many pictures unpacks to less
MOST_SWELLING = 200  # times; text of an ordinary document swells ten to twenty times
SMALL = 1024 * 1024  # below this, swelling does no harm
STEP = 256 * 1024

_OOXML = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_ODF = {
    b"application/vnd.oasis.opendocument.text",
    b"application/vnd.oasis.opendocument.spreadsheet",
}
# Parts that hold programs, or other files that could: VBA, ActiveX, macro sheets, embedded objects, Basic, scripts.
_PROGRAMS = ("vbaproject", "vbadata", "activex", "macrosheets", "/embeddings/", "oleobject", "basic/", "scripts/")
_NESTED = (".zip", ".7z", ".rar", ".gz", ".exe", ".dll", ".js", ".vbs", ".jar", ".docm", ".xlsm", ".bin")
_HARMLESS = ("printersettings",)


class BadArchive(Exception):
    """An archive that is not taken; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


def office_kind(content: bytes) -> str:
    """The media type of an Office file without programs; raises `BadArchive` for every other archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _check_sizes(members)
            _check_names(members)
            kind = _kind(archive, {member.filename for member in members})
            _unpack(archive, members)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        # NotImplementedError: a way of packing that nobody uses for documents; RuntimeError: a password.
        raise BadArchive(_("The file is damaged or locked by a password. Save it anew, or hand in a PDF.")) from None
    return kind


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise BadArchive(_too_large())
    for member in members:
        if member.file_size > SMALL and member.file_size > MOST_SWELLING * max(1, member.compress_size):
            raise BadArchive(_too_large())


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    for member in members:
        name = "/" + member.filename.casefold().replace("\\", "/")
        if any(harmless in name for harmless in _HARMLESS):
            continue
        if any(part in name for part in _PROGRAMS) or name.endswith(_NESTED):
            says = _("The file carries macros or other files inside, so it is not taken. Save it without, or as PDF.")
            raise BadArchive(says)


def _kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "mimetype" in names:
        with archive.open("mimetype") as part:
            said = part.read(100).strip()
        if said in _ODF:
            return said.decode()
    if "[Content_Types].xml" in names:
        with archive.open("[Content_Types].xml") as part:
            types = unescape(part.read(SMALL).decode("utf-8", "replace")).casefold()
        if "macroenabled" in types or "vbaproject" in types:
            raise BadArchive(_("The file carries macros, so it is not taken. Save it without macros, or as PDF."))
        for name, kind in _OOXML.items():
            if name in names:
                return kind
    raise BadArchive(_("Archives are not taken. Hand in the documents themselves, as PDF for instance."))


def _unpack(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """Read everything once and throw it away: the sizes that an archive states are claims, too."""
    total = 0
    for member in members:
        with archive.open(member) as part:
            while piece := part.read(STEP):
                total += len(piece)
                if total > MOST_UNPACKED:
                    raise BadArchive(_too_large())


def _too_large() -> str:
    return _("The file is many times larger inside than outside, so it is not opened. Hand in a PDF instead.")
