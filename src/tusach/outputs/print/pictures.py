"""Pictures as they are printed: turned as they are to be seen, in colours that PDF/A knows, and how large they are by nature."""

from __future__ import annotations

import re
import warnings
from io import BytesIO
from pathlib import Path

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from tusach.shelf.pictures import published

_UPRIGHT = (None, 0, 1)
# Dots to an inch: sharp on paper, and a screenshot of a phone is as wide as the page. What a file says of it is seldom meant.
_DOTS = 150
# Of a drawing made into dots for Word.
DRAWN = 200
_IMAGE = re.compile(r'<img\b[^>]*?\bsrc="([^"]+)"')
_UNREADABLE = (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError)


def copy_for_print(source: Path, target: Path) -> None:
    """Copy a picture as it is published; what a phone stored lying, with a note how to turn it (EXIF, tag 274), is turned: not every reader does.

    The four inks of a printing house become red, green and blue, the only colours of our PDF/A. What is no picture is
    copied too: whoever sets it says so.
    """
    data = published(source)
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(data)) as image:
            inked = image.mode == "CMYK"
            if inked or image.getexif().get(ExifTags.Base.Orientation) not in _UPRIGHT:
                turned = ImageOps.exif_transpose(image)
                kind = "JPEG" if image.format == "MPO" else image.format
                profile = None if inked else image.info.get("icc_profile")
                (turned.convert("RGB") if inked else turned).save(target, kind, quality=92, icc_profile=profile)
                return
    except _UNREADABLE:
        pass
    target.write_bytes(data)


def sized(html: str, folder: Path) -> str:
    """The HTML with the natural size of each picture, which lies in the folder, in inches; a drawing has its own."""

    def told(match: re.Match[str]) -> str:
        try:
            with warnings.catch_warnings(action="ignore"), Image.open(folder / match[1]) as image:
                dots = DRAWN if match[1].endswith(".svg.png") else _DOTS
                return f'{match[0]} width="{image.width / dots:.4f}in" height="{image.height / dots:.4f}in"'
        except _UNREADABLE:
            return match[0]

    return _IMAGE.sub(told, html)
