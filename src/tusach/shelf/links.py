"""The links and headings in a Markdown text, with their lines: enough to check them before anything is rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tusach.law.provision import with_anchors
from tusach.law.vietnamese import heading_slug

_FENCE = re.compile(r"^\s*(```|~~~)")
_HEADING = re.compile(r"^(?P<marks>#{1,6})\s+(?P<text>.*?)\s*#*\s*$")
_ATTRIBUTES = re.compile(r"\s*\{:?\s*(?P<list>[^}]*)\}\s*$")
_ANCHOR = re.compile(r"#(?P<id>[^\s.}]+)")
_CODE = re.compile(r"`+[^`]*`+")
_TARGETS = (
    re.compile(r"\]\(\s*<?(?P<to>[^\s)>]+)>?(?:\s+[\"'(][^)]*)?\)"),
    re.compile(r"^\s{0,3}\[(?!\^)[^\]]+\]:\s+<?(?P<to>[^\s>]+)"),
    re.compile(r"<(?:a|img)\s[^>]*?(?:href|src)\s*=\s*[\"'](?P<to>[^\"']+)[\"']", re.IGNORECASE),
)
_MARKUP = re.compile(r"[*_`~]|!?\[(?P<text>[^\]]*)\]\([^)]*\)|\[\^[^\]]*\]")


@dataclass(frozen=True)
class Link:
    """A link's target as typed, and its 1-based line in the text."""

    to: str
    line: int


@dataclass(frozen=True)
class Heading:
    """A heading: its `level` 1-6, its `text` without markup, its `anchor`, its 1-based line."""

    level: int
    text: str
    anchor: str
    line: int


def _prose(markdown: str) -> Iterator[tuple[int, str]]:
    fenced = False
    for number, line in enumerate(markdown.split("\n"), start=1):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            yield number, line


def links(markdown: str) -> tuple[Link, ...]:
    """Every link and image target, code left out."""
    return tuple(
        Link(match["to"], number)
        for number, line in _prose(markdown)
        for pattern in _TARGETS
        for match in pattern.finditer(_CODE.sub("", line))
    )


def headings(markdown: str) -> tuple[Heading, ...]:
    """Every `#` heading with the anchor it will have on the page."""
    found: list[Heading] = []
    taken: set[str] = set()
    for number, line in _prose(markdown):
        if match := _HEADING.match(line):
            text, anchor = _named(match["text"])
            anchor = anchor or _unique(heading_slug(text, "-"), taken)
            taken.add(anchor)
            found.append(Heading(len(match["marks"]), text, anchor, number))
    return tuple(found)


def document_anchors(markdown: str) -> frozenset[str]:
    """Every anchor of a document's body: its units, and headings that are none."""
    anchored = with_anchors(markdown)
    own = (match["id"] for match in re.finditer(r"^\{:? #(?P<id>[^\s.}]+)", anchored, re.MULTILINE))
    return frozenset(own) | {heading.anchor for heading in headings(anchored)}


def _named(text: str) -> tuple[str, str]:
    attributes = _ATTRIBUTES.search(text)
    anchor = _ANCHOR.search(attributes["list"]) if attributes else None
    plain = _MARKUP.sub(lambda match: match["text"] or "", _ATTRIBUTES.sub("", text))
    return plain.strip(), anchor["id"] if anchor else ""


def _unique(anchor: str, taken: set[str]) -> str:
    """Python-Markdown's own rule for a second heading of the same name: `_1`, `_2` …"""
    candidate, count = anchor, 0
    while candidate in taken:
        count += 1
        candidate = f"{anchor}_{count}"
    return candidate
