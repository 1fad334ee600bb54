"""The links and headings in a Markdown text, with their lines: enough to check them before anything is rendered."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from tusach.law.provision import is_fence, with_anchors
from tusach.law.vietnamese import heading_slug

# A heading may stand in a quotation or in the indented body of a note.
_HEADING = re.compile(r"^(?P<indent>(?:>\s?| {4})*)(?P<marks>#{1,6})(?P<space>\s*)(?P<text>[^#\s].*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"^(?:={2,}|-{2,})\s*$")
_ATTRIBUTES = re.compile(r"\s*\{:?\s*(?P<list>[^}]*)\}\s*$")
_ANCHOR = re.compile(r"#(?P<id>[^\s.}]+)")
_CODE = re.compile(r"`+[^`]*`+")
_ESCAPE = re.compile(r"\\[\\`*_{}\[\]()#+.!|-]")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_INLINE = re.compile(
    r"""\]\(\s*(?:<(?P<angle>[^>]*)>|(?P<to>(?:[^()\s"']|\([^()]*\)|\s+(?=[^\s"'()]))*))\s*(?:["'][^)]*)?\)"""
)
_UNDESCRIBED = re.compile(r"!\[\s*\](?=[(\[])")
_REFERENCE = re.compile(r"^\s{0,3}\[(?!\^)[^\]]+\]:\s+<?(?P<to>[^\s>]+)")
_HTML = re.compile(
    r"<(?:a|img|source|audio|video)\b[^<>]*?\b(?:href|src)\s*=\s*[\"']?(?P<to>[^\"'\s>]*)", re.IGNORECASE
)
_MARKUP = re.compile(r"[*_`~]|!?\[(?P<text>[^\]]*)\]\([^)]*\)|\[\^[^\]]*\]")


def beside(path: str, to: str) -> str:
    """The path in the bookcase of what a page at `path` calls `to`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), to))


def linked_path(path: str, to: str) -> str:
    """The path in the bookcase that the link `to` on a page at `path` leads to; "" for the web and for the page itself."""
    try:
        parts = urlsplit(to)
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc or not parts.path else beside(path, unquote(parts.path))


def asset_address(path: str, name: str) -> str:
    """The address on the site of a file that a page at `path` names: its cover, its film, its recording."""
    return f"tep/{beside(path, name)}"


@dataclass(frozen=True)
class Link:
    """A link's target as typed, its 1-based line in the text, and whether it is written as HTML."""

    to: str
    line: int
    html: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading: its `level` 1-6, its `text` without markup, its `anchor`, its 1-based line.

    `fault` is "" or says why others would not read it as a heading: "space" (`##Tên`), "underline" (a rule below it).
    """

    level: int
    text: str
    anchor: str
    line: int
    fault: str = ""


def uncommented(markdown: str) -> str:
    """The Markdown without its comments, line for line."""
    return _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), markdown)


def prose(markdown: str) -> Iterator[tuple[int, str]]:
    """The lines that are text, with their 1-based numbers: code and comments left out."""
    fenced = False
    for number, line in enumerate(uncommented(markdown).split("\n"), start=1):
        if is_fence(line):
            fenced = not fenced
        elif not fenced:
            yield number, line


def links(markdown: str) -> tuple[Link, ...]:
    """Every link and image target, code and comments left out; "" for an empty target."""
    found: list[Link] = []
    for number, line in prose(markdown):
        text = _ESCAPE.sub("", _CODE.sub("", line))
        found += [Link(match["angle"] or (match["to"] or "").strip(), number) for match in _INLINE.finditer(text)]
        found += [Link(match["to"], number) for match in _REFERENCE.finditer(text)]
        found += [Link(match["to"], number, html=True) for match in _HTML.finditer(text)]
    return tuple(found)


def undescribed(markdown: str) -> Iterator[int]:
    """The line of each picture without words for those who do not see it; code and comments left out."""
    for number, line in prose(markdown):
        yield from (number for _ in _UNDESCRIBED.finditer(_ESCAPE.sub("", _CODE.sub("", line))))


def redirected(markdown: str, to: Callable[[str], str]) -> str:
    """The Markdown with every link target exchanged for what `to` makes of it; code is left alone."""
    lines = markdown.split("\n")
    for number, _ in prose(markdown):
        line = lines[number - 1]
        masked = _ESCAPE.sub("  ", _CODE.sub(lambda code: " " * len(code[0]), line))
        found = [match for pattern in (_INLINE, _REFERENCE) for match in pattern.finditer(masked)]
        for match in sorted(found, key=lambda match: match.start(), reverse=True):
            start, end = match.span("angle" if "angle" in match.re.groupindex and match["angle"] is not None else "to")
            line = line[:start] + to(line[start:end]) + line[end:]
        lines[number - 1] = line
    return "\n".join(lines)


def headings(markdown: str) -> tuple[Heading, ...]:
    """Every heading with the anchor it will have on the page."""
    found: list[Heading] = []
    taken: set[str] = set()
    above = ""
    for number, line in prose(markdown):
        match = _HEADING.match(line)
        if match:
            text, anchor = _named(match["text"])
            level, at, fault = len(match["marks"]), number, "" if match["space"] else "space"
        elif _UNDERLINE.match(line) and re.match(r"^[^\s#>|\-=]", above):
            text, anchor = _named(above)
            level, at, fault = (1 if line.startswith("=") else 2), number - 1, "underline"
        else:
            above = line
            continue
        anchor = anchor or _unique(heading_slug(text, "-"), taken)
        taken.add(anchor)
        found.append(Heading(level, text, anchor, at, fault))
        above = ""
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
