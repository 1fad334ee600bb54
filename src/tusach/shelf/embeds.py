"""Pictures, films and sounds that a text wants shown from another site: a page of ours loads nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlsplit

from tusach.problem import Problem
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.links import prose

# An address with a host; browsers take `\` for `/` (URL Standard, 4.4, special schemes).
_FAR = r"(?:https?:|ftp:)?[/\\]{2}[^\s\"'<>()]+"
_CODE = re.compile(r"(`+)[^`\n]*\1")
_TARGET = re.compile(rf"\]\(\s*<?(?P<to>{_FAR})", re.IGNORECASE)
_DEFINED = re.compile(
    rf"^(?:[ \t>]|[-*+][ ]|\d{{1,9}}[.)][ ])*+\[(?P<label>[^\]\n]+)\]:[\s>]*<?(?P<to>{_FAR})",
    re.IGNORECASE | re.MULTILINE,
)
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
_TAG = re.compile(r"<(?P<tag>img|picture|source|audio|video|track|iframe|embed|object)\b[^<>]{0,4000}", re.IGNORECASE)
_LOADED = re.compile(rf"\b(?:src|srcset|poster|data)\s*=\s*[\"']?\s*(?P<to>{_FAR})", re.IGNORECASE)


@dataclass(frozen=True)
class Embed:
    """The address `to` that a text shows as a picture, or as a `film` (or sound), and its 1-based line."""

    to: str
    line: int
    film: bool = False

    @property
    def host(self) -> str:
        """The site it lies on; "" when the address is written so badly that none can be told."""
        try:
            return urlsplit(self.to.replace("\\", "/")).hostname or ""
        except ValueError:
            return ""


def far_embeds(markdown: str) -> Iterator[Embed]:
    """Every picture, film or sound that lies on another site, written as Markdown or HTML; code and comments left out."""
    rows = dict(prose(markdown))
    text = "\n".join(rows.get(number, "") for number in range(1, max(rows, default=0) + 1))
    text = _CODE.sub(lambda code: " " * len(code[0]), text)
    if "//" in text or "\\\\" in text:
        for place, to, film in sorted(chain(_of_markdown(text), _of_html(text))):
            yield Embed(to, text.count("\n", 0, place) + 1, film)


def _of_markdown(text: str) -> Iterator[tuple[int, str, bool]]:
    shown = dict(_pictures(text))
    yield from ((one.start(), one["to"], False) for one in _TARGET.finditer(text) if one.start() in shown)
    labels = {label.casefold() for label in shown.values()}
    labels |= {text[end + 2 : text.find("]", end + 2)].casefold() for end in shown if text[end + 1 : end + 2] == "["}
    yield from ((one.start(), one["to"], False) for one in _DEFINED.finditer(text) if one["label"].casefold() in labels)


def _pictures(text: str) -> Iterator[tuple[int, str]]:
    """Where the `]` of each `![…]` stands, and the words between the brackets."""
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match[0] == "[":
            opened.append(match.start())
        elif match[0] == "]" and opened:
            start = opened.pop()
            if text[max(0, start - 1) : start] == "!":
                yield match.start(), text[start + 1 : match.start()]


def _of_html(text: str) -> Iterator[tuple[int, str, bool]]:
    for tag in _TAG.finditer(text):
        for one in _LOADED.finditer(tag[0]):
            yield tag.start() + one.start(), one["to"], tag["tag"].lower() not in ("img", "picture")


def pictures_lie_beside_their_page(bookcase: Bookcase) -> Iterator[Problem]:
    """A picture or film of another site is not loaded: readers without a network would miss it, others would be counted there."""
    for leaf in bookcase.texts():
        for one in far_embeds(leaf.body):
            kind = "phim, bản ghi âm" if one.film else "ảnh"
            where = f"ở {one.host}" if one.host else "ở trang khác"
            what = f"{kind} {where} không hiện trên trang, chỉ thành liên kết tới đó"
            remedy = (
                "viết thành liên kết thường, hoặc ghi vào `video`, `audio` của một bài giảng"
                if one.film
                else "tải ảnh về, đặt cạnh tệp này, viết `![mô tả](ten-anh.jpg)`"
            )
            yield Problem(leaf.path, leaf.line + one.line - 1, what, remedy, "warning")
