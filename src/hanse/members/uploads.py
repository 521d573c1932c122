"""Files that people hand in: known by their first bytes and not by their names, small, and pictures drawn anew."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import filetype
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from hanse.ui.pdfs import acts_by_itself

MEGABYTE = 1024 * 1024
LARGEST_LETTER = 10 * MEGABYTE
LARGEST_LOGO = 2 * MEGABYTE
MOST_PIXELS = 40_000_000
LOGO_SIDE = 512
_PDF = "application/pdf"
_PICTURES = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}


class NotTaken(Exception):
    """A file that is not what it should be; `reason` says why, and what to hand in instead."""

    def __init__(self, reason: Any) -> None:
        self.reason = reason
        super().__init__(str(reason))


@dataclass(frozen=True, slots=True)
class Taken:
    """A file as it is kept."""

    name: str
    media_type: str
    content: bytes
    width: int = 0
    height: int = 0

    @property
    def sha256(self) -> str:
        """What tells this content from every other."""
        return hashlib.sha256(self.content).hexdigest()


def take_letter(file: UploadedFile[Any]) -> Taken:
    """A signed letter: a PDF as it is, or a picture drawn anew, without what the camera wrote into it."""
    content = _read(file, LARGEST_LETTER, _("The file has more than 10 MB. Scan it in fewer dots per inch."))
    name = _name(file)
    if content.startswith(b"%PDF-"):
        if b"%%EOF" not in content[-2048:]:
            raise NotTaken(_("The PDF is cut off. Save it anew, and hand in the whole file."))
        if acts_by_itself(content):
            raise NotTaken(_("The PDF holds a program or acts by itself when it is opened, so it is not taken. Print it to a new PDF."))  # fmt: skip
        return Taken(name, _PDF, content)
    media_type = _type(content)
    if media_type not in _PICTURES:
        raise NotTaken(_("This is neither a PDF nor a picture (PNG, JPEG or WebP), whatever its name. Scan the letter, or save it as a PDF."))  # fmt: skip
    picture = _picture(content)
    drawn = io.BytesIO()
    picture.convert("RGB").save(drawn, "JPEG", quality=88, optimize=True)
    return Taken(f"{PurePath(name).stem}.jpg", "image/jpeg", drawn.getvalue(), picture.width, picture.height)


def take_logo(file: UploadedFile[Any]) -> Taken:
    """A logo: a picture, drawn anew at 512 pixels at most. SVG is refused, because it can carry scripts."""
    content = _read(file, LARGEST_LOGO, _("The picture has more than 2 MB. Make it smaller; 512 pixels are enough."))
    if _type(content) not in _PICTURES:
        raise NotTaken(_("This is no PNG, JPEG or WebP. SVG is not taken, because it can carry scripts: save the logo as a PNG."))  # fmt: skip
    picture = _picture(content)
    picture.thumbnail((LOGO_SIDE, LOGO_SIDE))
    drawn = io.BytesIO()
    picture.convert("RGBA").save(drawn, "PNG", optimize=True)
    return Taken("logo.png", "image/png", drawn.getvalue(), picture.width, picture.height)


def _read(file: UploadedFile[Any], largest: int, too_large: Any) -> bytes:
    if (file.size or 0) > largest:
        raise NotTaken(too_large)
    content = bytes(file.read(largest + 1))
    if len(content) > largest:
        raise NotTaken(too_large)
    if not content:
        raise NotTaken(_("The file is empty. Choose it again."))
    return content


def _name(file: UploadedFile[Any]) -> str:
    """The name without a path and without signs that cannot be seen, at most 200 characters."""
    bare = PurePath((file.name or "").replace("\\", "/")).name
    path = PurePath("".join(letter for letter in bare if letter.isprintable()) or "letter")
    return f"{path.stem[:150]}{path.suffix[:20]}"


def _type(content: bytes) -> str:
    found = filetype.guess(content[:512])
    return found.mime if found else ""


def _picture(content: bytes) -> Image.Image:
    broken = NotTaken(_("The picture cannot be read. Save it anew as PNG or JPEG."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(content), formats=list(_PICTURES.values()))
        if opened.width * opened.height > MOST_PIXELS:
            raise NotTaken(_("The picture has more than 40 million pixels. Make it smaller."))
        opened.load()
        return ImageOps.exif_transpose(opened) or opened
    except Image.DecompressionBombError as fault:
        raise NotTaken(_("The picture has more than 40 million pixels. Make it smaller.")) from fault
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as fault:
        raise broken from fault
