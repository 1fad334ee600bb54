"""How the page of a lecture shows its recordings: files in the browser's own player, links as a sign to where they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from tusach.outputs.lecture.transcript import chapter_anchor
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.fields import LectureFields
from tusach.shelf.lecture import chapters_of, host_of, is_link
from tusach.shelf.links import beside
from tusach.shelf.publication import Publication

_TYPES = {
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
}
# A browser shows this much of a link without hiding what matters of it.
_SHOWN = 60


@dataclass(frozen=True)
class Mark:
    """A chapter in the list below a player: its `clock`, `title`, the `second`, the `anchor` in the transcript, and the
    `link` that opens the film there, "" when its place of films has none."""

    clock: str
    title: str
    second: int
    anchor: str
    link: str


@dataclass(frozen=True)
class Player:
    """One recording: `tag` is "video" or "audio", `address` that of the file on the site or of the film on the web.

    A file has a `type` and a `size` in words, and `captions` and `poster` as addresses on the site; a link has a `host`.
    """

    tag: str
    address: str
    marks: tuple[Mark, ...]
    poster: str = ""
    captions: str = ""
    type: str = ""
    size: str = ""
    host: str = ""

    @property
    def shown(self) -> str:
        """The address of a link as people read it."""
        plain = re.sub(r"^https?://(?:www\.)?", "", self.address).rstrip("/")
        return plain if len(plain) <= _SHOWN else f"{plain[: _SHOWN - 1]}…"


def players(bookcase: Bookcase, item: Publication) -> tuple[Player, ...]:
    """The recordings of a lecture, the film first; none for other publications."""
    return tuple(_players(bookcase, item, item.fields)) if isinstance(item.fields, LectureFields) else ()


def _players(bookcase: Bookcase, item: Publication, fields: LectureFields) -> Iterator[Player]:
    def at(name: str) -> str:
        return bookcase.asset_url(item, name) if name else ""

    for tag, name in (("video", fields.video), ("audio", fields.audio)):
        if name and is_link(name):
            yield Player(tag, name, _marks(fields, name), at(fields.poster), host=host_of(name))
        elif name:
            real = bookcase.root / bookcase.assets[beside(item.path, name)]
            kind = _TYPES[PurePosixPath(name).suffix.lower()]
            yield Player(
                *(tag, at(name), _marks(fields, ""), at(fields.poster), at(fields.captions)),
                type=kind,
                size=_size(real.stat().st_size),
            )


def _marks(fields: LectureFields, link: str) -> tuple[Mark, ...]:
    return tuple(
        Mark(chapter.clock, chapter.title, chapter.start, chapter_anchor(number), _from(link, chapter.start))
        for number, chapter in enumerate(chapters_of(fields), start=1)
    )


def _from(link: str, second: int) -> str:
    """The film from a second on: YouTube reads `t`, others have no sign of their own for it."""
    if not link or host_of(link) != "YouTube":
        return ""
    return f"{link}{'&' if urlsplit(link).query else '?'}t={second}s"


def _size(length: int) -> str:
    return f"{-(-length // 1024)} kB" if length < 1_000_000 else f"{length / 1e6:.1f} MB".replace(".", ",")
