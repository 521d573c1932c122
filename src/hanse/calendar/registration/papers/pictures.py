"""Pictures are decoded and painted anew: their pixels are kept, and nothing that was written around them."""

from __future__ import annotations

import io
import warnings
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

MOST_PIXELS = 40_000_000
_MODES = {"JPEG": ("RGB", "L"), "PNG": ("RGB", "RGBA", "L", "LA", "1"), "WEBP": ("RGB", "RGBA")}
_OPTIONS: dict[str, dict[str, Any]] = {"JPEG": {"quality": 88}, "PNG": {}, "WEBP": {"quality": 88}}


class BadPicture(Exception):
    """A picture that is not taken; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


def painted_anew(content: bytes, form: str) -> bytes:
    """The same picture, upright, in the same form, without EXIF, GPS, comments or profiles; raises `BadPicture`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # measured below, before it is decoded
            with Image.open(io.BytesIO(content), formats=[form]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise _too_many()
                upright = ImageOps.exif_transpose(picture) or picture
                return _written(upright, form)
    except Image.DecompressionBombError:
        raise _too_many() from None
    except (OSError, SyntaxError, ValueError):
        raise BadPicture(_("The picture is damaged. Save it anew, or choose another one.")) from None


def _too_many() -> BadPicture:
    return BadPicture(_("The picture has more than 40 million dots. Make it smaller."))


def _written(picture: Image.Image, form: str) -> bytes:
    # A palette can hold transparency in the words around the picture, so it is resolved before those are dropped.
    kept = picture if picture.mode in _MODES[form] else picture.convert("RGB" if form == "JPEG" else "RGBA")
    kept.load()
    kept.info.clear()
    out = io.BytesIO()
    kept.save(out, form, **_OPTIONS[form])
    return out.getvalue()
