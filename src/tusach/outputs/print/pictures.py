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
# The sorts that typst, e-books and (but for the last) Word show, and how their names end.
_ENDINGS = {"PNG": (".png",), "JPEG": (".jpg", ".jpeg"), "GIF": (".gif",), "WEBP": (".webp",)}
_IMAGE = re.compile(r'<img\b[^>]*?\bsrc="([^"]+)"')
_UNREADABLE = (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError)


def copy_for_print(source: Path, target: Path) -> None:
    """Copy a picture as it is published; `laid` tells its name, which ends as what it is, whatever an editor called it.

    What a phone stored lying, with a note how to turn it (EXIF, tag 274), is turned: not every reader does. The four inks of
    a printing house become red, green and blue, the only colours of our PDF/A. A sort that browsers alone show is coded
    anew. What is no picture is copied too: whoever sets it says so.
    """
    data = published(source)
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(data)) as image:
            kind = "JPEG" if image.format == "MPO" else image.format
            shown = kind if kind in _ENDINGS else _common(image)
            if target.suffix.lower() not in _ENDINGS[shown]:
                target = target.with_suffix(_ENDINGS[shown][0])
            inked = image.mode == "CMYK"
            if inked or shown != kind or image.getexif().get(ExifTags.Base.Orientation) not in _UPRIGHT:
                turned = ImageOps.exif_transpose(image)
                profile = None if inked else image.info.get("icc_profile")
                (turned.convert("RGB") if inked else turned).save(target, shown, quality=92, icc_profile=profile)
                return
    except _UNREADABLE:
        pass
    target.write_bytes(data)


def laid(folder: Path, name: str) -> str:
    """The name under which the picture that was copied to that name lies in the folder."""
    found = (one.name for one in folder.glob(f"{Path(name).stem}.*"))
    return name if (folder / name).exists() else next(found, name)


def copy_for_word(folder: Path, name: str) -> str:
    """The name of a copy that every version of Word shows: of a sort that many do not, one is made."""
    if not name.endswith(".webp"):
        return name
    with Image.open(folder / name) as image:
        kind = _common(image)
        copy = name + _ENDINGS[kind][0]
        image.save(folder / copy, kind, quality=92, icc_profile=image.info.get("icc_profile"))
    return copy


def _common(image: Image.Image) -> str:
    """The sort known everywhere in which a picture loses nothing that one would see."""
    return "PNG" if image.has_transparency_data else "JPEG"


def sized(html: str, folder: Path) -> str:
    """The HTML with the natural size of each picture, which lies in the folder, in inches; a drawing has its own."""

    def told(match: re.Match[str]) -> str:
        name = laid(folder, match[1])
        tag = match[0].replace(f'"{match[1]}"', f'"{name}"')
        try:
            with warnings.catch_warnings(action="ignore"), Image.open(folder / name) as image:
                dots = DRAWN if name.endswith(".svg.png") else _DOTS
                return f'{tag} width="{image.width / dots:.4f}in" height="{image.height / dots:.4f}in"'
        except _UNREADABLE:
            return tag

    return _IMAGE.sub(told, html)
