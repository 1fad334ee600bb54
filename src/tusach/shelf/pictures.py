"""Pictures as they are published: every pixel, its colours and how it is turned, and nothing that tells where and by whom it was taken.

JPEG: ISO/IEC 10918-1, annex B; PNG: https://www.w3.org/TR/png-3; GIF: GIF89a; WebP: RFC 9649. What is left out are whole parts of
the file, so that the same picture gives the same bytes and no pixel is coded anew.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from PIL import Image

ORIENTATION = 0x0112
_MARKER = re.compile(rb"\xff+(?P<code>[^\x00\xff\xd0-\xd7])")
_APP0, _APP1, _END = 0xE0, 0xE1, 0xD9
# What programs add, and comments; of them only the colour profile and what Adobe says of the colours are needed to show the picture.
_TELLING = frozenset((*range(0xE0, 0xF0), 0xFE))
_JPEG_KEPT = {0xE2: (b"ICC_PROFILE\0",), 0xEE: (b"Adobe",)}
_EXIF = b"Exif\0\0"
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split()
)
_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04
_GIF_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")


class PictureError(ValueError):
    """A picture whose parts cannot be read to their end."""


def published(file: Path) -> bytes:
    """What is published of a file: a picture of a known sort without its traces, all else just as it is.

    A damaged picture is left as it is: `pictures_can_be_shown` has told of it.
    """
    data = file.read_bytes()
    try:
        return without_traces(data)
    except PictureError:
        return data


def without_traces(data: bytes) -> bytes:
    """A picture (JPEG, PNG, WebP, GIF) without EXIF, XMP, IPTC, notes of the camera, comments, small previews and what hangs on behind.

    Its colour profile stays, and of EXIF the orientation alone. Bytes of any other sort come back as they are; raises PictureError.
    """
    for head, cleaned in _SORTS.items():
        if data.startswith(head) and (head != b"RIFF" or data[8:12] == b"WEBP"):
            try:
                return cleaned(data)
            except (struct.error, IndexError) as error:
                raise PictureError("cut short") from error
    return data


def _jpeg(data: bytes) -> bytes:
    kept, place = [data[:2]], 2
    while found := _MARKER.search(data, place):
        # What lies before a marker is the coded picture, after the head of a scan.
        kept.append(data[place : found.start()])
        code, start = found["code"][0], found.end()
        if code == _END:
            return b"".join([*kept, b"\xff\xd9"])
        end = start + struct.unpack_from(">H", data, start)[0]
        if end > len(data) or end < start + 2:
            break
        kept.append(_segment(code, data[start + 2 : end]))
        place = end
    raise PictureError("no end")


def _segment(code: int, body: bytes) -> bytes:
    """A part of a JPEG, or what is kept of it."""
    if code == _APP1 and body.startswith(_EXIF):
        turned = _turned(body[len(_EXIF) :])
        body = _EXIF + turned if turned else b""
    elif code == _APP0 and body.startswith(b"JFIF\0"):
        # Its last two numbers are the size of the small preview that follows them.
        body = body[:12] + b"\0\0"
    elif code in _TELLING and not body.startswith(_JPEG_KEPT.get(code, ())):
        body = b""
    return struct.pack(">BBH", 0xFF, code, len(body) + 2) + body if body else b""


def _turned(exif: bytes) -> bytes:
    """The least EXIF that says how a picture is turned; b"" when it stands upright."""
    read = Image.Exif()
    try:
        read.load(exif)
        turn = read.get(ORIENTATION, 1)
    except Exception:  # cameras write what they like, and Pillow raises what it meets
        turn = 1
    if turn not in range(2, 9):
        return b""
    return b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, ORIENTATION, 3, 1, int(turn), 0, 0)


def _png(data: bytes) -> bytes:
    kept, place = [_PNG_HEAD], len(_PNG_HEAD)
    while place < len(data):
        size, name = struct.unpack_from(">I4s", data, place)
        end = place + 12 + size
        if end > len(data):
            break
        if name in _PNG_KEPT:
            kept.append(data[place:end])
        elif name == b"eXIf" and (turned := _turned(data[place + 8 : end - 4])):
            kept.append(struct.pack(">I4s", len(turned), name) + turned + struct.pack(">I", zlib.crc32(name + turned)))
        if name == b"IEND":
            return b"".join(kept)
        place = end
    raise PictureError("no end")


def _webp(data: bytes) -> bytes:
    kept = []
    for name, body in _chunks(data[: struct.unpack_from("<I", data, 4)[0] + 8]):
        if name in _WEBP_KEPT:
            kept.append((name, body))
        elif name == b"EXIF" and (turned := _turned(body.removeprefix(_EXIF))):
            kept.append((name, turned))
    if not kept:
        raise PictureError("no picture")
    if kept[0][0] == b"VP8X":
        said = kept[0][1][0] & ~_WEBP_XMP & ~_WEBP_EXIF | (
            _WEBP_EXIF if any(name == b"EXIF" for name, _ in kept) else 0
        )
        kept[0] = (b"VP8X", bytes([said]) + kept[0][1][1:])
    packed = b"".join(name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2) for name, body in kept)
    return b"RIFF" + struct.pack("<I", len(packed) + 4) + b"WEBP" + packed


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 12
    while place + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, place)
        if place + 8 + size > len(data):
            raise PictureError("cut short")
        yield name, data[place + 8 : place + 8 + size]
        place += 8 + size + size % 2


def _gif(data: bytes) -> bytes:
    place = 13 + _colours(data[10])
    kept = [data[:place]]
    while data[place] != 0x3B:
        start = place
        if data[place] == 0x2C:
            place = _sub_blocks(data, place + 11 + _colours(data[place + 9]))
            kept.append(data[start:place])
        elif data[place] == 0x21:
            place = _sub_blocks(data, place + 2)
            kind, name = data[start + 1], data[start + 3 : start + 14]
            kept.append(data[start:place] if kind in (0xF9, 0x01) or (kind == 0xFF and name in _GIF_KEPT) else b"")
        else:
            raise PictureError("no block")
    return b"".join([*kept, b";"])


def _colours(flags: int) -> int:
    """The bytes of the table of colours that the flags announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _sub_blocks(data: bytes, place: int) -> int:
    while data[place]:
        place += data[place] + 1
    return place + 1


_SORTS: Mapping[bytes, Callable[[bytes], bytes]] = {
    b"\xff\xd8\xff": _jpeg,
    _PNG_HEAD: _png,
    b"RIFF": _webp,
    b"GIF8": _gif,
}
